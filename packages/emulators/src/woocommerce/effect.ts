/** Something that goes wrong. */
export type Effect = {
  kind: EffectKind
  /** `refuse`: the HTTP status (500 if not said); `throttle`: 429 or 503. */
  status?: number
  /** `refuse`: WordPress's code. */
  code?: string
  /** `throttle`: what `Retry-After` says; null leaves it out. `delay`: how long the answer is held back, in seconds. */
  seconds?: number | null
}

/** Every kind of effect, with what it does. */
export const EFFECTS = {
  refuse: 'answers with an error of WordPress’s, and does nothing',
  throttle: 'answers as a hoster that has had enough: a web page with status 429 or 503',
  too_large: 'answers as the web server before WordPress does to large uploads: a web page with status 413',
  firewall: 'answers as a firewall plugin: a web page with status 403',
  login: 'redirects to the page to sign in',
  moved: 'redirects to another site',
  page: 'answers a web page with status 200',
  notice: 'does what was asked; a plugin prints a notice before the JSON',
  bom: 'does what was asked; a byte-order mark is printed before the JSON',
  empty: 'does what was asked, and answers nothing with status 200',
  truncate: 'does what was asked, and breaks the connection in the middle of the answer',
  lost_answer: 'does what was asked, and breaks the connection',
  critical: 'answers as WordPress after a fatal error, and does nothing',
  hang: 'never answers, and does nothing',
  reset: 'breaks the connection, and does nothing',
  delay: 'answers well, but late',
} as const

/** The kinds of effects. */
export type EffectKind = keyof typeof EFFECTS
