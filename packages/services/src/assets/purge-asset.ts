import { assetPrefix } from '@studio/core/assets'
import { inTransaction, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { forgetKeptCopies } from './forget-kept-copies.ts'

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
  await forgetKeptCopies([assetId], { db, store })
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
