import { inTransaction, type Prisma, recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/**
 * Withdraws orders of an account that were not paid. The provider is told first: an order that is withdrawn here
 * must not be paid any more. One that was paid meanwhile stays as it is.
 */
export async function cancelPendingOrders(
  accountId: string,
  which: Prisma.OrderWhereInput,
  { db, clock, billing }: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<void> {
  const pending = await db.order.findMany({ where: { ...which, accountId, status: 'pending' } })
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
