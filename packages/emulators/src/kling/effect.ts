import { badParameter, isKnownCode } from './service-error.ts'

/** Something that goes wrong. Every field but `kind` is optional and only means something to some kinds. */
export type Effect = {
  kind: EffectKind
  /** `refuse`, `refuse_in_200`: the code. */
  code?: number
  /** `delay`: how long the answer is held back; `slow`: how long the task takes. In milliseconds. */
  durationMs?: number
  /** `failed`: the reason given. */
  reason?: string
}

/** Every kind of effect, with what it does. */
export const EFFECTS = {
  refuse: 'answers with an error code, and the HTTP status that belongs to it',
  refuse_in_200: 'answers with an error code and HTTP 200',
  delay: 'answers well, but late',
  hang: 'never answers, and does nothing',
  reset: 'breaks the connection, and does nothing',
  html_body: 'answers 502 with a web page, as a proxy would',
  bad_json: 'answers 200 with JSON that cannot be read',
  empty_body: 'answers 200 with nothing',
  redirect: 'answers 302',
  unanswered: 'does what was asked, and never answers',
  lost_answer: 'does what was asked, and breaks the connection',
  truncate: 'does what was asked, and breaks the connection in the middle of the answer',
  stall: 'does what was asked, and stops in the middle of the answer',
  forget: 'says that there is no such task',
  slow: 'the task takes as long as is said, whatever the pace',
  failed: 'the task fails',
  blocked_output: 'the task fails for what its result shows',
  no_result: 'the task ends well without a result',
  other_spelling: 'the task ends well by the other dialect’s word for it',
  lost_result: 'the result’s address leads nowhere',
  moved_result: 'the result’s address leads nowhere until the task is asked for again',
  truncated_result: 'the result is half a file',
  not_a_result: 'the result is something else',
  broken_result: 'the connection breaks while the result is sent',
} as const

/** The kinds of effects. */
export type EffectKind = keyof typeof EFFECTS

/**
 * The effect of a name, with what stands behind its `=`.
 *
 * @throws ServiceError 1201 with the list of effects, if there is none of that name
 */
export function readEffect(name: string, value: string | undefined): Effect {
  if (isKnownCode(Number(name))) return { kind: 'refuse', code: Number(name) }
  if (!isEffectKind(name)) {
    throw badParameter(
      'prompt',
      `asks for "${name}", which the emulator does not know. Use a code such as 1303, or one of: ${Object.keys(EFFECTS).join(', ')}`,
    )
  }
  if (value === undefined) return { kind: name }
  if (name === 'refuse' || name === 'refuse_in_200') return { kind: name, code: Number(value) }
  return name === 'failed' ? { kind: name, reason: value } : { kind: name, durationMs: Number(value) }
}

function isEffectKind(name: string): name is EffectKind {
  return Object.hasOwn(EFFECTS, name)
}
