import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

const MOST_AT_ONCE = 1000

/**
 * Gives its job back to every item that waits to be begun and has none any more: an outage, of a store or of ours, can
 * outlast every redelivery. Nothing is added while the job waits, runs or is about to be tried again.
 */
export async function resumeItems({ db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> {
  const waiting = await db.batchItem.findMany({
    where: {
      ...{ status: 'started', generationId: null },
      batch: { status: { in: ['running', 'paused'] }, account: { closedAt: null } },
    },
    select: { id: true, round: true },
    orderBy: { id: 'asc' },
    take: MOST_AT_ONCE,
  })
  for (const { id, round } of waiting) {
    const payload = { itemId: id as Id<'batchItem'>, round }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'item.begin', payload, { unlessPending: true }))
  }
}
