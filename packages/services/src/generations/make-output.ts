import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { assetKey, FILE_ENDINGS } from '@studio/core/assets'
import { type AiMarking, type Failure, markingAfter, type Recipe } from '@studio/core/generations'
import { DomainError, type Id } from '@studio/core/kernel'
import { type AspectRatio, findModel, type ImageSize, type Model, type Registry } from '@studio/core/models'
import { findShot, type ShotOptions, type SourceRole } from '@studio/core/shots'
import {
  isMade,
  type MadePicture,
  ProviderFailure,
  type SourcePicture,
} from '@studio/integrations/picture-provider'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { sizeOf, storeDerivatives } from '../assets/index.ts'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { type ClaimedOutput, claimOutput, isStillOurs, MAX_CLAIMS } from './claim-output.ts'
import { assetIdOf, removeLeftovers } from './remove-leftovers.ts'
import { type OutputAsset, settleFailure, settleSuccess } from './settle-output.ts'

/** One delivery of the job: the output, the job's turn at it, and the signal that says the worker must let go of it. */
export type OutputDelivery = { outputId: string; turn: number; signal: AbortSignal }

type MakeDeps = Pick<
  Deps,
  'db' | 'queue' | 'clock' | 'store' | 'pictures' | 'providers' | 'registry' | 'logger'
>

/**
 * Makes one output: claim, ask the provider, check, mark, store, settle. Every step may be the last one a
 * killed worker takes; a redelivery then begins again, and only one of them can settle.
 * @throws what is a defect of ours before the provider answered, so that the job is delivered again
 */
export async function makeOutput(
  actor: Actor,
  { outputId, turn, signal }: OutputDelivery,
  deps: MakeDeps,
): Promise<void> {
  requireSystem(actor)
  const output = await claimOutput({ outputId, turn }, deps)
  try {
    if (output) await tryOutput(output, signal, deps)
  } finally {
    await removeLeftovers({ id: outputId, accountId: output?.accountId, attempt: output?.attempt }, deps)
  }
}

async function tryOutput(output: ClaimedOutput, signal: AbortSignal, deps: MakeDeps): Promise<void> {
  const { id: outputId, attempt } = output
  const spending: Spending = { isAnswered: false, providerCostMicroUsd: 0 }
  try {
    if (attempt > MAX_CLAIMS) throw new ProviderFailure('internal', 'begun too often')
    await makeClaimed(output, spending, signal, deps)
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
    await settleFailure(output, failure, Math.random(), deps)
  }
}

/** Whether the provider answered an attempt and what it took, known even when the attempt fails afterwards. */
type Spending = { isAnswered: boolean; providerCostMicroUsd: number }

async function makeClaimed(
  output: ClaimedOutput,
  spending: Spending,
  signal: AbortSignal,
  deps: MakeDeps,
): Promise<void> {
  const model = requireModel(await deps.registry(), output.generation.modelId)
  const sources = await readSources(output, deps)
  const beganAt = deps.clock.now()
  const made = await deps.providers[model.provider].makePicture(
    {
      model,
      prompt: output.generation.prompt,
      sources,
      aspectRatio: output.generation.aspectRatio as AspectRatio,
      imageSize: output.generation.imageSize as ImageSize,
      seed: output.seed,
      index: output.index,
      options: output.generation.options as ShotOptions,
      scene: findShot(output.generation.shotId ?? '')?.scene ?? null,
      earlier: [],
      task: { id: `${output.id}-${output.turn - output.polls}`, isNew: output.attempt === 1 },
    },
    signal,
  )
  if (!isMade(made)) throw new ProviderFailure('timed_out', 'still making')
  spending.isAnswered = true
  spending.providerCostMicroUsd = made.usage.costMicroUsd
  const recipe = writeRecipe(output, model, made, beganAt, deps.clock.now())
  // The call takes long: whoever lost the output meanwhile need not store anything.
  if (!(await isStillOurs(output, deps))) return
  const asset = await storePicture(output, made, deps)
  await settleSuccess(output, asset, recipe, deps)
}

