import type { BatchView } from '@studio/core/batches'
import { DomainError, type Id } from '@studio/core/kernel'
import { type Batch, inTransaction, recordEvent, type Transaction } from '@studio/db'
import { admitOutputs, lockLine } from '../generations/index.ts'
import { type Actor, type Deps, onBehalfOf, requireAccount } from '../kernel/index.ts'
import { type SettleDeps, settleWork } from '../quotes/index.ts'
import { type ItemChoice, whereChosen } from './choose-items.ts'
import { findBatch } from './find-batch.ts'
import { holdForBatch } from './hold-batch.ts'
import type { ItemWork } from './settle-batch.ts'
import { viewBatch } from './view-batch.ts'

/** What to make again: what failed, or the items that are named, at a price of at most this. */
export type Retry = ItemChoice & { id: string; maxCredits: number }

/** What making items again costs, each at today's price. */
export type RetryPrice = { items: number; credits: number }

type Again = { id: string; work: ItemWork; count: number; creditsEach: number }

/** What making items again would cost. Nothing changes. @throws DomainError `not_found`, `model_retired` */
export async function quoteRetry(
  actor: Actor,
  retry: Omit<Retry, 'maxCredits'>,
  deps: SettleDeps,
): Promise<RetryPrice> {
  const accountId = requireAccount(actor, 'generations:write')
  const again = await findAgain(await findBatch(deps.db, accountId, retry.id), retry, deps)
  return { items: again.length, credits: creditsOf(again) }
}

/**
 * Makes items again: those that failed or were cancelled, or of the named ones also those that succeeded, whose pictures
 * stay in the library. They are priced and held anew; the others cost nothing more.
 * @throws DomainError `not_found`; `already_ended` when there is nothing to make again; `price_too_high`,
 * `insufficient_credits`, `model_retired`; nothing is charged
 */
export async function retryItems(
  actor: Actor,
  { id, maxCredits, ...choice }: Retry,
  deps: SettleDeps & Pick<Deps, 'queue'>,
): Promise<BatchView> {
  const accountId = requireAccount(actor, 'generations:write')
  const again = await findAgain(await findBatch(deps.db, accountId, id), choice, deps)
  if (again.length === 0) throw new DomainError('already_ended', 'There is nothing to make again.')
  const credits = creditsOf(again)
  if (credits > maxCredits)
    throw new DomainError(
      'price_too_high',
      `Making them again costs ${credits} credits, more than the ${maxCredits} you allowed. Nothing was charged.`,
      { credits, maxCredits },
    )
  await inTransaction(deps.db, async (tx) => {
    await lockLine(tx, accountId)
    await putBack(tx, await findBatch(tx, accountId, id), again, credits, deps.clock.now())
    await admitOutputs(tx, accountId, deps)
  })
  return viewBatch(await findBatch(deps.db, accountId, id), deps)
}

async function findAgain(batch: Batch, choice: ItemChoice, deps: SettleDeps): Promise<Again[]> {
  const chosen = whereChosen(batch.id, choice)
  const items = await deps.db.batchItem.findMany({
    where: chosen
      ? { ...chosen, status: { in: ['succeeded', 'failed', 'cancelled'] } }
      : { batchId: batch.id, status: 'failed' },
    select: { id: true, work: true },
    orderBy: { position: 'asc' },
  })
  const actor = onBehalfOf(batch.accountId as Id<'account'>, batch.isTest)
  const anyPhoto = 'ast_00000000000000000000000000' as Id<'asset'>
  const prices = new Map<string, number>()
  const again: Again[] = []
  for (const { id, work } of items) {
    const itemWork = work as ItemWork
    const kind = JSON.stringify(work)
    const known = prices.get(kind)
    const creditsEach =
      known ?? (await settleWork(actor, { ...itemWork, sourceAssetIds: [anyPhoto] }, deps)).creditsPerOutput
    prices.set(kind, creditsEach)
    again.push({ id, work: itemWork, count: itemWork.count, creditsEach })
  }
  return again
}

function creditsOf(items: readonly Again[]): number {
  return items.reduce((sum, { count, creditsEach }) => sum + count * creditsEach, 0)
}

/** Puts items back among those that are to be begun, with a hold of their own. The account's line must be locked. */
async function putBack(
  tx: Transaction,
  { id: batchId, accountId, holdIds, status }: Batch,
  again: readonly Again[],
  credits: number,
  now: Date,
): Promise<void> {
  const idempotencyKey = `hold:${batchId}:${holdIds.length}`
  const holdId = await holdForBatch(tx, { accountId, batchId, credits, idempotencyKey, now })
  const rows = again.map(({ id, creditsEach }) => ({ id, credits_each: creditsEach }))
  const changed = await tx.$executeRaw`
    UPDATE batch_item i SET status = 'pending', round = round + 1, generation_id = NULL, failure_code = NULL,
      failure_message = NULL, ended_at = NULL, credits_charged = 0, review = 'open', output_id = NULL,
      credits_each = r.credits_each, hold_id = CASE WHEN r.credits_each > 0 THEN ${holdId} END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, credits_each int)
    WHERE i.id = r.id AND i.batch_id = ${batchId} AND i.status IN ('succeeded', 'failed', 'cancelled')`
  if (changed !== again.length)
    throw new DomainError('already_ended', 'Some of them are being made again already.')
  await tx.batch.update({
    where: { id: batchId },
    data: {
      status: status === 'paused' ? 'paused' : 'running',
      ...{ endReason: null, finishedAt: null, credits: { increment: credits } },
      ...(holdId && { holdIds: { push: holdId } }),
    },
  })
  await recordEvent(tx, {
    accountId: accountId as Id<'account'>,
    type: 'batch.changed',
    subjectId: batchId,
    now,
  })
}
