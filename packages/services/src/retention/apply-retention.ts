import { retentionCutoff } from '@studio/core/retention'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { resumeStalled } from './resume-stalled.ts'

/**
 * Removes what is past its time by the rules of `core/retention`, and gives its job back to what lost it. Safe to run at any time, twice at once.
 */
export async function applyRetention(
  actor: Actor,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const now = clock.now()
  await db.session.deleteMany({ where: { expiresAt: { lte: retentionCutoff('session', now) } } })
  await db.quote.deleteMany({
    where: { expiresAt: { lte: retentionCutoff('quote', now) }, generation: null },
  })
  await db.requestLog.deleteMany({ where: { createdAt: { lte: retentionCutoff('requestLog', now) } } })
  await db.storedAnswer.deleteMany({ where: { createdAt: { lte: retentionCutoff('storedAnswer', now) } } })
  await db.attemptCounter.deleteMany({ where: { expire: { lte: now.getTime() } } })
  await purgeAbandonedUploads(now, { db, queue })
  await resumeStalled(now, { db, queue })
}

/** An upload that never finished leaves a row, and perhaps bytes: both go the way of a deleted asset. */
async function purgeAbandonedUploads(now: Date, { db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> {
  const isAbandoned = {
    status: 'uploading' as const,
    createdAt: { lte: retentionCutoff('abandonedUpload', now) },
  }
  const abandoned = await db.asset.findMany({ where: { ...isAbandoned, deletedAt: null }, take: 1000 })
  for (const { id } of abandoned) {
    await inTransaction(db, async (tx) => {
      const { count } = await tx.asset.updateMany({
        where: { id, ...isAbandoned, deletedAt: null },
        data: { deletedAt: now },
      })
      if (count) await queue.enqueue(tx, 'asset.purge', { assetId: id as `ast_${string}` })
    })
  }
}
