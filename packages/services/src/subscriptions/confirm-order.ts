import { DomainError, notFound } from '@studio/core/kernel'
import { type PlanId, TOP_UP_LASTS_DAYS, TOP_UP_PACKS } from '@studio/core/plans'
import { decideChange } from '@studio/core/subscriptions'
import { inTransaction, type Order, recordEvent, type Transaction } from '@studio/db'
import { grantCredits } from '../credits/index.ts'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { grantForPlan, lockSubscription, writeSubscription } from './write-subscription.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Confirms, from the operator's command line, that an order was paid. Confirming twice is the same as once.
 * @throws DomainError `not_found`; `already_ended` when it was cancelled
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
    if (order.status === 'cancelled') throw new DomainError('already_ended', 'This order was cancelled.')
    const now = clock.now()
    await takeEffect(tx, order, now)
    await recordEvent(tx, { accountId: order.accountId, type: 'order.confirmed', subjectId: id, now })
    return tx.order.update({ where: { id }, data: { status: 'confirmed', endedAt: now } })
  })
}

async function takeEffect(
  tx: Transaction,
  { id, accountId, planId, packId }: Order,
  now: Date,
): Promise<void> {
  const pack = TOP_UP_PACKS.find((candidate) => candidate.id === packId)
  if (pack) {
    const expiresAt = new Date(now.getTime() + TOP_UP_LASTS_DAYS * DAY_MS)
    const grant = {
      credits: pack.credits,
      expiresAt,
      source: 'top-up',
      causeId: id,
      idempotencyKey: `order:${id}`,
    }
    await grantCredits(tx, { accountId, ...grant, now })
  }
  if (planId) {
    const change = decideChange(await lockSubscription(tx, accountId), planId as PlanId, now)
    await writeSubscription(tx, accountId, change.state, now)
    if (change.when === 'now' && change.grant) {
      await grantForPlan(tx, accountId, change.grant, {
        source: 'proration',
        idempotencyKey: `order:${id}`,
        now,
      })
    }
  }
}
