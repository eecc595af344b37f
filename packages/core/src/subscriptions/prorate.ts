import type { Period } from './periods.ts'

/** The share of monthly credits for what is left of a period, rounded up in the customer's favour. */
export function prorate(creditsPerMonth: number, period: Period, now: Date): number {
  const { lengthMs, leftMs } = measure(period, now)
  // Multiplied first: the product is a whole number, so that nothing is rounded up but a true remainder.
  return Math.ceil((creditsPerMonth * leftMs) / lengthMs)
}

/** The share of a monthly price, in US cents, for what is left of a period, rounded down in the customer's favour. */
export function prorateCents(centsPerMonth: number, period: Period, now: Date): number {
  const { lengthMs, leftMs } = measure(period, now)
  return Math.floor((centsPerMonth * leftMs) / lengthMs)
}

function measure({ start, end }: Period, now: Date): { lengthMs: number; leftMs: number } {
  const lengthMs = end.getTime() - start.getTime()
  return { lengthMs, leftMs: Math.min(lengthMs, Math.max(0, end.getTime() - now.getTime())) }
}
