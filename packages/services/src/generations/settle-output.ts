import { decideAfterFailure, type Failure, type Recipe } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { type Asset, inTransaction, type NewEvent, recordEvents, type Transaction } from '@studio/db'
import type { StillMaking } from '@studio/integrations/picture-provider'
import { goOnAfterItem } from '../batch-items/index.ts'
import { captureCredits, releaseCredits } from '../credits/index.ts'
import type { Deps } from '../kernel/index.ts'
import { type Announcement, announceAll } from '../webhooks/index.ts'
import { admitOutputs, lockLine } from './admit-outputs.ts'
import { type ClaimedOutput, isFirstAttempt, MAX_CLAIMS, triesOf } from './claim-output.ts'
import { type OutputState, readOutputs, sumUpGeneration } from './finish-generation.ts'
import { type LockedGeneration, lockGeneration } from './lock-generation.ts'

/** The asset that an output becomes. Its bytes are stored before it is written down. */
export type OutputAsset = Pick<
  Asset,
  | ('id' | 'attempt' | 'fileName' | 'mime' | 'sizeBytes' | 'sha256' | 'widthPx' | 'heightPx' | 'hasAlpha')
  | ('thumbHash' | 'marking' | 'durationMs')
>

const WRITE_SUCCESS = {
  name: 'write_success',
  text: `
    WITH made AS (
      INSERT INTO asset (id, account_id, kind, status, attempt, file_name, mime, size_bytes, sha256, width_px, height_px,
        has_alpha, thumb_hash, marking, duration_ms, created_at)
      SELECT id, $2, 'output', 'ready', attempt, "fileName", mime, "sizeBytes", sha256, "widthPx", "heightPx",
        "hasAlpha", "thumbHash", marking, "durationMs", $8::timestamptz
      FROM jsonb_to_record($3::jsonb) AS a (id text, attempt integer, "fileName" text, mime text, "sizeBytes" integer,
        sha256 text, "widthPx" integer, "heightPx" integer, "hasAlpha" boolean, "thumbHash" text, marking text,
        "durationMs" integer)
      RETURNING id)
    UPDATE output SET status = 'succeeded', asset_id = made.id, recipe = $4::jsonb, signature = $5, credits_charged = $6,
      finished_at = $8::timestamptz, claim = CASE WHEN $7::boolean THEN claim END
    FROM made WHERE output.id = $1`,
}

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
    // Only an earlier attempt can have left something; else the worker lets go of it here.
    const keepsClaim = !isFirstAttempt(output)
    const [file, how] = [JSON.stringify(asset), JSON.stringify(recipe)]
    const values = [output.id, accountId, file, how, signature, creditsEach, keepsClaim, now]
    await tx.query(WRITE_SUCCESS, values)
    const entry = { causeId: output.id, reason: 'succeeded', idempotencyKey: `settle:${output.id}` }
    const data = { ...idsOf(output), assetId: asset.id, creditsCharged: creditsEach }
    return {
      became: { status: 'succeeded', creditsCharged: creditsEach },
      events: [eventOf('output.succeeded', output, now)],
      announcements: [{ accountId, type: 'output.succeeded', data, now }],
      moveCredits: async () =>
        void (
          holdId && (await captureCredits(tx, { accountId, holdId, credits: creditsEach, ...entry, now }))
        ),
    }
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
      await tx.output.updateMany({ where: { id: output.id }, data: again })
      const startAfter = new Date(now.getTime() + next.delayMs)
      const payload = { outputId: output.id as Id<'output'>, turn }
      await deps.queue.enqueue(tx, 'output.make', payload, { startAfter })
      return { became: { status: 'queued' }, events: [eventOf('output.retrying', output, now, cost)] }
    }
    const failed = { status: 'failed', failureCode: failure.code } as const
    await tx.output.updateMany({ where: { id: output.id }, data: { ...failed, finishedAt: now } })
    const data = { ...idsOf(output), failureCode: failure.code }
    return {
      became: failed,
      events: [eventOf('output.failed', output, now, cost)],
      announcements: [{ accountId: output.accountId, type: 'output.failed', data, now }],
      moveCredits: () => releaseOutput(tx, generation, output.id, `failed:${failure.code}`, now),
    }
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
    await tx.output.updateMany({
      where: { id: output.id },
      data: { claim: null, turn, ...(isFirst && { submittedAt: now }) },
    })
    const startAfter = new Date(now.getTime() + checkAgainInMs)
    const payload = { outputId: output.id as Id<'output'>, turn }
    await deps.queue.enqueue(tx, 'output.make', payload, { startAfter })
    return { became: {}, events: isFirst ? [eventOf('output.submitted', output, now)] : [] }
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

/** What became of an output, what is to be told of it, and, if it has ended, the credits to move. */
type Written = {
  became: Partial<OutputState>
  events: NewEvent[]
  announcements?: Announcement[]
  moveCredits?: () => Promise<void>
}

/**
 * Settles only what is still this worker's, under the generation's lock, sums the generation up after, and lets
 * the next output of the account begin if this one has ended. An ended output of which something may be left keeps
 * its claim until `removeLeftovers` is done: whatever interrupts that is taken up again.
 */
async function settle(
  output: ClaimedOutput,
  { db, clock, queue }: Pick<Deps, 'db' | 'clock' | 'queue'>,
  write: (tx: Transaction, generation: LockedGeneration, now: Date) => Promise<Written>,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const generation = await lockGeneration(tx, { id: output.generationId })
    if (!generation) return false
    const outputs = await readOutputs(tx, generation.id)
    const before = outputs.find(({ id }) => id === output.id)
    if (before?.status !== 'running' || before.claim !== output.claim) return false
    const { accountId } = generation
    const now = clock.now()
    const { became, events, announcements = [], moveCredits } = await write(tx, generation, now)
    const after = outputs.map((each) => (each === before ? { ...each, ...became } : each))
    const summary = await sumUpGeneration(tx, generation, after, now)
    const told = [...events, ...summary.events]
    if (told.length > 0) await recordEvents(tx, told)
    await announceAll(tx, accountId, [...announcements, ...summary.announcements])
    if (!moveCredits) return true
    // All that nobody else of the account has to wait for is done before its line is taken.
    await lockLine(tx, accountId)
    await moveCredits()
    if (summary.item) await goOnAfterItem(tx, summary.item, { queue }, now)
    await admitOutputs(tx, accountId, { queue })
    return true
  })
}

function idsOf({ id, generationId }: ClaimedOutput) {
  return { outputId: id, generationId }
}

function eventOf(
  type: 'output.submitted' | 'output.succeeded' | 'output.failed' | 'output.retrying',
  { accountId, generationId, id }: ClaimedOutput,
  now: Date,
  cost: { providerCostMicroUsd?: number } = {},
): NewEvent {
  return { accountId, type, subjectId: generationId, facts: { outputId: id, ...cost }, now }
}
