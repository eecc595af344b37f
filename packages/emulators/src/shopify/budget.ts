/** How much a shop's plan lets an app ask, in points of cost (shopify.dev: a standard plan restores 100 a second). */
export type Plan = { maximumAvailable: number; restoreRate: number }

/** What a standard plan has. */
const STANDARD_PLAN: Plan = { maximumAvailable: 2000, restoreRate: 100 }

/** The most that one query may cost, whatever the plan. */
export const MAX_QUERY_COST = 1000

/** What is left, as every answer says it. */
export type ThrottleStatus = Plan & { currentlyAvailable: number }

/** A leaky bucket for each app in each shop. */
export type Budget = {
  status(key: string, nowMs: number): ThrottleStatus
  /** Takes points, if there are as many. */
  take(key: string, points: number, nowMs: number): boolean
  giveBack(key: string, points: number): void
  setPlan(plan: Plan): void
  reset(): void
}

/** Starts full. */
export function createBudget(): Budget {
  let plan = STANDARD_PLAN
  const buckets = new Map<string, { available: number; atMs: number }>()
  const refill = (key: string, nowMs: number) => {
    const bucket = buckets.get(key) ?? { available: plan.maximumAvailable, atMs: nowMs }
    const restored = (Math.max(0, nowMs - bucket.atMs) / 1000) * plan.restoreRate
    bucket.available = Math.min(plan.maximumAvailable, bucket.available + restored)
    bucket.atMs = nowMs
    buckets.set(key, bucket)
    return bucket
  }
  return {
    status: (key, nowMs) => ({ ...plan, currentlyAvailable: Math.floor(refill(key, nowMs).available) }),
    take(key, points, nowMs) {
      const bucket = refill(key, nowMs)
      if (bucket.available < points) return false
      bucket.available -= points
      return true
    },
    giveBack(key, points) {
      const bucket = buckets.get(key)
      if (bucket) bucket.available = Math.min(plan.maximumAvailable, bucket.available + points)
    },
    setPlan(next) {
      plan = next
      buckets.clear()
    },
    reset() {
      plan = STANDARD_PLAN
      buckets.clear()
    },
  }
}
