import { type AspectRatio, IMAGE_SIZES, type ImageSize, type ModelView } from '@studio/core/models'
import type { Work } from '@studio/core/quotes'
import type { ShotView } from '@studio/core/shots'
import { choosableModels, type Draft } from './draft.ts'

/** What is offered to choose from. */
export type Offer = { shots: readonly ShotView[]; models: readonly ModelView[] }

/** What will really be made, and in words where that is not what was wished for. */
export type Settled = {
  shot: ShotView | null
  model: ModelView
  aspectRatio: AspectRatio
  imageSize: ImageSize
  /** Amber remarks, each beside the choice it is about. */
  notes: { model?: string; aspectRatio?: string; imageSize?: string; sources?: string }
  /** Why it cannot be started yet, in a sentence; null when nothing is missing. */
  missing: string | null
  work: Work
}

/** Settles a draft against what is offered: every wish is met or moved to the nearest that the model can do. */
export function settleDraft(draft: Draft, offer: Offer): Settled | null {
  const model = settleModel(draft.modelId, offer.models)
  if (!model.value) return null
  const shot = offer.shots.find(({ id }) => id === draft.shotId) ?? null
  const aspectRatio = settleRatio(draft.aspectRatio ?? shot?.defaultAspectRatio ?? '1:1', model.value)
  const imageSize = settleSize(draft.imageSize, model.value)
  const words = draft.words.trim()
  const tooMany = draft.sourceIds.length - model.value.maxSourceAssets
  const sources = `${model.value.name} takes ${model.value.maxSourceAssets} photos at most. Remove ${tooMany}.`
  return {
    shot,
    model: model.value,
    aspectRatio: aspectRatio.value,
    imageSize: imageSize.value,
    notes: {
      ...(model.note && { model: model.note }),
      ...(aspectRatio.note && { aspectRatio: aspectRatio.note }),
      ...(imageSize.note && { imageSize: imageSize.note }),
      ...(tooMany > 0 && { sources }),
    },
    missing: tooMany > 0 ? sources : findMissing(draft.sourceIds.length, shot, words),
    work: {
      ...(shot && { shotId: shot.id }),
      ...(words && { prompt: words }),
      modelId: model.value.id,
      sourceAssetIds: [...draft.sourceIds],
      count: draft.count,
      aspectRatio: aspectRatio.value,
      imageSize: imageSize.value,
    },
  }
}

/** A settled wish; `note` says in words that something else had to be taken. */
type Choice<Value> = { value: Value; note?: string }

function findMissing(sourceCount: number, shot: ShotView | null, words: string): string | null {
  if (!shot && words === '') return 'Choose a shot, or say in your own words what the picture should show.'
  if (shot && sourceCount === 0) return 'Add a photo of your product.'
  return null
}

function settleModel(wish: string, models: readonly ModelView[]): Choice<ModelView | undefined> {
  const served = choosableModels(models)
  const wished = models.find(({ id }) => id === wish)
  if (wished?.isServed) return { value: wished }
  const value = served.find(({ id }) => id === wished?.replacementId) ?? served[0]
  return wished && value
    ? { value, note: `${wished.name} is retired; ${value.name} takes its place.` }
    : { value }
}

function settleRatio(wish: AspectRatio, model: ModelView): Choice<AspectRatio> {
  const [first = wish, ...others] = model.aspectRatios
  if (model.aspectRatios.includes(wish)) return { value: wish }
  const value = others.reduce((best, ratio) => (apart(ratio, wish) < apart(best, wish) ? ratio : best), first)
  return { value, note: `${model.name} does not make ${wish}; ${value} is the nearest.` }
}

function settleSize(wish: ImageSize | null, model: ModelView): Choice<ImageSize> {
  const offered = model.sizes.map(({ imageSize }) => imageSize)
  const smallest = offered[0] ?? '1K'
  if (wish === null || offered.includes(wish)) return { value: wish ?? smallest }
  const value = offered.findLast((size) => IMAGE_SIZES.indexOf(size) < IMAGE_SIZES.indexOf(wish)) ?? smallest
  return { value, note: `${model.name} does not make ${wish}; ${value} is the nearest.` }
}

/** How different two ratios look: 1:2 is as far from 1:1 as 2:1 is. */
function apart(a: AspectRatio, b: AspectRatio): number {
  return Math.abs(Math.log(ratioOf(a) / ratioOf(b)))
}

/** Width divided by height. */
export function ratioOf(aspectRatio: AspectRatio): number {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return width / height
}
