import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/**
 * Writes down how surely the local studio can cut the product of a photo out, so that nobody learns of it only when
 * the picture is there. Nothing leaves this installation.
 * @throws what is a defect of ours, so that the job is delivered again
 */
export async function judgeAsset(
  actor: Actor,
  { assetId, signal }: { assetId: Id<'asset'>; signal: AbortSignal },
  { db, clock, store, localStudio, logger }: Pick<Deps, 'db' | 'clock' | 'store' | 'localStudio' | 'logger'>,
): Promise<void> {
  requireSystem(actor)
  const asset = await db.asset.findFirst({ where: { id: assetId, deletedAt: null, status: 'ready' } })
  if (!asset || !localStudio) return
  const { body } = await store.get(assetKey(asset, 'original'))
  const judgement = await localStudio.judge(await buffer(body), signal).catch((error: unknown) => {
    signal.throwIfAborted()
    if (!(error instanceof PictureUnreadable)) throw error
    logger.warn({ assetId }, 'a photo that was prepared cannot be judged')
    return null
  })
  if (!judgement) return
  const { confidence, measures } = judgement
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const data = { cutOut: { confidence, measures }, updatedAt: now }
    const { count } = await tx.analysis.updateMany({ where: { assetId }, data })
    if (count)
      await recordEvent(tx, {
        accountId: asset.accountId,
        type: 'analysis.judged',
        subjectId: assetId,
        now,
      })
  })
}
