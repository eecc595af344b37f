import { invalidArgument } from './service-error.ts'

/** Something that goes wrong. Every field but `kind` is optional and only means something to some kinds. */
export type Effect = {
  kind: EffectKind
  /** `status`: the HTTP status. */
  status?: number
  /** `status`: the body, instead of the service's usual one; an object is sent as JSON. */
  body?: unknown
  /** `status`, `rate_limited`, `per_day_quota`: more response headers. */
  headers?: Record<string, string>
  /** `delay`: how long the answer is held back, in milliseconds. */
  delayMs?: number
  /** `rate_limited`, `per_day_quota`: the wait that the answer names, such as `31s` or `18.5s`. */
  retryDelay?: string
  /** `blocked_prompt`: the block reason. `blocked_output`: the finish reason. */
  reason?: string
  /** `truncate`, `stall`: how many bytes of the body are sent; half of it if not named. */
  sizeBytes?: number
}

/** Every kind of effect, with what it does. */
export const EFFECTS = {
  status: 'answers with an error status',
  rate_limited: 'answers 429 for a per-minute quota',
  per_day_quota: 'answers 429 for a per-day quota',
  delay: 'answers well, but late',
  hang: 'never answers',
  reset: 'breaks the connection without an answer',
  truncate: 'breaks the connection in the middle of the body',
  stall: 'stops in the middle of the body, and keeps the connection',
  html_body: 'answers 502 with a web page, as a proxy would',
  bad_json: 'answers 200 with JSON that cannot be read',
  empty_body: 'answers 200 with nothing',
  empty_object: 'answers 200 with {}',
  blocked_prompt: 'refuses the prompt',
  blocked_output: 'refuses the picture, or ends for any other finish reason',
  no_image: 'answers with words only',
  thought_only_image: 'marks the only picture as a thought',
  two_images: 'sends a draft before the picture',
  truncated_base64: 'cuts the base64 text of the picture',
  truncated_image: 'sends only half of the picture, in whole base64',
  not_an_image: 'calls something a picture that is none',
  invalid_json: 'answers with JSON that is not what was asked for',
  cut_json: 'runs out of tokens in the middle of the JSON',
  obedient: 'answers as if the photo had given it orders',
  no_product: 'finds no product on the photo',
  continuation: 'stops half-way and asks to be continued',
} as const

/** The kinds of effects. */
export type EffectKind = keyof typeof EFFECTS

/**
 * The effect of a name, with what stands behind its `=`.
 *
 * @throws ServiceError 400 with the list of effects, if there is none of that name
 */
export function readEffect(name: string, value: string | undefined): Effect {
  if (name === '429') return { kind: 'rate_limited' }
  if (name === '502') return { kind: 'html_body' }
  if (/^[45]\d\d$/.test(name)) return { kind: 'status', status: Number(name) }
  if (!isEffectKind(name)) {
    throw invalidArgument(
      `The emulator knows no effect "${name}". Use a status such as 503, or one of: ${Object.keys(EFFECTS).join(', ')}.`,
    )
  }
  if (value === undefined) return { kind: name }
  if (name === 'delay') return { kind: name, delayMs: Number(value) }
  if (name === 'status') return { kind: name, status: Number(value) }
  if (name === 'truncate' || name === 'stall') return { kind: name, sizeBytes: Number(value) }
  if (name === 'rate_limited' || name === 'per_day_quota') return { kind: name, retryDelay: value }
  return { kind: name, reason: value }
}

function isEffectKind(name: string): name is EffectKind {
  return Object.hasOwn(EFFECTS, name)
}
