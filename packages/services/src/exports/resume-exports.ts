import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

const MOST_AT_ONCE = 1000

/** Gives its job back to an archive that nobody makes any more, and to a deleted one that nobody removes. */
export async function resumeExports(since: Date, { db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> {
  const open = { status: { in: ['queued' as const, 'running' as const] }, createdAt: { lte: since } }
  const unmade = await db.export.findMany({ where: { ...open, deletedAt: null }, take: MOST_AT_ONCE })
  const unremoved = await db.export.findMany({ where: { deletedAt: { lte: since } }, take: MOST_AT_ONCE })
  for (const { id, deletedAt } of [...unmade, ...unremoved]) {
    const payload = { exportId: id as Id<'export'> }
    const name = deletedAt ? 'export.purge' : 'export.make'
    await inTransaction(db, (tx) => queue.enqueue(tx, name, payload, { unlessPending: true }))
  }
}
