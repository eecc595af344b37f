import { DomainError, type Id } from '../kernel/index.ts'
import {
  type AspectRatio,
  creditsFor,
  findModel,
  IMAGE_SIZES,
  type ImageSize,
  isServed,
  type Model,
  type Registry,
} from '../models/index.ts'
import type { Shot, ShotOptions, SourceRole } from '../shots/index.ts'
import type { QuoteView, Work } from './schema.ts'

/** How long a quote may be used after it was made. */
export const QUOTE_VALID_MINUTES = 30

/** A piece of work with every choice settled: nothing is left for later code to default. */
export type SettledWork = {
  shot: Shot | null
  words: string
  model: Model
  /** The version of the registry, and so of the prices, that it was settled with. */
  registryVersion: string
  sourceAssetIds: Work['sourceAssetIds']
  /** What each source is there for, in their order. */
  sourceRoles: readonly SourceRole[]
  refinesOutputId: Id<'output'> | null
  count: number
  aspectRatio: AspectRatio
  imageSize: ImageSize
  options: ShotOptions
  creditsPerOutput: number
  credits: number
}

/** What work is settled with: the shot it names and the model that shall make it, both already found. */
export type WorkContext = { registry: Registry; shot: Shot | null; modelId: string }

/**
 * Settles and prices a piece of work from the registries alone.
 * @throws DomainError `invalid_input`, `model_retired`, `option_not_supported`; nothing is charged
 */
export function priceWork(work: Work, { registry, shot, modelId }: WorkContext, now: Date): SettledWork {
  const model = requireServedModel(registry, modelId, now)
  const words = work.prompt ?? ''
  const sourceRoles = settleRoles(work, shot)
  refuseIncomplete(work, shot, words, sourceRoles)
  refuseUnable(model, work, shot)
  const aspectRatio = settleRatio(work, shot, model)
  const imageSize = settleSize(work, shot, model)
  const options = settleOptions(work, shot, model)
  const creditsPerOutput = creditsFor(model, imageSize, options.durationSec ?? null) ?? 0
  return {
    shot,
    words,
    model,
    registryVersion: registry.version,
    aspectRatio,
    imageSize,
    options,
    creditsPerOutput,
    sourceAssetIds: work.sourceAssetIds,
    sourceRoles,
    refinesOutputId: work.refinesOutputId ?? null,
    count: work.count,
    credits: creditsPerOutput * work.count,
  }
}

/** The lines of a quote, whose sum is its price. */
export function quoteItems(work: SettledWork): QuoteView['items'] {
  const what = work.shot?.name ?? (work.refinesOutputId ? 'A change in your own words' : 'Your own words')
  const length = work.model.makes === 'video' ? ` · ${work.options.durationSec} s` : ''
  const label = `${what} · ${work.model.name} · ${work.imageSize}${length} · ${work.aspectRatio}`
  return [{ label, count: work.count, creditsEach: work.creditsPerOutput, credits: work.credits }]
}

/** When a quote made at `now` stops being valid. */
export function quoteExpiry(now: Date): Date {
  return new Date(now.getTime() + QUOTE_VALID_MINUTES * 60_000)
}

/** Roles not named: the first picture of a utility is the one to change, every other one shows the product. */
function settleRoles({ sourceAssetIds, sourceRoles }: Work, shot: Shot | null): SourceRole[] {
  if (sourceRoles && sourceRoles.length !== sourceAssetIds.length) {
    throw new DomainError('invalid_input', 'Give as many roles as photos, in the same order.')
  }
  const isUtility = shot?.kind === 'utility'
  return sourceAssetIds.map(
    (_, index) => sourceRoles?.[index] ?? (isUtility && index === 0 ? 'base' : 'product'),
  )
}

