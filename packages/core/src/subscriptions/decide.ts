import { DomainError } from '../kernel/index.ts'
import { findPlan, isUpgrade, PAYMENT_GRACE_DAYS, PLANS, type Plan, type PlanId } from '../plans/index.ts'
import { type Period, periodAt, periodContaining } from './periods.ts'
import { prorate, prorateCents } from './prorate.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * A subscription as the rules see it. `planVersion` is the version that was bought: it holds until the period
 * ends. `nextPlanId` is what it becomes then: a smaller plan, or `free` once it was cancelled. `paymentDueBy` is
 * set while the period is not paid for: the plan ends then, unless its order is confirmed before.
 */
export type SubscriptionState = {
  planId: PlanId
  planVersion: number
  nextPlanId: PlanId | null
  anchor: Date
  periodIndex: number
  paymentDueBy: Date | null
}

/** Credits to grant, and until when they stay. */
export type PlanGrant = { credits: number; expiresAt: Date }

/** A plan to be paid for, with the credits that its payment brings: both are agreed when it is ordered. */
export type PlanOffer = { planId: PlanId; planVersion: number; cents: number; credits: number }

/** The plan one has, in the version that was bought. */
export function planOf({ planId, planVersion }: Pick<SubscriptionState, 'planId' | 'planVersion'>): Plan {
  return findPlan(planId, planVersion)
}

/** When credits granted in a period expire: at its end, or as many periods later as the plan rolls over. */
export function planGrantExpiry(plan: Plan, anchor: Date, periodIndex: number): Date {
  return periodAt(anchor, periodIndex + plan.rollOverPeriods).end
}

/** What subscribing now brings: the first period, and its credits. */
export function decideStart(planId: PlanId, now: Date): { state: SubscriptionState; grant: PlanGrant } {
  const state = onPlan(PLANS[planId], now, 0)
  return { state, grant: grantOfMonth(state) }
}

/**
 * What a change of plan does. `payment`: nothing before its order is paid. `now`: at once, with the credits that
 * brings, if any. `period-end`: when the period is over.
 */
export type PlanChange =
  | { when: 'payment'; offer: PlanOffer }
  | { when: 'now'; state: SubscriptionState; grant: PlanGrant | null }
  | { when: 'period-end'; state: SubscriptionState; at: Date }

/**
 * Decides a change of plan. A larger one is paid for what is left of the period, and a smaller one begins at its
 * end. While the period is not paid for, any other paid plan is offered in its place for the whole price, and
 * `free` begins at once: nothing was bought that could be kept.
 * @throws DomainError `invalid_input` when it is the plan one has
 */
export function decideChange(state: SubscriptionState, target: PlanId, now: Date): PlanChange {
  const period = periodAt(state.anchor, state.periodIndex)
  if (state.paymentDueBy) {
    if (target !== 'free') return { when: 'payment', offer: offerOfMonth(target) }
    const free = onPlan(PLANS.free, state.anchor, state.periodIndex)
    return { when: 'now', state: free, grant: grantOfMonth(free) }
  }
  if (target === state.planId) {
    if (state.nextPlanId !== null) return { when: 'now', state: { ...state, nextPlanId: null }, grant: null }
    throw new DomainError('invalid_input', `You are already on the ${PLANS[target].name} plan.`)
  }
  if (!isUpgrade(state.planId, target)) {
    return { when: 'period-end', state: { ...state, nextPlanId: target }, at: period.end }
  }
  return { when: 'payment', offer: offerRestOfMonth(planOf(state), PLANS[target], period, now) }
}

/** A larger plan for what is left of the period: the difference in price, and in credits. */
function offerRestOfMonth(from: Plan, to: Plan, period: Period, now: Date): PlanOffer {
  return {
    planId: to.id,
    planVersion: to.version,
    cents: prorateCents(Math.max(0, to.centsPerMonth - from.centsPerMonth), period, now),
    credits: prorate(Math.max(0, to.creditsPerMonth - from.creditsPerMonth), period, now),
  }
}

/** A plan for a whole period. */
export function offerOfMonth(planId: PlanId): PlanOffer {
  const { version: planVersion, centsPerMonth: cents, creditsPerMonth: credits } = PLANS[planId]
  return { planId, planVersion, cents, credits }
}

/**
 * What a paid order for a plan does: the plan begins, or the period that was not paid for is. The order was made
 * at `orderedAt`, for the period of that moment.
 * @throws DomainError `already_ended` when that period is over: the next one has a price of its own
 */
export function decidePaid(
  state: SubscriptionState,
  { planId, planVersion, credits, orderedAt }: Omit<PlanOffer, 'cents'> & { orderedAt: Date },
  now: Date,
): { state: SubscriptionState; grant: PlanGrant } {
  const { index } = periodContaining(state.anchor, now)
  if (periodContaining(state.anchor, orderedAt).index !== index) {
    throw new DomainError(
      'already_ended',
      'This order was for a month that is over. Let the plan be ordered again; what was paid can be made good with “grant”.',
    )
  }
  const plan = findPlan(planId, planVersion)
  return {
    state: onPlan(plan, state.anchor, index),
    grant: { credits, expiresAt: planGrantExpiry(plan, state.anchor, index) },
  }
}

/** A renewal: the subscription in its new period, and the credits that come with it before anybody pays. */
export type Renewal = { state: SubscriptionState; grant: PlanGrant | null }

/**
 * Decides whether a new period has begun by `now`, or an unpaid one has outlived its grace; null when neither.
 * A plan that costs nothing brings its credits at once. One that costs something brings them when its order is
 * paid, and falls to `free` when it is not paid in time. Periods that passed unnoticed are not made up for: they
 * would only bring credits that have expired meanwhile.
 */
export function decideRenewal(state: SubscriptionState, now: Date): Renewal | null {
  const period = periodContaining(state.anchor, now)
  const isLapsed = state.paymentDueBy !== null && state.paymentDueBy <= now
  if (!isLapsed && period.index <= state.periodIndex) return null
  const plan = PLANS[isLapsed ? 'free' : (state.nextPlanId ?? state.planId)]
  const next = onPlan(plan, state.anchor, period.index)
  if (plan.centsPerMonth === 0) return { state: next, grant: grantOfMonth(next) }
  const graceEnd = new Date(now.getTime() + PAYMENT_GRACE_DAYS * DAY_MS)
  return {
    state: { ...next, paymentDueBy: graceEnd < period.end ? graceEnd : period.end },
    grant: null,
  }
}

function onPlan({ id: planId, version: planVersion }: Plan, anchor: Date, index: number): SubscriptionState {
  return { planId, planVersion, nextPlanId: null, anchor, periodIndex: index, paymentDueBy: null }
}

function grantOfMonth(state: SubscriptionState): PlanGrant {
  const plan = planOf(state)
  return {
    credits: plan.creditsPerMonth,
    expiresAt: planGrantExpiry(plan, state.anchor, state.periodIndex),
  }
}
