/**
 * The end of the month-long period number `index` (from 0) of a subscription that was anchored at `anchor`.
 * It keeps the anchor's day and time; a month without that day ends on its last one, and the next month has
 * the day again: 31 January, 28 (or 29) February, 31 March. All in UTC.
 */
export function periodBoundary(anchor: Date, index: number): Date {
  const year = anchor.getUTCFullYear()
  const month = anchor.getUTCMonth() + index
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const boundary = new Date(anchor)
  boundary.setUTCFullYear(year, month, Math.min(anchor.getUTCDate(), lastDay))
  return boundary
}

/** A period of a subscription: from `start` on, up to but not including `end`. */
export type Period = { index: number; start: Date; end: Date }

/** The period number `index` (from 0) of a subscription that was anchored at `anchor`. */
export function periodAt(anchor: Date, index: number): Period {
  return { index, start: periodBoundary(anchor, index), end: periodBoundary(anchor, index + 1) }
}

/** The period that `now` lies in; `now` must not be before the anchor. */
export function periodContaining(anchor: Date, now: Date): Period {
  const months =
    (now.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + now.getUTCMonth() - anchor.getUTCMonth()
  const period = periodAt(anchor, Math.max(0, months))
  return period.start > now ? periodAt(anchor, period.index - 1) : period
}
