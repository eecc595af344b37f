import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/** How old a mirror may be before the whole catalogue is read again: webhooks can be lost. */
const FRESH_MS = 24 * 3600_000

/** How many are begun at once; the others come with the next sweep. */
const MOST_AT_ONCE = 1000

/**
 * Has the catalogues read again that were last read a day ago, or never. One that is too large is read when its person
 * asks for it: they know when it is smaller.
 */
export async function renewMirrors(
  actor: Actor,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const since = new Date(clock.now().getTime() - FRESH_MS)
  const stale = await db.store.findMany({
    where: {
      status: 'connected',
      account: { closedAt: null },
      AND: { OR: [{ problem: null }, { problem: { not: 'too_large' } }] },
      OR: [{ mirroredAt: null }, { mirroredAt: { lte: since } }],
    },
    select: { id: true },
    orderBy: { mirroredAt: { sort: 'asc', nulls: 'first' } },
    take: MOST_AT_ONCE,
  })
  for (const { id } of stale) {
    const payload = { storeId: id as Id<'store'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'store.mirror', payload, { unlessPending: true }))
  }
}
