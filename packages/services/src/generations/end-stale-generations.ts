import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { HOLD_LASTS_MS } from '../credits/index.ts'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { announce } from '../webhooks/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { updateGenerationStatus } from './finish-generation.ts'
import { lockGeneration } from './lock-generation.ts'
import { releaseOutput } from './settle-output.ts'

/** How many generations one run ends; the next run takes the rest. */
const PER_RUN = 100

/**
 * Ends what is still open of generations that have outlived the time of a hold: the outputs count as timed out and
 * their credits are released. A worker that still has one of them can no longer settle it.
 */
export async function endStaleGenerations(
  actor: Actor,
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<void> {
  const { db, clock } = deps
  requireSystem(actor)
  const now = clock.now()
  const begunBefore = new Date(now.getTime() - HOLD_LASTS_MS)
  const stale = await db.generation.findMany({
    where: { createdAt: { lte: begunBefore }, status: { in: ['queued', 'running'] } },
    select: { id: true },
    take: PER_RUN,
  })
  for (const { id } of stale) await inTransaction(db, (tx) => endOpenOutputs(tx, id, now, deps))
}

async function endOpenOutputs(
  tx: Transaction,
  id: string,
  now: Date,
  deps: Pick<Deps, 'queue'>,
): Promise<void> {
  const generation = await lockGeneration(tx, { id })
  if (!generation) return
  await lockLine(tx, generation.accountId)
  const open = await tx.output.findMany({
    where: { generationId: id, status: { in: ['queued', 'running'] } },
  })
  for (const output of open) {
    const ended = { status: 'failed', failureCode: 'timed_out', claim: null, isWaiting: false } as const
    await tx.output.update({ where: { id: output.id }, data: { ...ended, finishedAt: now } })
    await releaseOutput(tx, generation, output.id, 'failed:timed_out', now)
    const { accountId } = generation
    await recordEvent(tx, {
      accountId,
      type: 'output.failed',
      subjectId: id,
      facts: { outputId: output.id },
      now,
    })
    const data = { outputId: output.id, generationId: id, failureCode: 'timed_out' }
    await announce(tx, { accountId, type: 'output.failed', data, now })
  }
  await updateGenerationStatus(tx, generation, deps, now)
  await admitOutputs(tx, generation.accountId, deps)
}
