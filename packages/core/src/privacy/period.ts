import { RETENTION_RULES, type RetainedThing } from '../retention/index.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long a thing is kept, in words, taken from the rule that removes it: `30 days`, `24 hours`. */
export function periodOf(thing: RetainedThing): string {
  const { keepMs } = RETENTION_RULES[thing]
  return keepMs > DAY_MS ? `${keepMs / DAY_MS} days` : `${keepMs / HOUR_MS} hours`
}
