const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/**
 * How long to wait after each try that failed: seconds at first, for a receiver that restarts, then hours, for one
 * that is mended by people. Together about three days. (Standard Webhooks 1.0, "retries", suggests the same.)
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** The tries that one delivery gets. */
export const MAX_ATTEMPTS = RETRY_DELAYS_MS.length + 1

/** The part by which a delay may be longer, so that what failed together does not come back together. */
const JITTER_PART = 0.2

/** What a receiver did: answered with a status, or did not answer; `problem` is a sentence for people. */
export type Attempt = { status: number | null; problem: string | null }

/** What becomes of a delivery after a try. */
export type DeliveryDecision =
  | { action: 'delivered' }
  | { action: 'retry'; delayMs: number }
  | { action: 'failed' }
  /** The receiver asked for nothing more to be sent, ever. */
  | { action: 'disable' }

/**
 * Decides after a try. Only 2xx is a success: a redirect is a failure, since what is signed for one address is not
 * sent to another. 410 says that the receiver is gone for good.
 *
 * @param attempts how many tries there were, this one included
 * @param jitter between 0 and 1
 */
export function decideDelivery({ status }: Attempt, attempts: number, jitter: number): DeliveryDecision {
  if (status !== null && status >= 200 && status < 300) return { action: 'delivered' }
  if (status === 410) return { action: 'disable' }
  const delayMs = RETRY_DELAYS_MS[attempts - 1]
  if (delayMs === undefined) return { action: 'failed' }
  return { action: 'retry', delayMs: Math.round(delayMs * (1 + jitter * JITTER_PART)) }
}

/** Says in a sentence what an answer means; null for a success. */
export function describeAnswer(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400)
    return `It answered ${status}, a redirect. Events go only to the address that was given.`
  if (status === 410) return 'It answered 410: it wants no more events.'
  return `It answered ${status} where a status from 200 to 299 says that the event arrived.`
}
