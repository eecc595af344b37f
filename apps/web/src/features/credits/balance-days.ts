import type { UsageView } from '@studio/core/credits'

/** What an account had at the end of a day (UTC), in credits. */
export type BalanceDay = UsageView['balanceByDay'][number]

const DAY_MS = 86_400_000

/** A balance is looked at over this many days at the most; older ones stand in the statement. */
const MOST_DAYS = 90
/** Fewer days than these make no picture: an account that is younger had nothing before. */
const FEWEST_DAYS = 7

/** One balance for every day up to today. A day without entries ends as the day before it did. */
export function fillBalanceDays(known: readonly BalanceDay[], now: Date): BalanceDay[] {
  const today = dayNumber(now.toISOString())
  const first = known[0] ? dayNumber(known[0].day) : today
  const start = Math.min(Math.max(first, today - MOST_DAYS + 1), today - FEWEST_DAYS + 1)
  const byDay = new Map(known.map((each) => [each.day, each]))
  let { available, held } = known.findLast(({ day }) => dayNumber(day) < start) ?? { available: 0, held: 0 }
  return Array.from({ length: today - start + 1 }, (_, index) => {
    const day = new Date((start + index) * DAY_MS).toISOString().slice(0, 10)
    ;({ available, held } = byDay.get(day) ?? { available, held })
    return { day, available, held }
  })
}

/** The lowest round number whose half is whole too and that is not below the amount; at least 10. */
export function roundUp(amount: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, amount)))
  return ([1, 2, 3, 4, 6, 8].find((step) => step * power >= amount) ?? 10) * power
}

/** The months (`2026-11`) that have entries, newest first. */
export function monthsOf(days: readonly BalanceDay[]): string[] {
  return [...new Set(days.map(({ day }) => day.slice(0, 7)))].sort().reverse()
}

/** The first moment of a month (`2026-11`) and of the one after it, in UTC. */
export function boundsOfMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const startOf = (index: number) => new Date(Date.UTC(year, index, 1)).toISOString()
  return { from: startOf(number - 1), to: startOf(number) }
}

function dayNumber(iso: string): number {
  return Math.floor(Date.parse(iso) / DAY_MS)
}