/** The source photos as the provider wants them. @throws ProviderFailure `source_gone`, `source_unreadable` */
async function readSources(
  { generation }: ClaimedOutput,
  { store, pictures }: Pick<Deps, 'store' | 'pictures'>,
): Promise<SourcePicture[]> {
  return Promise.all(
    generation.sources.map(async ({ asset, role }) => {
      if (!asset || asset.deletedAt) throw new ProviderFailure('source_gone', 'the asset was deleted')
      if (asset.status === 'refused') throw new ProviderFailure('source_unreadable', 'the asset was refused')
      const { body } = await store.get(assetKey(asset, 'original'))
      const prepared = await pictures.prepareSource(await buffer(body)).catch((error: unknown) => {
        throw error instanceof PictureUnreadable
          ? new ProviderFailure('source_unreadable', 'the asset cannot be decoded')
          : error
      })
      return { ...prepared, role: role as SourceRole }
    }),
  )
}

async function storePicture(
  output: ClaimedOutput,
  made: MadePicture,
  deps: Pick<Deps, 'store' | 'pictures'>,
): Promise<OutputAsset> {
  const id = assetIdOf(output.id)
  const { accountId, attempt } = output
  const place = { accountId, id, attempt }
  const ofSources = output.generation.sources.map(({ asset }) => (asset?.marking ?? null) as AiMarking | null)
  const marking = markingAfter(made.marking, ofSources)
  const [original, derivatives] = await Promise.all([
    deps.pictures.mark(made.bytes, made.mime, marking),
    deps.pictures.derive(made.bytes, marking),
  ])
  const facts = { mime: made.mime, sizeBytes: original.byteLength }
  await Promise.all([
    deps.store.put(assetKey(place, 'original'), original, facts),
    storeDerivatives(place, derivatives, deps),
  ])
  const sha256 = createHash('sha256').update(original).digest('hex')
  const fileName = nameFor(output, made.mime)
  return { id, attempt, fileName, sha256, marking, ...facts, ...sizeOf(derivatives) }
}

/** A name a person can file: the source's own, the shot, and which one of them it is. */
function nameFor({ generation, index }: ClaimedOutput, mime: string): string {
  const source = generation.sources[0]?.asset?.fileName.replace(/\.[a-z0-9]{2,5}$/i, '')
  const what = [source, generation.shotId ?? 'picture', index + 1].filter(Boolean).join('-')
  return `${what}.${FILE_ENDINGS[mime] ?? 'img'}`
}

function writeRecipe(
  output: ClaimedOutput,
  model: Model,
  made: MadePicture,
  beganAt: Date,
  endedAt: Date,
): Recipe {
  const { generation } = output
  return {
    provider: model.provider,
    modelId: model.id,
    modelVersion: made.modelVersion,
    shotId: generation.shotId,
    shotVersion: generation.shotVersion ?? findShot(generation.shotId ?? '')?.version ?? null,
    words: generation.words,
    prompt: generation.prompt,
    sources: generation.sources.map(({ assetId, sha256, role }) => ({
      assetId: assetId as Id<'asset'>,
      sha256,
      role: role as SourceRole,
    })),
    refinesOutputId: generation.refinesOutputId as Id<'output'> | null,
    options: generation.options as ShotOptions,
    cutOut: made.cutOut && { confidence: made.cutOut.confidence, hasMask: false },
    aspectRatio: generation.aspectRatio as AspectRatio,
    imageSize: generation.imageSize as ImageSize,
    seed: output.seed,
    costCredits: generation.creditsEach,
    providerCostMicroUsd: made.usage.costMicroUsd,
    inputTokens: made.usage.inputTokens,
    outputTokens: made.usage.outputTokens,
    durationMs: endedAt.getTime() - beganAt.getTime(),
    madeAt: endedAt.toISOString(),
  }
}

function requireModel(registry: Registry, modelId: string): Model {
  const model = findModel(registry, modelId)
  if (!model) throw new ProviderFailure('model_gone', `no model ${modelId} in the registry`)
  return model
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
