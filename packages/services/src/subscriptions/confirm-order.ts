import { DomainError, notFound } from '@studio/core/kernel'
import { type PlanId, TOP_UP_LASTS_DAYS } from '@studio/core/plans'
import { decidePaid } from '@studio/core/subscriptions'
import { inTransaction, type Order, recordEvent, type Transaction } from '@studio/db'
import { grantCredits } from '../credits/index.ts'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { grantForPlan, lockSubscription, writeSubscription } from './write-subscription.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Confirms, from the operator's command line, that an order was paid. Confirming twice is the same as once.
 * @throws DomainError `not_found`; `already_ended` when it was withdrawn, or was for a month that is over
 */
export async function confirmOrder(
  actor: Actor,
  id: string,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<Order> {
  requireOperator(actor)
  return confirmPaidOrder(id, deps)
}

/** Lets a paid order take effect, once. @throws DomainError `not_found`, `already_ended` */
export function confirmPaidOrder(id: string, { db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Order> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "order" WHERE id = ${id} FOR UPDATE`
    const order = await tx.order.findUnique({ where: { id } })
    if (!order) throw notFound('order')
    if (order.status === 'confirmed') return order
    if (order.status === 'cancelled') throw wasWithdrawn(order)
    const now = clock.now()
    await takeEffect(tx, order, now)
    await recordEvent(tx, { accountId: order.accountId, type: 'order.confirmed', subjectId: id, now })
    return tx.order.update({ where: { id }, data: { status: 'confirmed', endedAt: now } })
  })
}

async function takeEffect(tx: Transaction, order: Order, now: Date): Promise<void> {
  const { id, accountId, planId, planVersion, credits, createdAt: orderedAt } = order
  const idempotencyKey = `order:${id}`
  if (planId && planVersion) {
    const before = await lockSubscription(tx, accountId)
    const bought = { planId: planId as PlanId, planVersion, credits, orderedAt }
    const { state, grant } = decidePaid(before, bought, now)
    await writeSubscription(tx, accountId, state, now)
    const source = before.paymentDueBy ? 'plan' : 'proration'
    if (credits > 0) await grantForPlan(tx, accountId, grant, { source, idempotencyKey, now })
  } else {
    const expiresAt = new Date(now.getTime() + TOP_UP_LASTS_DAYS * DAY_MS)
    const grant = { credits, expiresAt, source: 'top-up', causeId: id, idempotencyKey }
    await grantCredits(tx, { accountId, ...grant, now })
  }
}

function wasWithdrawn({ endedAt }: Order): DomainError {
  const day = endedAt?.toISOString().slice(0, 10) ?? 'earlier'
  return new DomainError(
    'already_ended',
    `This order was withdrawn on ${day}. If it was paid, let it be ordered again, or give the credits with “grant”.`,
  )
}
