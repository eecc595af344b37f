import type { BatchRequest, BatchView, StartBatch } from '@studio/core/batches'
import { DomainError, type Id, newId, notFound } from '@studio/core/kernel'
import {
  type Batch,
  inTransaction,
  isUniqueViolation,
  type Prisma,
  recordEvent,
  type Transaction,
} from '@studio/db'
import { admitOutputs, lockLine } from '../generations/index.ts'
import { type Actor, type Deps, isTestActor, requireAccount } from '../kernel/index.ts'
import { hashWork, type SettleDeps } from '../quotes/index.ts'
import { findBatch } from './find-batch.ts'
import { holdForBatch } from './hold-batch.ts'
import { fingerprint } from './quote-batch.ts'
import { type SettledBatch, settleBatch } from './settle-batch.ts'
import { viewBatch } from './view-batch.ts'
import { writeItems } from './write-items.ts'

/**
 * Starts a batch: all its credits are held, its items written and the first of them let begin in one transaction. With an
 * idempotency key, the same request again gets the same answer.
 * @throws DomainError as `settleBatch`; `price_not_agreed`, `price_too_high`, `quote_expired`, `quote_used`,
 * `quote_mismatch`, `insufficient_credits`, `key_reused`; nothing is charged
 */
export async function startBatch(
  actor: Actor,
  { quoteId, maxCredits, idempotencyKey, draftId, ...request }: StartBatch,
  deps: SettleDeps & Pick<Deps, 'queue'>,
): Promise<BatchView> {
  const accountId = requireAccount(actor, 'generations:write')
  const requestHash = hashWork({ request, quoteId, maxCredits })
  const repeated = await findRepeated(accountId, idempotencyKey, requestHash, deps)
  if (repeated) return viewBatch(repeated, deps)
  const settled = await settleBatch(actor, request, deps)
  const now = deps.clock.now()
  const price = { quoteId, maxCredits }
  try {
    const batch = await inTransaction(deps.db, async (tx) => {
      await lockLine(tx, accountId)
      await agreePrice(tx, accountId, { request, settled, now, ...price })
      const id = await writeBatch(tx, {
        ...{ accountId, request, requestHash, now },
        draftId,
        columns: {
          idempotencyKey: idempotencyKey ?? null,
          quoteId: quoteId ?? null,
          credits: settled.credits,
          isTest: isTestActor(actor),
        },
      })
      const { credits } = settled
      const holdId = await holdForBatch(tx, {
        ...{ accountId, batchId: id, credits, now },
        idempotencyKey: `hold:${id}`,
      })
      if (holdId) await tx.batch.update({ where: { id }, data: { holdIds: [holdId] } })
      await writeItems(tx, { accountId, batchId: id, items: settled.items, holdId, now })
      await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now })
      await admitOutputs(tx, accountId, deps)
      return findBatch(tx, accountId, id)
    })
    return await viewBatch(batch, deps)
  } catch (error) {
    const winner = await findRepeated(accountId, idempotencyKey, requestHash, deps)
    if (winner) return viewBatch(winner, deps)
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('quote_used', 'This quote has already started a batch.')
  }
}

async function findRepeated(
  accountId: string,
  idempotencyKey: string | undefined,
  requestHash: string,
  { db }: Pick<Deps, 'db'>,
): Promise<Batch | null> {
  if (!idempotencyKey) return null
  const earlier = await db.batch.findFirst({ where: { accountId, idempotencyKey } })
  if (!earlier || earlier.requestHash === requestHash) return earlier
  throw new DomainError('key_reused', 'This idempotency key was already used for another batch.')
}

/** Whether the price is one that the caller agreed to: a quote that was seen, or a ceiling. */
async function agreePrice(
  tx: Transaction,
  accountId: string,
  asked: {
    request: BatchRequest
    settled: SettledBatch
    quoteId: string | undefined
    maxCredits: number | undefined
    now: Date
  },
): Promise<void> {
  const { request, settled, quoteId, maxCredits, now } = asked
  if (!quoteId && maxCredits === undefined)
    throw new DomainError(
      'price_not_agreed',
      'Ask for a quote first, or say with maxCredits what it may cost at most.',
    )
  if (maxCredits !== undefined && settled.credits > maxCredits)
    throw new DomainError(
      'price_too_high',
      `This costs ${settled.credits} credits, more than the ${maxCredits} you allowed. Nothing was charged.`,
      { credits: settled.credits, maxCredits },
    )
  if (!quoteId) return
  const quote = await tx.quote.findFirst({
    where: { id: quoteId, accountId },
    include: { batch: true, generation: true },
  })
  if (!quote) throw notFound('quote')
  if (quote.batch || quote.generation)
    throw new DomainError('quote_used', 'This quote has already started something.')
  if (quote.expiresAt <= now)
    throw new DomainError('quote_expired', 'This quote has expired. Ask for a new one; nothing was charged.')
  if (quote.workHash !== fingerprint(request, settled))
    throw new DomainError(
      'quote_mismatch',
      'This is not the batch the quote is for, or prices have changed since. Ask for a new quote.',
    )
}

type NewBatch = {
  accountId: Id<'account'>
  request: BatchRequest
  requestHash: string
  draftId: string | undefined
  now: Date
  columns: Pick<Prisma.BatchUncheckedCreateInput, 'idempotencyKey' | 'quoteId' | 'credits' | 'isTest'>
}

/** Writes the batch; its draft, if it has one, becomes it. */
async function writeBatch(
  tx: Transaction,
  { accountId, request, requestHash, draftId, now, columns }: NewBatch,
): Promise<Id<'batch'>> {
  const data = {
    ...columns,
    ...{ status: 'running' as const, request, requestHash, startedAt: now },
    name: request.name || `Batch of ${now.toISOString().slice(0, 10)}`,
    stopLossPercent: request.stopLossPercent ?? null,
  }
  if (draftId) {
    const { count } = await tx.batch.updateMany({
      where: { id: draftId, accountId, status: 'draft' },
      data,
    })
    if (count === 0) throw notFound('draft')
    return draftId as Id<'batch'>
  }
  const id = newId('batch', now)
  await tx.batch.create({ data: { id, accountId, createdAt: now, ...data } })
  return id
}
