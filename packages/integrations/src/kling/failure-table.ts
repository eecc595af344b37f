import type { FailureCode } from '@studio/core/generations'

/** What can be done about an error that Kling answers with. */
export type Meaning =
  | { kind: 'fails'; code: FailureCode }
  /** There is no place for the task yet; nothing was begun. */
  | { kind: 'busy' }
  /** The token's time does not fit the service's clock. */
  | { kind: 'unsigned' }

const fails = (code: FailureCode): Meaning => ({ kind: 'fails', code })

/**
 * What the codes mean. HTTP 429 says nothing by itself: it stands for a full queue as well as for unpaid bills.
 * Source: kling.ai/document-api, error codes.
 */
const CODES: Readonly<Record<number, Meaning>> = {
  1000: fails('not_configured'),
  1001: fails('not_configured'),
  1002: fails('not_configured'),
  1003: { kind: 'unsigned' },
  1004: { kind: 'unsigned' },
  // The account is out of order, or in arrears.
  1100: fails('not_configured'),
  1101: fails('not_configured'),
  // Its pack of units is used up or has expired.
  1102: fails('quota_exhausted'),
  1103: fails('not_configured'),
  1200: fails('refused_request'),
  1201: fails('refused_request'),
  1202: fails('refused_request'),
  1203: fails('model_gone'),
  1300: fails('blocked_prompt'),
  1301: fails('blocked_prompt'),
  1302: { kind: 'busy' },
  1303: { kind: 'busy' },
  1304: fails('not_configured'),
  5000: fails('overloaded'),
  5001: fails('overloaded'),
  5002: fails('overloaded'),
}

/** What an error code means; one that is not in the table is judged by its thousands and the HTTP status. */
export function meaningOf(code: number, httpStatus: number): Meaning {
  const known = CODES[code]
  if (known) return known
  if (code >= 5000 || httpStatus >= 500) return fails('overloaded')
  if (httpStatus === 401 || httpStatus === 403) return fails('not_configured')
  return fails(httpStatus === 429 ? 'rate_limited' : 'refused_request')
}

/** Codes that, about a task asked for by its id alone, say that there is none. */
export const MISSING_CODES = [1200, 1201, 1203]

/** Failures that pass by themselves: a task that Kling may have is asked for again, not begun anew. */
export const PASSING: readonly FailureCode[] = ['overloaded', 'rate_limited', 'timed_out', 'unreachable']

const DECLINED = /risk|sensitive|polic|safety|moderat|violat|prohibit|illegal|nsfw/i

/** What a failed task means, by the reason that it gives (`task_status_msg`, `message`). */
export function classifyFailedTask(reason: string): FailureCode {
  return DECLINED.test(reason) ? 'blocked_output' : 'no_image'
}
