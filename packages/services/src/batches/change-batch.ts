import type { BatchView } from '@studio/core/batches'
import { DomainError } from '@studio/core/kernel'
import { type Batch, inTransaction, recordEvent, type Transaction } from '@studio/db'
import { type EndReason, finishIfOver, releaseRest } from '../batch-items/index.ts'
import { admitOutputs, cancelWaiting, lockGeneration, lockLine } from '../generations/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findBatch } from './find-batch.ts'
import { viewBatch } from './view-batch.ts'

type ChangeDeps = Pick<Deps, 'db' | 'clock' | 'queue'>

/** Begins no more items; what has begun is finished. @throws DomainError `not_found`, `already_ended` */
export function pauseBatch(actor: Actor, { id }: { id: string }, deps: ChangeDeps): Promise<BatchView> {
  return change(actor, id, deps, async (tx, batch) => {
    if (batch.status !== 'running') throw ended('It is not running.')
    await tx.batch.update({ where: { id }, data: { status: 'paused' } })
  })
}

/** Goes on with a paused batch. @throws DomainError `not_found`, `already_ended` */
export function resumeBatch(actor: Actor, { id }: { id: string }, deps: ChangeDeps): Promise<BatchView> {
  return change(actor, id, deps, async (tx, batch, now) => {
    if (batch.status !== 'paused') throw ended('It is not paused.')
    await tx.batch.update({ where: { id }, data: { status: 'running' } })
    await finishIfOver(tx, { ...batch, status: 'running' }, now)
  })
}

/**
 * Cancels all that no provider works on yet, and gives its credits back; what is being made is finished, and charged only
 * if it succeeds.
 * @throws DomainError `not_found`; `already_ended` when nothing is left to cancel
 */
export async function cancelBatch(
  actor: Actor,
  { id }: { id: string },
  deps: ChangeDeps,
): Promise<BatchView> {
  const accountId = requireAccount(actor, 'generations:write')
  const batch = await findBatch(deps.db, accountId, id)
  if (batch.status !== 'running' && batch.status !== 'paused')
    throw ended('Nothing is left to cancel: every item has ended.')
  await endRest(batch, 'cancelled', deps)
  return viewBatch(await findBatch(deps.db, accountId, id), deps)
}

/**
 * Cancels the rest of a batch: first all that has no generation yet, at once, then the generations that wait, one by one.
 * May be interrupted, and called again.
 */
export async function endRest(batch: Batch, reason: EndReason, deps: ChangeDeps): Promise<void> {
  const { id, accountId } = batch
  const { db, clock } = deps
  const isStill = await inTransaction(db, async (tx) => {
    const now = clock.now()
    await lockLine(tx, accountId)
    const current = await tx.batch.findUniqueOrThrow({ where: { id } })
    if (current.status === 'finished' || current.endReason !== batch.endReason) return false
    await releaseRest(tx, current, reason, now)
    await finishIfOver(tx, current, now)
    await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now })
    return true
  })
  if (!isStill) return
  const begun = await db.batchItem.findMany({
    where: { batchId: id, status: 'started', generationId: { not: null } },
    select: { generationId: true },
  })
  for (const { generationId } of begun) {
    await inTransaction(db, async (tx) => {
      const generation = generationId && (await lockGeneration(tx, { id: generationId }))
      if (generation) await cancelWaiting(tx, generation, deps, clock.now())
    })
  }
  await inTransaction(db, async (tx) => {
    await lockLine(tx, accountId)
    await admitOutputs(tx, accountId, deps)
  })
}

async function change(
  actor: Actor,
  id: string,
  deps: ChangeDeps,
  write: (tx: Transaction, batch: Batch, now: Date) => Promise<void>,
): Promise<BatchView> {
  const accountId = requireAccount(actor, 'generations:write')
  const batch = await inTransaction(deps.db, async (tx) => {
    await lockLine(tx, accountId)
    const now = deps.clock.now()
    await write(tx, await findBatch(tx, accountId, id), now)
    await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now })
    await admitOutputs(tx, accountId, deps)
    return findBatch(tx, accountId, id)
  })
  return viewBatch(batch, deps)
}

function ended(message: string): DomainError {
  return new DomainError('already_ended', message)
}
