import { type Id, notFound } from '@studio/core/kernel'
import { PLAN_IDS, PLANS, type PlanId } from '@studio/core/plans'
import { type OrderView, periodAt, type SubscriptionView } from '@studio/core/subscriptions'
import type { Order } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { toState } from './write-subscription.ts'

/** Shows the account's subscription and what it has ordered. */
export async function readSubscription(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  const row = await db.subscription.findUnique({ where: { accountId } })
  if (!row) throw notFound('subscription')
  const { planId, nextPlanId, anchor, periodIndex } = toState(row)
  const { start, end } = periodAt(anchor, periodIndex)
  const orders = await db.order.findMany({ where: { accountId, status: 'pending' }, orderBy: { id: 'asc' } })
  return {
    planId,
    nextPlanId,
    periodStart: start.toISOString(),
    periodEnd: end.toISOString(),
    pendingOrders: orders.map(viewOrder),
  }
}

/** Shows the plans, from the smallest to the largest. */
export function listPlans() {
  return PLAN_IDS.map((id) => {
    const { version: _, ...plan } = PLANS[id]
    return plan
  })
}

/** Shows an order that waits for its payment. */
export function viewOrder(order: Order): OrderView {
  return {
    id: order.id as Id<'order'>,
    kind: order.kind as OrderView['kind'],
    planId: order.planId as PlanId | null,
    packId: order.packId,
    cents: order.cents,
    instructions: order.instructions,
    createdAt: order.createdAt.toISOString(),
  }
}
