import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findAsset } from './find-asset.ts'

/**
 * Deletes an asset: from this moment nobody sees it; what is known of its contents and the provider's own
 * mark on it go with it, and its bytes go at once by a job that proves it.
 * @throws DomainError `not_found`
 */
export async function deleteAsset(
  actor: Actor,
  { id }: { id: Id<'asset'> },
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'assets:write')
  await inTransaction(db, async (tx) => {
    await findAsset(tx, accountId, id)
    const now = clock.now()
    await tx.asset.update({ where: { id }, data: { deletedAt: now } })
    await tx.analysis.deleteMany({ where: { assetId: id } })
    await tx.output.updateMany({ where: { assetId: id }, data: { signature: null } })
    await recordEvent(tx, { accountId, type: 'asset.deleted', subjectId: id, now })
    await queue.enqueue(tx, 'asset.purge', { assetId: id })
  })
}
