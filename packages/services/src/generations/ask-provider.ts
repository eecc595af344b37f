import {
  type AspectRatio,
  findModel,
  type ImageSize,
  type Model,
  type Provider,
  type Registry,
} from '@studio/core/models'
import type { ShotOptions, StudioScene } from '@studio/core/shots'
import {
  type MadePicture,
  ProviderFailure,
  type ProviderTask,
  type StillMaking,
} from '@studio/integrations/picture-provider'
import type { Deps } from '../kernel/index.ts'
import { askForTurn, noteOutcome } from '../provider-traffic/index.ts'
import { callbackUrlFor } from './callback-url.ts'
import type { ClaimedOutput } from './claim-output.ts'
import { notYetShown, readConversation, toEarlierTurns } from './conversation.ts'
import { readSources } from './read-sources.ts'

/** What asking a provider takes. */
export type AskDeps = Pick<
  Deps,
  'db' | 'clock' | 'store' | 'pictures' | 'providers' | 'registry' | 'keys' | 'publicUrl' | 'trafficLimits'
>

/**
 * What the provider answered, and since when it has been at it. `isWaiting`: it was not asked, because it is down or has
 * enough to do.
 */
export type Answer = { model: Model; beganAt: Date; made: MadePicture | StillMaking; isWaiting: boolean }

/**
 * Asks the provider of an output for its picture, or whether it has finished.
 * @throws ProviderFailure
 */
export async function askProvider(
  output: ClaimedOutput,
  signal: AbortSignal,
  deps: AskDeps,
): Promise<Answer> {
  const { generation } = output
  const model = requireModel(await deps.registry(), generation.modelId)
  const provider = deps.providers[model.provider]
  const task = taskOf(output, model, deps)
  const waitMs = task.isTaken ? null : await askForTurn(model.provider, deps)
  const beganAt = output.submittedAt ?? deps.clock.now()
  if (waitMs !== null)
    return { model, beganAt, made: { checkAgainInMs: waitMs, isTaken: false }, isWaiting: true }
  // A task that the provider has is only looked at; its pictures need not be read again for that.
  const shown = task.isTaken ? { sources: [], earlier: [] } : await readPictures(output, provider, deps)
  const request = {
    model,
    prompt: generation.prompt,
    ...shown,
    aspectRatio: generation.aspectRatio as AspectRatio,
    imageSize: generation.imageSize as ImageSize,
    seed: output.seed,
    index: output.index,
    options: generation.options as ShotOptions,
    scene: generation.scene as StudioScene | null,
    task,
  }
  return {
    model,
    beganAt,
    made: await ask(() => provider.makePicture(request, signal), provider, deps),
    isWaiting: false,
  }
}

/** Asks, and notes for all others how that went. */
async function ask<Result>(
  call: () => Promise<Result>,
  { id }: { id: Provider },
  deps: AskDeps,
): Promise<Result> {
  try {
    const result = await call()
    await noteOutcome(id, null, deps)
    return result
  } catch (error) {
    if (error instanceof ProviderFailure) await noteOutcome(id, error, deps)
    throw error
  }
}

/** The same however often this try is taken up again; every new try is a task of its own. */
function taskOf(
  { id, turn, polls, isNewTry, submittedAt }: ClaimedOutput,
  { provider }: Model,
  deps: Pick<Deps, 'keys' | 'publicUrl'>,
): ProviderTask {
  const callbackUrl = provider === 'kling' ? callbackUrlFor(id, deps) : null
  return {
    id: `${id}-${turn - polls}`,
    isNew: isNewTry,
    isTaken: submittedAt !== null,
    ...(callbackUrl && { callbackUrl }),
  }
}

async function readPictures(
  { generation }: ClaimedOutput,
  { takesOriginals }: { takesOriginals: boolean },
  deps: AskDeps,
) {
  const turns = await readConversation(deps.db, generation)
  const [sources, earlier] = await Promise.all([
    readSources(notYetShown(generation.sources, turns), { takesOriginals }, deps),
    toEarlierTurns(turns, deps),
  ])
  return { sources, earlier }
}

function requireModel(registry: Registry, modelId: string): Model {
  const model = findModel(registry, modelId)
  if (!model) throw new ProviderFailure('model_gone', `no model ${modelId} in the registry`)
  return model
}
