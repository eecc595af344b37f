import { isStopLoss, NO_ITEMS } from '@studio/core/batches'
import { type FailureCode, failureWords, type GenerationStatus } from '@studio/core/generations'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import type { Transaction } from '@studio/db'
import { releaseCredits } from '../credits/index.ts'
import { finishIfOver, tellProgress } from './finish-batch.ts'
import { releaseRest } from './release-rest.ts'

/**
 * Ends the item of a generation that has ended, if it is one of a batch: with what was charged, and with the reason of
 * the first output that failed. The account's line must be locked.
 */
export async function endItemOf(
  tx: Transaction,
  { id: generationId, status }: { id: string; status: GenerationStatus },
  now: Date,
): Promise<void> {
  const item = await tx.batchItem.findFirst({ where: { generationId, status: 'started' } })
  if (!item || (status !== 'succeeded' && status !== 'failed' && status !== 'cancelled')) return
  const outputs = await tx.output.findMany({
    where: { generationId },
    select: { creditsCharged: true, failureCode: true, generation: { select: { provider: true } } },
    orderBy: { index: 'asc' },
  })
  const failed = status === 'failed' ? outputs.find(({ failureCode }) => failureCode !== null) : undefined
  await tx.batchItem.update({
    where: { id: item.id },
    data: {
      status,
      creditsCharged: outputs.reduce((sum, { creditsCharged }) => sum + creditsCharged, 0),
      endedAt: now,
      ...(failed && {
        failureCode: failed.failureCode,
        failureMessage: failureWords(
          failed.failureCode as FailureCode,
          PROVIDER_NAMES[failed.generation.provider as Provider],
        ),
      }),
    },
  })
  await afterItem(tx, item.batchId, status, now)
}

/** An item that could not be begun, and why, in a sentence for the person. */
export type ItemFailure = { code: string; message: string }

/** Ends an item that could not be begun, and gives its credits back. The account's line must be locked. */
export async function failItem(
  tx: Transaction,
  item: {
    id: string
    batchId: string
    accountId: string
    holdId: string | null
    round: number
    count: number
    creditsEach: number
  },
  { code, message }: ItemFailure,
  now: Date,
): Promise<void> {
  const { id, batchId, accountId, holdId, round, count, creditsEach } = item
  await tx.batchItem.update({
    where: { id },
    data: { status: 'failed', failureCode: code, failureMessage: message, endedAt: now },
  })
  if (holdId) {
    const entry = { causeId: id, reason: `failed:${code}`, idempotencyKey: `item:${id}:${round}` }
    await releaseCredits(tx, { accountId, holdId, credits: count * creditsEach, ...entry, now })
  }
  await afterItem(tx, batchId, 'failed', now)
}

/**
 * Stops a batch of which too many fail, tells how far it is, and finishes one of which nothing is left. Only a failure can
 * make them too many, so that nothing else counts all items.
 */
async function afterItem(
  tx: Transaction,
  batchId: string,
  status: 'succeeded' | 'failed' | 'cancelled',
  now: Date,
): Promise<void> {
  const batch = await tx.batch.findUniqueOrThrow({ where: { id: batchId } })
  if (status === 'failed' && batch.stopLossPercent !== null && batch.endReason === null) {
    const groups = await tx.batchItem.groupBy({
      by: ['status'],
      where: { batchId, status: { in: ['succeeded', 'failed'] } },
      _count: true,
    })
    const counts = { ...NO_ITEMS }
    for (const { status, _count } of groups) counts[status] = _count
    if (isStopLoss(counts, batch.stopLossPercent)) await releaseRest(tx, batch, 'stop_loss', now)
  }
  const isFinished = await finishIfOver(tx, batch, now)
  if (!isFinished) await tellProgress(tx, batch, now)
}
