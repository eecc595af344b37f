import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** Longer than the longest pause between two tries, so that a job that only waits is not doubled. */
export const ANALYSIS_STALLED_MS = 15 * 60_000
/** What has not been looked at for this long will not be: something about it ends whoever tries. */
export const ANALYSIS_GIVEN_UP_MS = 24 * 3_600_000

const MOST_AT_ONCE = 1000

/** Gives back its job to what waits to be looked at by one that is gone; after a day it ends as failed. */
export async function resumeAnalyses(now: Date, { db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> {
  const since = new Date(now.getTime() - ANALYSIS_STALLED_MS)
  const stalled = await db.analysis.findMany({
    where: { status: 'pending', updatedAt: { lte: since }, asset: { status: 'ready', deletedAt: null } },
    take: MOST_AT_ONCE,
  })
  for (const { assetId, accountId, updatedAt } of stalled) {
    const isGivenUp = now.getTime() - updatedAt.getTime() >= ANALYSIS_GIVEN_UP_MS
    await inTransaction(db, async (tx) => {
      if (!isGivenUp) {
        const payload = { assetId: assetId as Id<'asset'>, attempt: 1 }
        return queue.enqueue(tx, 'asset.analyse', payload, { unlessPending: true })
      }
      const { count } = await tx.analysis.updateMany({
        where: { assetId, status: 'pending', updatedAt },
        data: { status: 'failed', failureCode: 'internal', updatedAt: now },
      })
      if (count) await recordEvent(tx, { accountId, type: 'analysis.failed', subjectId: assetId, now })
    })
  }
}
