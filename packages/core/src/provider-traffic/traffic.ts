import type { FailureCode } from '../generations/index.ts'

/** How many calls a provider takes: so many a minute in the long run, and so many at once. */
export type TrafficLimit = { perMinute: number; burst: number }

/** What all workers together know of the calls to one provider. */
export type Traffic = {
  /** Calls that may be made at once, as of `refilledAt`. */
  tokens: number
  refilledAt: Date
  /** Until when the provider asked to be left alone. */
  blockedUntil: Date | null
  /** Failures of its own in a row. */
  failures: number
  /** Since when it counts as down: nobody asks it but for a trial now and then. */
  openedAt: Date | null
  /** Until when the present trial counts. */
  trialUntil: Date | null
}

/** So many failures of a provider in a row, whoever asked, and it counts as down. */
export const FAILURES_TO_OPEN = 8

/** How often a provider that is down is tried, in milliseconds. */
export const TRIAL_EVERY_MS = 15_000

/** The longest that somebody waits before they look again, in milliseconds. */
const LONGEST_WAIT_MS = 60_000

/** How long a provider is left alone that is too busy and does not say how long. */
const BUSY_PAUSE_MS = 5_000

/** Failures that say that the provider itself is in trouble, whatever it was asked. */
const OUTAGES: readonly FailureCode[] = ['overloaded', 'unreachable', 'timed_out']

/** Whether a call may be made now, or how long to wait and why; and what is known of the traffic afterwards. */
export type Turn = { next: Traffic } & (
  | { go: true }
  | { go: false; waitMs: number; why: 'limit' | 'blocked' | 'down' }
)

/** A provider that nobody has asked yet. */
export function freshTraffic(limit: TrafficLimit, now: Date): Traffic {
  const nothing = { blockedUntil: null, failures: 0, openedAt: null, trialUntil: null }
  return { tokens: limit.burst, refilledAt: now, ...nothing }
}

/**
 * Decides about one call: a token bucket, behind whatever the provider asked for, behind a circuit breaker that lets one
 * trial through at a time.
 */
export function takeTurn(traffic: Traffic, limit: TrafficLimit, now: Date): Turn {
  const perMs = limit.perMinute / 60_000
  const elapsedMs = Math.max(0, now.getTime() - traffic.refilledAt.getTime())
  const tokens = Math.min(limit.burst, traffic.tokens + elapsedMs * perMs)
  const next = { ...traffic, tokens, refilledAt: now }
  const blockedMs = (traffic.blockedUntil?.getTime() ?? 0) - now.getTime()
  if (blockedMs > 0) return { go: false, waitMs: Math.min(blockedMs, LONGEST_WAIT_MS), why: 'blocked', next }
  if (traffic.openedAt !== null) {
    const trialMs = (traffic.trialUntil?.getTime() ?? 0) - now.getTime()
    if (trialMs > 0) return { go: false, waitMs: Math.min(trialMs, TRIAL_EVERY_MS), why: 'down', next }
    next.trialUntil = new Date(now.getTime() + TRIAL_EVERY_MS)
  }
  if (tokens < 1) return { go: false, waitMs: Math.ceil((1 - tokens) / perMs), why: 'limit', next: traffic }
  return { go: true, next: { ...next, tokens: tokens - 1 } }
}

/** What came of a call: `null` for an answer, of whatever kind. */
export type Outcome = { code: FailureCode; retryAfterMs?: number | undefined } | null

/** What is known of the traffic after a call has ended; the same object when nothing changed. */
export function afterCall(traffic: Traffic, outcome: Outcome, now: Date): Traffic {
  if (outcome?.code === 'rate_limited') {
    const until = new Date(now.getTime() + (outcome.retryAfterMs ?? BUSY_PAUSE_MS))
    const isLonger = traffic.blockedUntil === null || until > traffic.blockedUntil
    return isLonger ? { ...traffic, blockedUntil: until } : traffic
  }
  if (outcome && OUTAGES.includes(outcome.code)) {
    const failures = traffic.failures + 1
    const isDown = failures >= FAILURES_TO_OPEN
    const openedAt = traffic.openedAt ?? (isDown ? now : null)
    const trialUntil = isDown ? new Date(now.getTime() + TRIAL_EVERY_MS) : traffic.trialUntil
    return { ...traffic, failures, openedAt, trialUntil }
  }
  if (traffic.failures === 0 && traffic.openedAt === null) return traffic
  return { ...traffic, failures: 0, openedAt: null, trialUntil: null }
}

/** What people read while everything waits for a provider. */
export function trafficWords(traffic: Pick<Traffic, 'openedAt'>, providerName: string): string {
  return traffic.openedAt
    ? `${providerName} is down at the moment. What is left waits and goes on by itself; nothing is charged meanwhile.`
    : `${providerName} asked us to wait a moment. What is left goes on by itself; nothing is charged meanwhile.`
}
