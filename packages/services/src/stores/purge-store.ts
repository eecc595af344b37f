import type { Id } from '@studio/core/kernel'
import { snapshotPrefix } from '@studio/core/publications'
import { inTransaction } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/** Publications that are removed one after the other before it is looked for more. */
const BATCH = 100

/**
 * Removes what is left of a store that was disconnected without keeping its history: its publications, their snapshots'
 * bytes first, and then the store. Safe to be interrupted and to run twice. While a worker still holds the store, it
 * comes back.
 */
export async function purgeStore(
  actor: Actor,
  { storeId }: { storeId: string },
  { db, queue, clock, store: files }: Pick<Deps, 'db' | 'queue' | 'clock' | 'store'>,
): Promise<void> {
  requireSystem(actor)
  const store = await db.store.findFirst({ where: { id: storeId, status: 'disconnected' } })
  if (!store) return
  if (store.publishUntil && store.publishUntil > clock.now()) {
    const startAfter = store.publishUntil
    const payload = { storeId: storeId as Id<'store'> }
    return inTransaction(db, (tx) => queue.enqueue(tx, 'store.purge', payload, { startAfter }))
  }
  await db.product.deleteMany({ where: { storeId } })
  for (;;) {
    const publications = await db.publication.findMany({
      where: { storeId },
      select: { id: true, accountId: true },
      take: BATCH,
    })
    if (publications.length === 0) break
    for (const publication of publications) {
      await deletePrefix(files, snapshotPrefix(publication))
      await db.publication.deleteMany({ where: { id: publication.id } })
    }
  }
  await db.store.deleteMany({ where: { id: storeId, status: 'disconnected' } })
}
