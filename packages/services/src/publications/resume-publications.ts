import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** Stores that one sweep looks at. */
const MOST_AT_ONCE = 1000

/** Gives its job back to every connected store with something to publish, or to be left, that no worker has. */
export async function resumePublications(
  now: Date,
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
): Promise<void> {
  const open = {
    status: { in: ['queued' as const, 'running' as const, 'reverting' as const, 'stuck' as const] },
  }
  const stores = await db.store.findMany({
    where: {
      ...{ status: 'connected', account: { closedAt: null } },
      AND: { OR: [{ publications: { some: open } }, { leavingSince: { not: null } }] },
      OR: [{ publishUntil: null }, { publishUntil: { lte: now } }],
    },
    select: { id: true },
    take: MOST_AT_ONCE,
  })
  for (const { id } of stores) {
    const payload = { storeId: id as Id<'store'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'store.publish', payload, { unlessPending: true }))
  }
}
