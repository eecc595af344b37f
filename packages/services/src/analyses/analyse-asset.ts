import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import { decideAfterFailure, type Failure } from '@studio/core/generations'
import { DomainError, type Id } from '@studio/core/kernel'
import { SHOTS } from '@studio/core/shots'
import { type Asset, inTransaction, recordEvent, type Transaction } from '@studio/db'
import type { PictureAnalysis } from '@studio/integrations/picture-analyst'
import { ProviderFailure } from '@studio/integrations/picture-provider'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/** One delivery of the job, the how-manieth try it is, from 1, and the signal that says the worker must let go. */
export type AnalysisDelivery = { assetId: Id<'asset'>; attempt: number; signal: AbortSignal }

type AnalyseDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'store' | 'pictures' | 'analyst' | 'logger'>

/**
 * Has the analyst look at a photo and writes down what it found. It costs the person nothing; what it costs us is
 * added up in the row. A failure is tried again where the rules for pictures allow it. Deleted meanwhile, or answered
 * by another delivery: nothing is written.
 * @throws what is a defect of ours, so that the job is delivered again
 */
export async function analyseAsset(
  actor: Actor,
  { assetId, attempt, signal }: AnalysisDelivery,
  deps: AnalyseDeps,
): Promise<void> {
  requireSystem(actor)
  const row = await deps.db.analysis.findFirst({
    where: { assetId, status: 'pending', asset: { deletedAt: null, status: 'ready' } },
    include: { asset: true },
  })
  if (!row) return
  try {
    await writeFound(row.asset, await look(row.asset, signal, deps), deps)
  } catch (error) {
    signal.throwIfAborted()
    const failure = classify(error)
    if (!failure) throw error
    const diagnosis = error instanceof ProviderFailure ? error.diagnosis : undefined
    deps.logger.warn({ assetId, attempt, code: failure.code, diagnosis }, 'analysis attempt failed')
    await writeFailure(row.asset, attempt, failure, deps)
  }
}

async function look(
  asset: Asset,
  signal: AbortSignal,
  { analyst, store, pictures }: AnalyseDeps,
): Promise<PictureAnalysis> {
  if (!analyst) throw new ProviderFailure('not_configured', 'no analyst is set up')
  const { body } = await store.get(assetKey(asset, 'original'))
  const photo = await pictures.prepareSource(await buffer(body))
  const shots = SHOTS.filter(({ kind }) => kind === 'shot')
  return analyst.analyse({ photo, shots }, signal)
}

function writeFound(
  asset: Asset,
  { content, modelId, modelVersion, usage }: PictureAnalysis,
  deps: AnalyseDeps,
): Promise<void> {
  const found = { status: 'ready', found: content, failureCode: null, modelId, modelVersion } as const
  return settle(asset, { ...found, ...costOf(usage.costMicroUsd) }, 'analysis.ready', deps)
}

async function writeFailure(
  asset: Asset,
  attempt: number,
  failure: Failure & { costMicroUsd: number },
  deps: AnalyseDeps,
): Promise<void> {
  const cost = costOf(failure.costMicroUsd)
  const next = decideAfterFailure(failure, attempt, Math.random())
  if (next.action === 'fail')
    return settle(asset, { status: 'failed', failureCode: failure.code, ...cost }, 'analysis.failed', deps)
  const startAfter = new Date(deps.clock.now().getTime() + next.delayMs)
  const payload = { assetId: asset.id as Id<'asset'>, attempt: attempt + 1 }
  await inTransaction(deps.db, async (tx) => {
    if (await update(tx, asset, cost, deps))
      await deps.queue.enqueue(tx, 'asset.analyse', payload, { startAfter, unlessPending: true })
  })
}

type Update = Parameters<Transaction['analysis']['updateMany']>[0]['data']

async function settle(
  asset: Asset,
  data: Update,
  type: 'analysis.ready' | 'analysis.failed',
  deps: AnalyseDeps,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    if (!(await update(tx, asset, data, deps))) return
    await recordEvent(tx, {
      accountId: asset.accountId,
      type,
      subjectId: asset.id,
      now: deps.clock.now(),
    })
  })
}

/** Changes the row unless somebody else has answered, or the asset is gone. */
async function update(
  tx: Transaction,
  { id }: Asset,
  data: Update,
  { clock }: Pick<Deps, 'clock'>,
): Promise<boolean> {
  const { count } = await tx.analysis.updateMany({
    where: { assetId: id, status: 'pending' },
    data: { ...data, updatedAt: clock.now() },
  })
  return count === 1
}

function costOf(costMicroUsd: number) {
  return { costMicroUsd: { increment: costMicroUsd } }
}

/** What went wrong, in the words of the rules; null when it is a defect of ours. */
function classify(error: unknown): (Failure & { costMicroUsd: number }) | null {
  if (error instanceof ProviderFailure) {
    const { code, retryAfterMs, usage } = error
    return {
      code,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      costMicroUsd: usage?.costMicroUsd ?? 0,
    }
  }
  if (error instanceof PictureUnreadable) return { code: 'source_unreadable', costMicroUsd: 0 }
  if (error instanceof DomainError && error.code === 'storage_unavailable')
    return { code: 'storage_unavailable', costMicroUsd: 0 }
  return null
}
