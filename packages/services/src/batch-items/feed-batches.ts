import { windowFor } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/**
 * Lets the next items of the account's running batches begin, oldest batch first, so that a few more are on their way
 * than the plan makes at once and no more. Whoever ends outputs or items calls this, so that nothing has to look again
 * and again: while anything is pending, something is on its way that will call it. The account's line must be locked.
 */
export async function feedBatches(
  tx: Transaction,
  accountId: string,
  concurrentOutputs: () => Promise<number>,
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  const running = await tx.batch.findMany({
    where: { accountId, status: 'running', endReason: null, account: { closedAt: null } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  if (running.length === 0) return
  const batchIds = running.map(({ id }) => id)
  const started = await tx.batchItem.count({ where: { batchId: { in: batchIds }, status: 'started' } })
  let free = windowFor(await concurrentOutputs()) - started
  for (const batchId of batchIds) {
    if (free <= 0) return
    const next = await tx.$queryRaw<{ id: Id<'batchItem'>; round: number }[]>`
      UPDATE batch_item SET status = 'started' WHERE id IN (
        SELECT id FROM batch_item WHERE batch_id = ${batchId} AND status = 'pending'
        ORDER BY position LIMIT ${free})
      RETURNING id, round`
    for (const { id: itemId, round } of next) await queue.enqueue(tx, 'item.begin', { itemId, round })
    free -= next.length
  }
}
