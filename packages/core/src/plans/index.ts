export type { Plan, PlanId, PlanLimits, TopUpPack } from './plans.ts'
export {
  EARLIER_PLANS,
  findPlan,
  isPlanId,
  isUpgrade,
  PAYMENT_GRACE_DAYS,
  PLAN_IDS,
  PLANS,
  TOP_UP_LASTS_DAYS,
  TOP_UP_PACKS,
} from './plans.ts'
export { REQUEST_WINDOW_SECONDS, REQUESTS_PER_WINDOW } from './request-limits.ts'
