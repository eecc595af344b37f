import { WEBHOOK_EVENTS } from '@studio/core/webhooks'

/** What the reference opens with, in Markdown. */
export const INTRODUCTION = [
  'Do from code all that the studio does: upload photos, ask what pictures cost, make them, download them.',
  '',
  '**Tokens.** Make one in Settings › Tokens and send it with each call: `Authorization: Bearer sp_live_…`. ' +
    'A token has scopes; each operation names the one it needs. Test tokens (`sp_test_…`) run the whole path on the ' +
    'local studio and the sample model, and cost nothing.',
  '',
  '**Money.** Nothing starts without a price you agreed to: a quote, or `maxCredits`. Outputs that fail are not charged.',
  '',
  '**Lists** come in pages, newest first: pass `nextCursor` as `cursor` until it is null.',
  '',
  '**Repeating.** Send `Idempotency-Key` with every POST. The same key and body get the same answer for 24 hours; ' +
    'another body under the same key is refused. Keys of test tokens stand apart from those of live ones.',
  '',
  '**Errors** are problem documents (RFC 9457). Go by `code`; `detail` is a sentence for people. What is missing and ' +
    'what belongs to somebody else look alike.',
  '',
  '**Events.** A webhook endpoint hears what happens: ' +
    `${Object.keys(WEBHOOK_EVENTS)
      .map((type) => `\`${type}\``)
      .join(', ')}. ` +
    'Each is signed by the Standard Webhooks specification; any of its libraries checks them.',
  '',
  '**Limits.** `RateLimit` and `RateLimit-Policy` say how many calls are left; after a 429 wait for `Retry-After` seconds.',
].join('\n')

/** What the groups of operations are about. */
export const TAGS: Record<string, string> = {
  me: 'Who calls, and what the token may do.',
  assets: 'Files: uploads, and outputs that succeeded.',
  models: 'The AI models, with their prices.',
  shots: 'The presets: what kind of picture.',
  'brand-kit': 'What goes into every prompt: colours, a logo, words to use and to avoid.',
  quotes: 'Prices, before anything starts.',
  generations: 'Pictures in the making.',
  batches: 'Many generations under one price.',
  stores: 'Connected stores, and their products as they were last read.',
  publications: 'Changes to the pictures of products: planned, made, undone.',
  credits: 'The balance and the statement.',
  exports: 'Archives of everything, or of chosen pictures.',
  'webhook-endpoints': 'Where events are sent, and what became of each sending.',
}
