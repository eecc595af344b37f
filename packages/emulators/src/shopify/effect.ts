/** Something that goes wrong. Every field but `kind` is optional and only means something to some kinds. */
export type Effect = {
  kind: EffectKind
  /** `status`: the HTTP status. */
  status?: number
  /** `user_error`, `error`, `fails`: Shopify's code. */
  code?: string
}

/** Every kind of effect, with what it does. */
export const EFFECTS = {
  throttled: 'answers that the budget of cost is spent',
  status: 'answers with an HTTP status, 503 unless said',
  user_error: 'answers with a user error, and does nothing',
  error: 'answers with an error of the whole call, and does nothing',
  html: 'answers 502 with a web page, as a proxy would',
  html_ok: 'answers 200 with a web page, as a shop behind a password would',
  bad_json: 'answers 200 with JSON that cannot be read',
  empty_body: 'answers 200 with nothing',
  redirect: 'answers 302',
  hang: 'never answers, and does nothing',
  reset: 'breaks the connection, and does nothing',
  unanswered: 'does what was asked, and never answers',
  lost_answer: 'does what was asked, and breaks the connection',
  truncate: 'does what was asked, and breaks the connection in the middle of the answer',
  revoked: 'takes all tokens away beforehand',
  delete_product: 'deletes the product that is named beforehand',
  stale: 'answers as things were when this was arranged',
  needs_acl: 'an upload is refused unless it names its access list',
  fails: 'a picture, or a bulk operation, fails once it is processed',
  no_metadata: 'a picture is served without its metadata',
} as const

/** The kinds of effects. */
export type EffectKind = keyof typeof EFFECTS
