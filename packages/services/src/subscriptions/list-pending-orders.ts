import { PLANS, type PlanId } from '@studio/core/plans'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'

/** An order that waits, as the operator sees it. `dueBy`: until when a renewal must be paid. */
export type PendingOrder = {
  id: string
  email: string
  what: string
  cents: number
  credits: number
  dueBy: Date | null
}

/** Lists what was ordered and not paid yet, oldest first, for the operator. */
export async function listPendingOrders(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<PendingOrder[]> {
  requireOperator(actor)
  const orders = await db.order.findMany({
    where: { status: 'pending' },
    include: { account: { select: { email: true, subscription: true } } },
    orderBy: { id: 'asc' },
  })
  return orders.map(({ id, account, planId, packId, cents, credits }) => {
    const { email, subscription } = account
    const what = planId ? `${PLANS[planId as PlanId].name} plan` : (packId ?? '')
    const dueBy = planId ? (subscription?.paymentDueBy ?? null) : null
    return { id, email, what, cents, credits, dueBy }
  })
}
