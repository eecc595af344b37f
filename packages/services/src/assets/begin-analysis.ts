import type { Id } from '@studio/core/kernel'
import type { Asset, Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** What has to do with an upload that was prepared. */
export type LookDeps = Pick<Deps, 'queue' | 'clock' | 'analyst' | 'localStudio'>

/**
 * Has an upload looked at, once it is prepared: what is on it, and how surely the product can be cut out. What was
 * marked as not to be analysed is only judged.
 */
export async function beginAnalysis(
  tx: Transaction,
  asset: Pick<Asset, 'id' | 'accountId'>,
  { queue, clock, analyst, localStudio }: LookDeps,
): Promise<void> {
  if (!analyst && !localStudio) return
  const status = analyst ? 'pending' : 'unasked'
  await writeAnalysis(tx, asset, status, clock.now())
  const assetId = asset.id as Id<'asset'>
  const row = await tx.analysis.findUnique({ where: { assetId }, select: { status: true } })
  if (row?.status === 'pending') await queue.enqueue(tx, 'asset.analyse', { assetId, attempt: 1 })
  if (localStudio) await queue.enqueue(tx, 'asset.judge', { assetId })
}

/**
 * Writes down that an asset is, or is not, to be analysed; what is there already stays. Uploads of test tokens are
 * not: their work costs nothing, and this would.
 */
export async function writeAnalysis(
  tx: Transaction,
  { id, accountId }: Pick<Asset, 'id' | 'accountId'>,
  status: 'pending' | 'unasked',
  now: Date,
): Promise<void> {
  const row = { assetId: id, accountId, status, createdAt: now, updatedAt: now }
  await tx.analysis.createMany({ data: [row], skipDuplicates: true })
}