function refuseIncomplete(work: Work, shot: Shot | null, words: string, roles: readonly SourceRole[]): void {
  const refuse = (sentence: string) => {
    throw new DomainError('invalid_input', sentence)
  }
  if (new Set(work.sourceAssetIds).size !== work.sourceAssetIds.length)
    refuse('The same photo is listed twice.')
  if (work.refinesOutputId) {
    if (words === '') refuse('Say in your own words what shall be different.')
    return
  }
  if (!shot) {
    if (words === '') refuse('Choose a shot, or say in your own words what the picture should show.')
    return
  }
  const { needs } = shot
  if (work.sourceAssetIds.length < needs.photos) {
    refuse(
      needs.photos === 1
        ? 'Add a photo of your product: a shot shows what is on it.'
        : `${shot.name} needs at least ${needs.photos} photos.`,
    )
  }
  const role = needs.roles.find((needed) => !roles.includes(needed))
  if (role) refuse(`${shot.name} needs a photo with the role “${role}”.`)
  const option = needs.options.find((needed) => (work.options ?? shot.options)[needed] === undefined)
  if (option) refuse(`${shot.name} needs the option “${option}”.`)
  if (needs.words && words === '') refuse(`${shot.name} needs your own words.`)
}

function refuseUnable(model: Model, work: Work, shot: Shot | null): void {
  const task = work.refinesOutputId ? ['edit' as const] : (shot?.tasks ?? ['scene' as const])
  if (!task.some((wanted) => model.tasks.includes(wanted))) {
    throw new DomainError('option_not_supported', `${model.name} cannot make ${shot?.name ?? 'this'}.`)
  }
  if (work.sourceAssetIds.length > model.maxSourceAssets) {
    throw new DomainError(
      'option_not_supported',
      `${model.name} takes at most ${model.maxSourceAssets} photos.`,
    )
  }
  if (!work.refinesOutputId && work.sourceAssetIds.length < model.minSourceAssets) {
    throw new DomainError('option_not_supported', `${model.name} needs ${model.minSourceAssets} photos.`)
  }
}

/** What was asked for; else what the shot prefers; else what the model can. */
function settleRatio(work: Work, shot: Shot | null, model: Model): AspectRatio {
  if (work.aspectRatio && !model.aspectRatios.includes(work.aspectRatio)) {
    throw new DomainError('option_not_supported', `${model.name} does not make ${work.aspectRatio} pictures.`)
  }
  const wanted = work.aspectRatio ?? (work.refinesOutputId ? 'source' : (shot?.defaultAspectRatio ?? '1:1'))
  return model.aspectRatios.includes(wanted) ? wanted : (model.aspectRatios[0] ?? '1:1')
}

function settleSize(work: Work, shot: Shot | null, model: Model): ImageSize {
  const offered = IMAGE_SIZES.filter((size) => model.creditsPerOutput[size] !== undefined)
  const [smallest] = offered
  if (!smallest || (work.imageSize && !offered.includes(work.imageSize))) {
    const what = model.makes === 'video' ? 'videos' : 'pictures'
    throw new DomainError('option_not_supported', `${model.name} does not make ${work.imageSize} ${what}.`)
  }
  if (work.imageSize) return work.imageSize
  return offered.find((size) => size === shot?.defaultImageSize) ?? smallest
}

/** The shot's own options, overruled by what was chosen; a video always knows how long it plays. */
function settleOptions(work: Work, shot: Shot | null, model: Model): ShotOptions {
  const { durationSec, ...options } = { ...shot?.options, ...work.options }
  const [usual] = model.durationsSec
  if (usual === undefined) return options
  if (durationSec !== undefined && !model.durationsSec.includes(durationSec)) {
    const offered = [...model.durationsSec].sort((a, b) => a - b).join(', ')
    throw new DomainError('option_not_supported', `${model.name} makes videos of ${offered} seconds.`)
  }
  return { ...options, durationSec: durationSec ?? usual }
}

function requireServedModel(registry: Registry, modelId: string, now: Date): Model {
  const model = findModel(registry, modelId)
  if (!model) throw new DomainError('invalid_input', `There is no model called "${modelId}".`)
  if (isServed(model, now)) return model
  const instead = model.replacementId && findModel(registry, model.replacementId)
  throw new DomainError(
    'model_retired',
    `${model.name} was retired on ${model.retiresOn}.${instead ? ` Use ${instead.name} instead.` : ''}`,
    { replacementId: model.replacementId },
  )
}
