import { exportPrefix } from '@studio/core/exports'
import { JOBS } from '@studio/core/jobs'
import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

const PURGE_AGAIN_MS = 5000

/**
 * Removes what a deleted export left: its objects, proved by listing, then its row. While a worker may still be
 * writing the archive the row stays, so that what it writes is found. Safe to run twice and to be interrupted.
 */
export async function purgeExport(
  actor: Actor,
  { exportId: id }: { exportId: Id<'export'> },
  { db, store, queue, clock }: Pick<Deps, 'db' | 'store' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const row = await db.export.findFirst({ where: { id, deletedAt: { not: null } } })
  if (!row) return
  const objects = await deletePrefix(store, exportPrefix(row))
  const now = clock.now()
  if (row.status === 'running' && now < latestWorker(row)) {
    const startAfter = new Date(now.getTime() + PURGE_AGAIN_MS)
    return inTransaction(db, (tx) => queue.enqueue(tx, 'export.purge', { exportId: id }, { startAfter }))
  }
  await inTransaction(db, async (tx) => {
    const { count } = await tx.export.deleteMany({ where: { id } })
    if (count === 0) return
    const { accountId } = row
    const facts = { objects, isProvedGone: true }
    await recordEvent(tx, { accountId, type: 'export.purged', subjectId: id, facts, now })
  })
}

/** By when no worker can be at it any more: every job is taken from its worker in the end. */
function latestWorker({ deletedAt }: { deletedAt: Date | null }): Date {
  return new Date((deletedAt?.getTime() ?? 0) + 2 * JOBS['export.make'].timeoutSeconds * 1000)
}
