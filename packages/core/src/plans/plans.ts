/** What a plan allows, in numbers. */
export type PlanLimits = {
  /** Outputs that may be in the making at once. */
  concurrentOutputs: number
  /** Items of one batch. */
  batchItems: number
  stores: number
  tokens: number
}

/** What an account pays for. Prices are in US cents a month. */
export type Plan = {
  id: PlanId
  name: string
  /**
   * Raise it with every change, and move the plan as it was to `EARLIER_PLANS`: a subscription keeps the version
   * it was bought with until its next period.
   */
  version: number
  centsPerMonth: number
  creditsPerMonth: number
  /** For how many further periods unused credits stay. */
  rollOverPeriods: number
  limits: PlanLimits
}

/** The plans, from the smallest to the largest. */
export const PLAN_IDS = ['free', 'starter', 'studio', 'agency'] as const

/** The id of a plan. */
export type PlanId = (typeof PLAN_IDS)[number]

/** The plans on offer, each in its newest version. */
export const PLANS: Record<PlanId, Plan> = {
  free: {
    id: 'free',
    name: 'Free',
    version: 1,
    centsPerMonth: 0,
    creditsPerMonth: 20,
    rollOverPeriods: 0,
    limits: { concurrentOutputs: 2, batchItems: 10, stores: 1, tokens: 1 },
  },
  starter: {
    id: 'starter',
    name: 'Starter',
    version: 1,
    centsPerMonth: 1_900,
    creditsPerMonth: 250,
    rollOverPeriods: 1,
    limits: { concurrentOutputs: 4, batchItems: 100, stores: 1, tokens: 3 },
  },
  studio: {
    id: 'studio',
    name: 'Studio',
    version: 1,
    centsPerMonth: 5_900,
    creditsPerMonth: 900,
    rollOverPeriods: 1,
    limits: { concurrentOutputs: 8, batchItems: 1_000, stores: 3, tokens: 10 },
  },
  agency: {
    id: 'agency',
    name: 'Agency',
    version: 1,
    centsPerMonth: 19_900,
    creditsPerMonth: 3_500,
    rollOverPeriods: 2,
    limits: { concurrentOutputs: 24, batchItems: 10_000, stores: 25, tokens: 50 },
  },
}

/** Versions of plans that are no longer on offer, and that a subscription may still have. */
export const EARLIER_PLANS: Plan[] = []

/** The plan as it was in a version. @throws when no such version is kept: it must be, while anybody has it */
export function findPlan(id: PlanId, version: number): Plan {
  const plan = [PLANS[id], ...EARLIER_PLANS].find((each) => each.id === id && each.version === version)
  if (!plan) throw new Error(`no version ${version} of the plan ${id} is kept`)
  return plan
}

/** How long a period of a paid plan may be unpaid before the plan ends, in days. */
export const PAYMENT_GRACE_DAYS = 7

/** A pack of credits bought once; they stay a year. */
export type TopUpPack = { id: string; credits: number; cents: number }

/** The packs on offer. */
export const TOP_UP_PACKS: readonly TopUpPack[] = [
  { id: 'pack-100', credits: 100, cents: 900 },
  { id: 'pack-500', credits: 500, cents: 3_900 },
  { id: 'pack-2000', credits: 2_000, cents: 13_900 },
]

/** How long the credits of a pack stay, in days. */
export const TOP_UP_LASTS_DAYS = 365

/** Whether a plan id names a plan. */
export function isPlanId(id: string): id is PlanId {
  return (PLAN_IDS as readonly string[]).includes(id)
}

/** Whether `to` is a larger plan than `from`. */
export function isUpgrade(from: PlanId, to: PlanId): boolean {
  return PLANS[to].creditsPerMonth > PLANS[from].creditsPerMonth
}
