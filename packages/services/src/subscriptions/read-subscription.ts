import { type Id, notFound } from '@studio/core/kernel'
import { PLAN_IDS, PLANS, type Plan, type PlanId } from '@studio/core/plans'
import { type OrderView, periodAt, planOf, type SubscriptionView } from '@studio/core/subscriptions'
import type { Order } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { toState } from './write-subscription.ts'

/** Shows the account's subscription and what it has ordered. */
export async function readSubscription(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  const row = await db.subscription.findUnique({ where: { accountId } })
  if (!row) throw notFound('subscription')
  const state = toState(row)
  const { planId, nextPlanId, anchor, periodIndex, paymentDueBy } = state
  const { start, end } = periodAt(anchor, periodIndex)
  const orders = await db.order.findMany({ where: { accountId, status: 'pending' }, orderBy: { id: 'asc' } })
  const next = PLANS[nextPlanId ?? planId]
  return {
    planId,
    plan: viewPlan(planOf(state)),
    nextPlanId,
    periodStart: start.toISOString(),
    periodEnd: end.toISOString(),
    paymentDueBy: paymentDueBy?.toISOString() ?? null,
    nextRenewal: {
      at: end.toISOString(),
      planId: next.id,
      cents: next.centsPerMonth,
      credits: next.creditsPerMonth,
    },
    pendingOrders: orders.map(viewOrder),
  }
}

/** Shows the plans, from the smallest to the largest. */
export function listPlans() {
  return PLAN_IDS.map((id) => viewPlan(PLANS[id]))
}

function viewPlan({ version: _, ...plan }: Plan) {
  return plan
}

/** Shows an order that waits for its payment. */
export function viewOrder(order: Order): OrderView {
  return {
    id: order.id as Id<'order'>,
    kind: order.kind as OrderView['kind'],
    planId: order.planId as PlanId | null,
    packId: order.packId,
    cents: order.cents,
    credits: order.credits,
    instructions: order.instructions,
    createdAt: order.createdAt.toISOString(),
  }
}
