import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/** How many deliveries one run takes up; the next run takes the rest. */
const PER_RUN = 500

/**
 * Gives every delivery that is due its job, unless it has one. Workers call this when they hear that there is one,
 * and every minute in case they did not. Safe to run at any time, and by many at once.
 */
export async function takeUpDeliveries(
  actor: Actor,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const due = await db.delivery.findMany({
    where: { status: 'pending', nextAttemptAt: { lte: clock.now() }, endpoint: { disabledAt: null } },
    select: { id: true, attempts: true },
    orderBy: { nextAttemptAt: 'asc' },
    take: PER_RUN,
  })
  for (const { id, attempts } of due) {
    const payload = { deliveryId: id as Id<'delivery'>, attempt: attempts + 1 }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'webhook.deliver', payload, { unlessPending: true }))
  }
}
