export type { PlanChange, PlanGrant, PlanOffer, Renewal, SubscriptionState } from './decide.ts'
export {
  decideChange,
  decidePaid,
  decideRenewal,
  decideStart,
  offerOfMonth,
  planGrantExpiry,
  planOf,
} from './decide.ts'
export type { Period } from './periods.ts'
export { periodAt, periodBoundary, periodContaining } from './periods.ts'
export { prorate, prorateCents } from './prorate.ts'
export type { OrderView, SubscriptionView } from './schema.ts'
export { buyTopUpInput, changePlanInput, orderView, planView, subscriptionView } from './schema.ts'
