import { assetPrefix } from '@studio/core/assets'
import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireAccount, requireSystem } from '../kernel/index.ts'
import { findAsset } from './find-asset.ts'

/**
 * Deletes an asset: from this moment nobody sees it, and its bytes go at once by a job that proves it.
 * @throws DomainError `not_found`
 */
export async function deleteAsset(
  actor: Actor,
  { id }: { id: Id<'asset'> },
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor)
  await inTransaction(db, async (tx) => {
    await findAsset(tx, accountId, id)
    const now = clock.now()
    await tx.asset.update({ where: { id }, data: { deletedAt: now } })
    await recordEvent(tx, { accountId, type: 'asset.deleted', subjectId: id, now })
    await queue.enqueue(tx, 'asset.purge', { assetId: id })
  })
}

/**
 * Removes the bytes of a deleted asset from storage, proves by listing that none is left, and only then
 * removes the row. Safe to run twice and to be interrupted anywhere.
 */
export async function purgeAsset(
  actor: Actor,
  { assetId }: { assetId: string },
  { db, store, clock }: Pick<Deps, 'db' | 'store' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const asset = await db.asset.findFirst({ where: { id: assetId, deletedAt: { not: null } } })
  if (!asset) return
  const objects = await deletePrefix(store, assetPrefix(asset))
  await inTransaction(db, async (tx) => {
    const { count } = await tx.asset.deleteMany({ where: { id: assetId } })
    if (count === 0) return
    const facts = { objects, isProvedGone: true }
    await recordEvent(tx, {
      accountId: asset.accountId,
      type: 'asset.purged',
      subjectId: assetId,
      facts,
      now: clock.now(),
    })
  })
}
