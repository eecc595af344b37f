import { FAILURES, type Failure, isOverdue } from '@studio/core/generations'
import { DomainError } from '@studio/core/kernel'
import { isMade, ProviderFailure, type StillMaking } from '@studio/integrations/picture-provider'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { type AskDeps, askProvider } from './ask-provider.ts'
import {
  type ClaimedOutput,
  claimOutput,
  isFirstAttempt,
  isStillOurs,
  MAX_CLAIMS,
  triesOf,
} from './claim-output.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { settleFailure, settleStillMaking, settleSuccess } from './settle-output.ts'
import { storePicture } from './store-picture.ts'
import { writeRecipe } from './write-recipe.ts'

/** One delivery of the job: the output, the job's turn at it, and the signal that says the worker must let go of it. */
export type OutputDelivery = { outputId: string; turn: number; signal: AbortSignal }

type MakeDeps = AskDeps & Pick<Deps, 'queue' | 'logger'>

/** How soon a provider that has our task, and could not be asked about it, is asked again. */
const LOOK_AGAIN_MS = 10_000

/**
 * Makes one output: claim, ask the provider, check, mark, store, settle. Every step may be the last one a
 * killed worker takes; a redelivery then begins again, and only one of them can settle. A provider that takes its
 * time is asked again in a later turn.
 * @throws what is a defect of ours before the provider answered, so that the job is delivered again
 */
export async function makeOutput(
  actor: Actor,
  { outputId, turn, signal }: OutputDelivery,
  deps: MakeDeps,
): Promise<void> {
  requireSystem(actor)
  const output = await claimOutput({ outputId, turn }, deps)
  let isClean = false
  try {
    if (output) isClean = await tryOutput(output, signal, deps)
  } finally {
    if (!isClean)
      await removeLeftovers({ id: outputId, accountId: output?.accountId, attempt: output?.attempt }, deps)
  }
}

/** Answers whether nothing can be left over of this attempt or an earlier one. */
async function tryOutput(output: ClaimedOutput, signal: AbortSignal, deps: MakeDeps): Promise<boolean> {
  const { id: outputId, attempt } = output
  const spending: Spending = { isAnswered: false, providerCostMicroUsd: 0 }
  try {
    if (triesOf(output) > MAX_CLAIMS) throw new ProviderFailure('internal', 'begun too often')
    return await makeClaimed(output, spending, signal, deps)
  } catch (error) {
    signal.throwIfAborted()
    const known = classify(error)
    // A defect before the answer costs nothing to repeat; after it, every redelivery would be paid for again.
    if (!known && !spending.isAnswered) throw error
    const { providerCostMicroUsd } = spending
    const failure = { providerCostMicroUsd, ...(known ?? { code: 'internal' as const }) }
    const facts = { outputId, attempt, ...describe(error, failure) }
    if (known) deps.logger.warn(facts, 'output attempt failed')
    else deps.logger.error({ ...facts, err: error }, 'output attempt failed')
    const pause = pauseInMaking(output, failure, deps.clock.now())
    if (pause) await settleStillMaking(output, pause, deps)
    else await settleFailure(output, failure, Math.random(), deps)
    return false
  }
}

/** Whether the provider answered an attempt and what it took, known even when the attempt fails afterwards. */
type Spending = { isAnswered: boolean; providerCostMicroUsd: number }

async function makeClaimed(
  output: ClaimedOutput,
  spending: Spending,
  signal: AbortSignal,
  deps: MakeDeps,
): Promise<boolean> {
  const { model, beganAt, made, isWaiting } = await askProvider(output, signal, deps)
  if (!isMade(made)) {
    if (isWaiting) await settleStillMaking(output, made, deps)
    else await waitForProvider(output, made, deps)
    return false
  }
  spending.isAnswered = true
  spending.providerCostMicroUsd = made.usage.costMicroUsd
  const recipe = writeRecipe(output, { model, made, beganAt, endedAt: deps.clock.now() })
  // The call takes long: whoever lost the output meanwhile need not store anything.
  if (!(await isStillOurs(output, deps))) return false
  const asset = await storePicture(output, made, deps)
  const isOurs = await settleSuccess(output, asset, { recipe, signature: made.signature }, deps)
  return isOurs && isFirstAttempt(output)
}

async function waitForProvider(output: ClaimedOutput, answer: StillMaking, deps: MakeDeps): Promise<void> {
  if (!isOverdue(output, deps.clock.now())) return void (await settleStillMaking(output, answer, deps))
  const code = output.submittedAt ? 'timed_out' : 'rate_limited'
  await settleFailure(output, { code, isFinal: true, providerCostMicroUsd: 0 }, 0, deps)
}

/**
 * A provider that has our task goes on with it, whether we reach it or not: what passes by itself is waited for, since
 * another try would have it made, and paid for, twice.
 */
function pauseInMaking(output: ClaimedOutput, { code, retryAfterMs = 0 }: Failure, now: Date) {
  if (output.submittedAt === null || FAILURES[code].retry !== 'later' || isOverdue(output, now)) return null
  return { checkAgainInMs: Math.max(LOOK_AGAIN_MS, retryAfterMs), isTaken: true }
}

/** What went wrong, in the words of the rules; null when it is a defect of ours. */
function classify(error: unknown): (Failure & { providerCostMicroUsd?: number }) | null {
  if (error instanceof ProviderFailure) {
    const { code, retryAfterMs, usage } = error
    return {
      code,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(usage && { providerCostMicroUsd: usage.costMicroUsd }),
    }
  }
  if (error instanceof PictureUnreadable) return { code: 'bad_image' }
  if (error instanceof DomainError && error.code === 'storage_unavailable')
    return { code: 'storage_unavailable' }
  if (error instanceof DomainError && error.code === 'not_found') return { code: 'source_gone' }
  return null
}

function describe(error: unknown, { code }: Failure) {
  return { code, diagnosis: error instanceof ProviderFailure ? error.diagnosis : (error as Error).name }
}
