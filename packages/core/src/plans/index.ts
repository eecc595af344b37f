export type { Plan, PlanId, PlanLimits, TopUpPack } from './plans.ts'
export { isPlanId, isUpgrade, PLAN_IDS, PLANS, TOP_UP_LASTS_DAYS, TOP_UP_PACKS } from './plans.ts'
