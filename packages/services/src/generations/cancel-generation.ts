import type { GenerationView } from '@studio/core/generations'
import { DomainError, type Id } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { findGeneration } from './find-generation.ts'
import { updateGenerationStatus } from './finish-generation.ts'
import { type LockedGeneration, lockGeneration } from './lock-generation.ts'
import { releaseOutput } from './settle-output.ts'
import { viewGeneration } from './view-generation.ts'

/**
 * Cancels what of a generation no provider works on yet, and releases its credits. What runs is let run: providers cannot
 * be told to stop and take their price all the same; it is charged only if it succeeds.
 * @throws DomainError `not_found`; `already_ended` when nothing is left to cancel
 */
export async function cancelGeneration(
  actor: Actor,
  { id }: { id: Id<'generation'> },
  { db, clock, queue }: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<GenerationView> {
  const accountId = requireAccount(actor, 'generations:write')
  return inTransaction(db, async (tx) => {
    await findGeneration(tx, accountId, id)
    const generation = await lockGeneration(tx, { id })
    const cancelled = generation ? await cancelWaiting(tx, generation, { queue }, clock.now()) : 0
    if (cancelled === 0) {
      throw new DomainError(
        'already_ended',
        'Nothing is left to cancel: all of it is being made or has ended.',
      )
    }
    await admitOutputs(tx, accountId, { queue })
    return viewGeneration(await findGeneration(tx, accountId, id))
  })
}

/**
 * Cancels the outputs of a locked generation that are queued or wait until a provider takes them, and locks the account's
 * line; answers how many there were.
 */
export async function cancelWaiting(
  tx: Transaction,
  generation: LockedGeneration,
  deps: Pick<Deps, 'queue'>,
  now: Date,
): Promise<number> {
  const { id, accountId } = generation
  await lockLine(tx, accountId)
  const isUntaken = { status: 'running' as const, claim: null, submittedAt: null }
  const waiting = await tx.output.findMany({
    where: { generationId: id, OR: [{ status: 'queued' }, isUntaken] },
  })
  const cancelled = { status: 'cancelled', isWaiting: false } as const
  for (const output of waiting) {
    await tx.output.update({ where: { id: output.id }, data: { ...cancelled, finishedAt: now } })
    await releaseOutput(tx, generation, output.id, 'cancelled', now)
    const facts = { outputId: output.id }
    await recordEvent(tx, { accountId, type: 'output.cancelled', subjectId: id, facts, now })
  }
  if (waiting.length > 0) await updateGenerationStatus(tx, generation, deps, now)
  return waiting.length
}
