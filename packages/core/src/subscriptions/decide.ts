import { DomainError } from '../kernel/index.ts'
import { isUpgrade, PLANS, type Plan, type PlanId } from '../plans/index.ts'
import { type Period, periodAt, periodContaining } from './periods.ts'

/**
 * A subscription as the rules see it. `nextPlanId` is what it becomes at the end of the period: a smaller
 * plan, or `free` once it was cancelled.
 */
export type SubscriptionState = {
  planId: PlanId
  nextPlanId: PlanId | null
  anchor: Date
  periodIndex: number
}

/** Credits to grant, and until when they stay. */
export type PlanGrant = { credits: number; expiresAt: Date }

/** When credits granted in a period expire: at its end, or as many periods later as the plan rolls over. */
export function planGrantExpiry(plan: Plan, anchor: Date, periodIndex: number): Date {
  return periodAt(anchor, periodIndex + plan.rollOverPeriods).end
}

/** What subscribing now brings: the first period, and its credits. */
export function decideStart(planId: PlanId, now: Date): { state: SubscriptionState; grant: PlanGrant } {
  const plan = PLANS[planId]
  const state = { planId, nextPlanId: null, anchor: now, periodIndex: 0 }
  return { state, grant: { credits: plan.creditsPerMonth, expiresAt: planGrantExpiry(plan, now, 0) } }
}

/** What a change of plan does: up at once with credits in proportion to the time left, down at the period's end. */
export type PlanChange =
  | { when: 'now'; state: SubscriptionState; grant: PlanGrant | null }
  | { when: 'period-end'; state: SubscriptionState; at: Date }

/** Decides a change of plan. @throws DomainError `invalid_input` when it is the plan one has */
export function decideChange(state: SubscriptionState, target: PlanId, now: Date): PlanChange {
  const period = periodAt(state.anchor, state.periodIndex)
  if (target === state.planId) {
    if (state.nextPlanId !== null) return { when: 'now', state: { ...state, nextPlanId: null }, grant: null }
    throw new DomainError('invalid_input', `You are already on the ${PLANS[target].name} plan.`)
  }
  if (!isUpgrade(state.planId, target)) {
    return { when: 'period-end', state: { ...state, nextPlanId: target }, at: period.end }
  }
  const credits = prorate(PLANS[target].creditsPerMonth - PLANS[state.planId].creditsPerMonth, period, now)
  const expiresAt = planGrantExpiry(PLANS[target], state.anchor, state.periodIndex)
  return {
    when: 'now',
    state: { ...state, planId: target, nextPlanId: null },
    grant: credits > 0 ? { credits, expiresAt } : null,
  }
}

/** The share of monthly credits for what is left of a period, rounded up in the customer's favour. */
export function prorate(creditsPerMonth: number, { start, end }: Period, now: Date): number {
  const lengthMs = end.getTime() - start.getTime()
  const leftMs = Math.min(lengthMs, Math.max(0, end.getTime() - now.getTime()))
  // Multiplied first: the product is a whole number, so that nothing is rounded up but a true remainder.
  return Math.ceil((creditsPerMonth * leftMs) / lengthMs)
}

/**
 * What a larger plan costs now, in US cents: the difference of the monthly prices for what is left of the
 * period, rounded down in the customer's favour. It only falls while the person thinks it over.
 */
export function prorateCents(centsPerMonth: number, { start, end }: Period, now: Date): number {
  const lengthMs = end.getTime() - start.getTime()
  const leftMs = Math.min(lengthMs, Math.max(0, end.getTime() - now.getTime()))
  return Math.floor((centsPerMonth * leftMs) / lengthMs)
}

/** A renewal: the subscription in its new period, and the credits that come with it. */
export type Renewal = { state: SubscriptionState; grant: PlanGrant }

/**
 * Decides whether a new period has begun by `now`. Periods that passed unnoticed are not made up for: they
 * would only bring credits that have expired meanwhile. Null while the period still runs.
 */
export function decideRenewal(state: SubscriptionState, now: Date): Renewal | null {
  const { index } = periodContaining(state.anchor, now)
  if (index <= state.periodIndex) return null
  const planId = state.nextPlanId ?? state.planId
  const plan = PLANS[planId]
  return {
    state: { planId, nextPlanId: null, anchor: state.anchor, periodIndex: index },
    grant: { credits: plan.creditsPerMonth, expiresAt: planGrantExpiry(plan, state.anchor, index) },
  }
}
