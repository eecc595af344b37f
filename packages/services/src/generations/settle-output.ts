import { decideAfterFailure, type Failure, type Recipe } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { inTransaction, type Prisma, recordEvent, type Transaction } from '@studio/db'
import type { StillMaking } from '@studio/integrations/picture-provider'
import { captureCredits, releaseCredits } from '../credits/index.ts'
import type { Deps } from '../kernel/index.ts'
import { announce } from '../webhooks/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { type ClaimedOutput, MAX_CLAIMS, triesOf } from './claim-output.ts'
import { updateGenerationStatus } from './finish-generation.ts'
import { type LockedGeneration, lockGeneration } from './lock-generation.ts'

/** The asset that an output becomes. Its bytes are stored before it is written down. */
export type OutputAsset = Omit<
  Prisma.AssetUncheckedCreateInput,
  'accountId' | 'kind' | 'status' | 'createdAt'
>

/**
 * Ends an output with a picture: its asset, its recipe and the capture of its credits in one transaction.
 * Answers false when the output is no longer this worker's; the caller then removes what it stored.
 */
export function settleSuccess(
  output: ClaimedOutput,
  asset: OutputAsset,
  { recipe, signature }: { recipe: Recipe; signature: string | null },
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<boolean> {
  return settle(output, deps, async (tx, generation, now) => {
    const { accountId, holdId, creditsEach } = generation
    await tx.asset.create({ data: { ...asset, accountId, kind: 'output', status: 'ready', createdAt: now } })
    await tx.output.update({
      where: { id: output.id },
      data: {
        status: 'succeeded',
        assetId: asset.id,
        recipe,
        signature,
        creditsCharged: creditsEach,
        finishedAt: now,
      },
    })
    const entry = { causeId: output.id, reason: 'succeeded', idempotencyKey: `settle:${output.id}` }
    if (holdId) await captureCredits(tx, { accountId, holdId, credits: creditsEach, ...entry, now })
    await tellOf(tx, 'output.succeeded', output, now)
    const facts = { ...idsOf(output), assetId: asset.id, creditsCharged: creditsEach }
    await announce(tx, { accountId, type: 'output.succeeded', data: facts, now })
  })
}

/** A failed attempt: it costs the person nothing, but it may have cost us (in millionths of a US dollar). */
export type FailedAttempt = Failure & { providerCostMicroUsd: number }

/**
 * Records a failed attempt: the output is queued again where the rules allow it, or ends as failed with its
 * credits released. `jitter` is between 0 and 1. Answers false when the output is no longer this worker's.
 */
export function settleFailure(
  output: ClaimedOutput,
  failure: FailedAttempt,
  jitter: number,
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<boolean> {
  const tries = triesOf(output)
  const next = decideAfterFailure(failure, tries, jitter)
  const cost = { providerCostMicroUsd: failure.providerCostMicroUsd }
  return settle(output, deps, async (tx, generation, now) => {
    if (next.action === 'retry' && tries < MAX_CLAIMS && !generation.isDeleted) {
      const turn = output.turn + 1
      const again = { status: 'queued', claim: null, turn, submittedAt: null } as const
      await tx.output.update({ where: { id: output.id }, data: again })
      const startAfter = new Date(now.getTime() + next.delayMs)
      const payload = { outputId: output.id as Id<'output'>, turn }
      await deps.queue.enqueue(tx, 'output.make', payload, { startAfter })
      return tellOf(tx, 'output.retrying', output, now, cost)
    }
    const failed = { status: 'failed', failureCode: failure.code } as const
    await tx.output.update({ where: { id: output.id }, data: { ...failed, finishedAt: now } })
    await releaseOutput(tx, generation, output.id, `failed:${failure.code}`, now)
    await tellOf(tx, 'output.failed', output, now, cost)
    const facts = { ...idsOf(output), failureCode: failure.code }
    await announce(tx, { accountId: output.accountId, type: 'output.failed', data: facts, now })
  })
}

/**
 * Lets go of an output that the provider is still making: its next turn looks again, and nothing is kept running
 * meanwhile. A look is no try. Answers false when the output is no longer this worker's.
 */
export function settleStillMaking(
  output: ClaimedOutput,
  { checkAgainInMs, isTaken }: StillMaking,
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<boolean> {
  return settle(output, deps, async (tx, _generation, now) => {
    const turn = output.turn + 1
    const isFirst = isTaken && output.submittedAt === null
    await tx.output.update({
      where: { id: output.id },
      data: { claim: null, turn, ...(isFirst && { submittedAt: now }) },
    })
    const startAfter = new Date(now.getTime() + checkAgainInMs)
    const payload = { outputId: output.id as Id<'output'>, turn }
    await deps.queue.enqueue(tx, 'output.make', payload, { startAfter })
    if (isFirst) await tellOf(tx, 'output.submitted', output, now)
  })
}

/** Gives back the credits of one output that ends without a picture. */
export async function releaseOutput(
  tx: Transaction,
  { accountId, holdId, creditsEach }: LockedGeneration,
  outputId: string,
  reason: string,
  now: Date,
): Promise<void> {
  const entry = { causeId: outputId, reason, idempotencyKey: `settle:${outputId}` }
  if (holdId) await releaseCredits(tx, { accountId, holdId, credits: creditsEach, ...entry, now })
}

/**
 * Settles only what is still this worker's, under the generation's lock, sums the generation up after, and lets
 * the next output of the account begin if this one has ended. An ended output keeps its claim until `removeLeftovers` is done: whatever interrupts that is taken up again.
 */
async function settle(
  output: ClaimedOutput,
  { db, clock, queue }: Pick<Deps, 'db' | 'clock' | 'queue'>,
  write: (tx: Transaction, generation: LockedGeneration, now: Date) => Promise<void>,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const generation = await lockGeneration(tx, { id: output.generationId })
    const isOurs = await tx.output.count({ where: { id: output.id, status: 'running', claim: output.claim } })
    if (!generation || !isOurs) return false
    await lockLine(tx, generation.accountId)
    const now = clock.now()
    await write(tx, generation, now)
    await updateGenerationStatus(tx, generation, now)
    await admitOutputs(tx, generation.accountId, { queue })
    return true
  })
}

function idsOf({ id, generationId }: ClaimedOutput) {
  return { outputId: id, generationId }
}

function tellOf(
  tx: Transaction,
  type: 'output.submitted' | 'output.succeeded' | 'output.failed' | 'output.retrying',
  { accountId, generationId, id }: ClaimedOutput,
  now: Date,
  cost: { providerCostMicroUsd?: number } = {},
): Promise<void> {
  const facts = { outputId: id, ...cost }
  return recordEvent(tx, { accountId, type, subjectId: generationId, facts, now })
}
