import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findExport } from './find-export.ts'

/**
 * Deletes an export: nobody sees it from this moment, one that is being made is given up, and the archive is
 * removed by a job. What it was made of stays.
 * @throws DomainError `not_found`
 */
export async function deleteExport(
  actor: Actor,
  { id }: { id: Id<'export'> },
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireAccount(actor, 'exports:write')
  await findExport(actor, id, deps)
  await inTransaction(deps.db, async (tx) => {
    await tx.export.update({ where: { id }, data: { deletedAt: deps.clock.now() } })
    await deps.queue.enqueue(tx, 'export.purge', { exportId: id })
  })
}
