/** How long something is kept after the moment that `from` names. */
export type RetentionRule = { keepMs: number; from: string; reason: string }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * What is not kept for as long as the account is active. One job applies these rules each minute; whether
 * something may still be used is its reader's to decide, by the thing's own time and not by these.
 */
export const RETENTION_RULES = {
  session: { keepMs: 0, from: 'expiresAt', reason: 'A session that has ended is of no use.' },
  quote: { keepMs: DAY_MS, from: 'expiresAt', reason: 'A quote that was not used says nothing any more.' },
  abandonedUpload: {
    keepMs: DAY_MS,
    from: 'createdAt',
    reason: 'An upload that never finished holds bytes nobody sees.',
  },
} as const satisfies Record<string, RetentionRule>

/** What has a retention rule. */
export type RetainedThing = keyof typeof RETENTION_RULES

/** Things whose `from` moment is at or before this are past their time at `now`. */
export function retentionCutoff(thing: RetainedThing, now: Date): Date {
  return new Date(now.getTime() - RETENTION_RULES[thing].keepMs)
}
