import { DomainError, newId } from '@studio/core/kernel'
import { TOP_UP_PACKS } from '@studio/core/plans'
import type { OrderView, SubscriptionView } from '@studio/core/subscriptions'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { confirmPaidOrder } from './confirm-order.ts'
import { readSubscription, viewOrder } from './read-subscription.ts'

/** What is ordered. */
export type NewOrder = { title: string; cents: number } & (
  | { kind: 'plan'; planId: string }
  | { kind: 'top-up'; packId: string }
)

/** Orders a pack of credits; they come when the payment is confirmed. @throws DomainError `invalid_input` */
export async function buyTopUp(
  actor: Actor,
  { packId }: { packId: string },
  deps: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<OrderView> {
  const accountId = requirePerson(actor)
  const pack = TOP_UP_PACKS.find(({ id }) => id === packId)
  if (!pack) throw new DomainError('invalid_input', `There is no pack called "${packId}".`)
  return placeOrder(
    accountId,
    { kind: 'top-up', packId, title: `${pack.credits} credits`, cents: pack.cents },
    deps,
  )
}

/**
 * Asks the billing provider for the payment of an order, in place of an earlier one of the same kind that was
 * not paid. The provider is asked before anything is written: an order nobody can pay is never seen.
 */
export async function placeOrder(
  accountId: string,
  { title, ...order }: NewOrder,
  deps: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<OrderView> {
  const { db, clock, billing } = deps
  const now = clock.now()
  const id = newId('order', now)
  const payment = await billing.requestPayment({ orderId: id, title, cents: order.cents })
  if (order.kind === 'plan') await cancelPendingOrders(accountId, 'plan', deps)
  const { reference, instructions } = payment
  const row = await inTransaction(db, async (tx) => {
    await recordEvent(tx, { accountId, type: 'order.placed', subjectId: id, now })
    const columns = { id, accountId, ...order, status: 'pending' as const, createdAt: now }
    return tx.order.create({ data: { ...columns, provider: billing.id, reference, instructions } })
  })
  if (payment.status === 'paid') await confirmPaidOrder(id, deps)
  return viewOrder(row)
}

/** Withdraws everything that the account has ordered and not paid. */
export async function cancelOrders(
  actor: Actor,
  deps: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  await cancelPendingOrders(accountId, 'plan', deps)
  await cancelPendingOrders(accountId, 'top-up', deps)
  return readSubscription(actor, deps)
}

/** Withdraws orders of one kind that were not paid. */
export async function cancelPendingOrders(
  accountId: string,
  kind: NewOrder['kind'],
  { db, clock, billing }: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<void> {
  const pending = await db.order.findMany({ where: { accountId, kind, status: 'pending' } })
  for (const { id, reference } of pending) {
    await billing.withdraw(reference)
    await inTransaction(db, async (tx) => {
      const now = clock.now()
      const ended = { status: 'cancelled' as const, endedAt: now }
      const { count } = await tx.order.updateMany({ where: { id, status: 'pending' }, data: ended })
      if (count) await recordEvent(tx, { accountId, type: 'order.cancelled', subjectId: id, now })
    })
  }
}
