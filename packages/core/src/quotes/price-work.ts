import { DomainError } from '../kernel/index.ts'
import {
  type AspectRatio,
  DEFAULT_MODEL_ID,
  findModel,
  IMAGE_SIZES,
  type ImageSize,
  isServed,
  type Model,
} from '../models/index.ts'
import { findShot, type Shot } from '../shots/index.ts'
import type { QuoteView, Work } from './schema.ts'

/** How long a quote may be used after it was made. */
export const QUOTE_VALID_MINUTES = 30

/** A piece of work with every choice settled: nothing is left for later code to default. */
export type SettledWork = {
  shot: Shot | null
  words: string
  model: Model
  sourceAssetIds: Work['sourceAssetIds']
  count: number
  aspectRatio: AspectRatio
  imageSize: ImageSize
  creditsPerOutput: number
  credits: number
}

/**
 * Settles and prices a piece of work from the registries alone.
 * @throws DomainError `invalid_input`, `model_retired`, `option_not_supported`; nothing is charged
 */
export function priceWork(work: Work, now: Date): SettledWork {
  const model = requireServedModel(work.modelId ?? DEFAULT_MODEL_ID, now)
  const shot = work.shotId === undefined ? null : requireShot(work.shotId)
  const words = work.prompt ?? ''
  if (!shot && words === '') {
    throw new DomainError(
      'invalid_input',
      'Choose a shot, or say in your own words what the picture should show.',
    )
  }
  if (shot && work.sourceAssetIds.length === 0) {
    throw new DomainError('invalid_input', 'Add a photo of your product: a shot shows what is on it.')
  }
  if (work.sourceAssetIds.length > model.maxSourceAssets) {
    throw new DomainError(
      'option_not_supported',
      `${model.name} takes at most ${model.maxSourceAssets} photos.`,
    )
  }
  if (new Set(work.sourceAssetIds).size !== work.sourceAssetIds.length) {
    throw new DomainError('invalid_input', 'The same photo is listed twice.')
  }
  const aspectRatio = work.aspectRatio ?? shot?.defaultAspectRatio ?? '1:1'
  if (!model.aspectRatios.includes(aspectRatio)) {
    throw new DomainError('option_not_supported', `${model.name} does not make ${aspectRatio} pictures.`)
  }
  const imageSize = work.imageSize ?? IMAGE_SIZES.find((size) => model.creditsPerOutput[size] !== undefined)
  const creditsPerOutput = imageSize && model.creditsPerOutput[imageSize]
  if (!imageSize || creditsPerOutput === undefined) {
    throw new DomainError('option_not_supported', `${model.name} does not make ${work.imageSize} pictures.`)
  }
  return {
    shot,
    words,
    model,
    aspectRatio,
    imageSize,
    creditsPerOutput,
    sourceAssetIds: work.sourceAssetIds,
    count: work.count,
    credits: creditsPerOutput * work.count,
  }
}

/** The lines of a quote, whose sum is its price. */
export function quoteItems(work: SettledWork): QuoteView['items'] {
  const label = `${work.shot?.name ?? 'Your own words'} · ${work.model.name} · ${work.imageSize} · ${work.aspectRatio}`
  return [{ label, count: work.count, creditsEach: work.creditsPerOutput, credits: work.credits }]
}

/** When a quote made at `now` stops being valid. */
export function quoteExpiry(now: Date): Date {
  return new Date(now.getTime() + QUOTE_VALID_MINUTES * 60_000)
}

function requireServedModel(modelId: string, now: Date): Model {
  const model = findModel(modelId)
  if (!model) throw new DomainError('invalid_input', `There is no model called "${modelId}".`)
  if (isServed(model, now)) return model
  const instead = model.replacementId && findModel(model.replacementId)
  throw new DomainError(
    'model_retired',
    `${model.name} was retired on ${model.retiresOn}.${instead ? ` Use ${instead.name} instead.` : ''}`,
    { replacementId: model.replacementId },
  )
}

function requireShot(shotId: string): Shot {
  const shot = findShot(shotId)
  if (shot) return shot
  throw new DomainError('invalid_input', `There is no shot called "${shotId}".`)
}
