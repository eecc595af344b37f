import { isStopLoss, NO_ITEMS } from '@studio/core/batches'
import { type FailureCode, failureWords, type GenerationStatus } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import type { Batch, Sql, Transaction } from '@studio/db'
import { releaseCredits } from '../credits/index.ts'
import type { Deps } from '../kernel/index.ts'
import { finishIfOver, tellProgress } from './finish-batch.ts'
import { releaseRest } from './release-rest.ts'

/** An item that has ended, after which its batch goes on, stops or is finished. */
export type EndedItem = { batchId: string; status: 'succeeded' | 'failed' | 'cancelled' }

/** A generation that has ended, with its outputs in their order. */
export type EndedGeneration = {
  id: string
  status: GenerationStatus
  provider: string
  outputs: readonly { creditsCharged: number; failureCode: string | null }[]
}

const END_ITEM = {
  name: 'end_item',
  text: `
    UPDATE batch_item SET status = $2::batch_item_status, credits_charged = $3, ended_at = $4,
      failure_code = coalesce($5, failure_code), failure_message = coalesce($6, failure_message)
    WHERE generation_id = $1 AND status = 'started' RETURNING batch_id AS "batchId"`,
}

/**
 * Ends the item of a generation that has ended, if it is one of a batch: with what was charged, and with the reason of
 * the first output that failed. `goOnAfterItem` must follow.
 */
export async function endItemOf(
  tx: Sql,
  { id: generationId, status, provider, outputs }: EndedGeneration,
  now: Date,
): Promise<EndedItem | null> {
  if (status !== 'succeeded' && status !== 'failed' && status !== 'cancelled') return null
  const code =
    status === 'failed' ? outputs.find(({ failureCode }) => failureCode !== null)?.failureCode : null
  const credits = outputs.reduce((sum, { creditsCharged }) => sum + creditsCharged, 0)
  const words = code ? failureWords(code as FailureCode, PROVIDER_NAMES[provider as Provider]) : null
  const values = [generationId, status, credits, now, code, words]
  const [item] = await tx.query<{ batchId: string }>(END_ITEM, values)
  return item ? { batchId: item.batchId, status } : null
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
  deps: Pick<Deps, 'queue'>,
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
  await goOnAfterItem(tx, { batchId, status: 'failed' }, deps, now)
}

type RunningBatch = Pick<
  Batch,
  'id' | 'accountId' | 'status' | 'holdIds' | 'stopLossPercent' | 'endReason' | 'toldAt'
> & { isOpen: boolean }

const READ_BATCH = {
  name: 'read_running_batch',
  // In the order of an index: without one PostgreSQL reads all that has ended to find one that has not.
  text: `
    SELECT id, account_id AS "accountId", status::text AS status, hold_ids AS "holdIds",
           stop_loss_percent AS "stopLossPercent", end_reason AS "endReason", told_at AS "toldAt",
           EXISTS (SELECT FROM batch_item WHERE batch_id = $1 AND status = 'pending' ORDER BY position)
             OR EXISTS (SELECT FROM batch_item WHERE batch_id = $1 AND status = 'started' ORDER BY position) AS "isOpen"
    FROM batch WHERE id = $1`,
}

/**
 * Stops a batch of which too many fail, tells how far it is, and finishes one of which nothing is left. Only a failure can
 * make them too many, so that nothing else counts all items. The account's line must be locked.
 */
export async function goOnAfterItem(
  tx: Transaction,
  { batchId, status }: EndedItem,
  { queue }: Pick<Deps, 'queue'>,
  now: Date,
): Promise<void> {
  const [batch] = await tx.query<RunningBatch>(READ_BATCH, [batchId])
  if (!batch) throw new Error(`there is no batch ${batchId}`)
  let isOpen = batch.isOpen
  if (status === 'failed' && batch.stopLossPercent !== null && batch.endReason === null) {
    const groups = await tx.batchItem.groupBy({
      by: ['status'],
      where: { batchId, status: { in: ['succeeded', 'failed'] } },
      _count: true,
    })
    const counts = { ...NO_ITEMS }
    for (const { status, _count } of groups) counts[status] = _count
    if (isStopLoss(counts, batch.stopLossPercent)) {
      await releaseRest(tx, batch, 'stop_loss', now)
      // What has begun and waits is cancelled by a job: it takes locks that come before the one held here.
      await queue.enqueue(tx, 'batch.stop', { batchId: batchId as Id<'batch'> })
      isOpen = false
    }
  }
  // Whether one of which nothing seems left is finished is looked at anew.
  if (isOpen || !(await finishIfOver(tx, batch, now))) await tellProgress(tx, batch, now)
}
