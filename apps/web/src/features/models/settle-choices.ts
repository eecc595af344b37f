import { type AspectRatio, IMAGE_SIZES, type ImageSize, type ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { nearestRatio, ratioName } from '../../lib/ratio.ts'
import { isLocal } from './offer-models.ts'

/** A settled wish; `note` says in words that something else had to be taken. */
export type Choice<Value> = { value: Value; note?: string }

/** How many pictures are made when nobody says. */
const USUAL_PICTURES = 4

/** The ratio that was chosen, else the shot's own, or the nearest that the model makes. */
export function settleRatio(
  wish: AspectRatio | null,
  usual: AspectRatio,
  model: ModelView,
): Choice<AspectRatio> {
  const value = nearestRatio(wish ?? usual, model.aspectRatios)
  if (wish === null || wish === value || model.aspectRatios.length === 1) return { value }
  const isNear = wish !== 'source'
  return {
    value,
    note: `${model.name} does not make ${isNear ? wish : 'the ratio of the photo'}; ${ratioName(value)} is ${isNear ? 'the nearest' : 'taken instead'}.`,
  }
}

/** The size that was chosen, else the shot's own; where the model lacks it, the nearest smaller one. */
export function settleSize(
  wish: ImageSize | null,
  shot: ShotView | null,
  model: ModelView,
): Choice<ImageSize> {
  const offered = model.sizes.map(({ imageSize }) => imageSize)
  const smallest = offered[0] ?? '1K'
  const usual = offered.find((size) => size === shot?.defaultImageSize) ?? smallest
  // Pictures and videos have sizes of their own: a wish for one says nothing about the other.
  if (wish === null || isVideoSize(wish) !== (model.makes === 'video')) return { value: usual }
  if (offered.includes(wish)) return { value: wish }
  const value = offered.findLast((size) => IMAGE_SIZES.indexOf(size) < IMAGE_SIZES.indexOf(wish)) ?? smallest
  return { value, note: `${model.name} does not make ${wish}; ${value} is the nearest.` }
}

/** How long a video plays, in seconds; null for pictures. */
export function settleDuration(wish: number | undefined, model: ModelView): number | null {
  const [usual] = model.durationsSec
  if (usual === undefined) return null
  return wish !== undefined && model.durationsSec.includes(wish) ? wish : usual
}

/**
 * How many are made. The local studio makes the same picture every time, so one is enough; of videos, which cost the
 * most, one unless somebody wants more.
 */
export function settleCount(
  { count, usualCount }: { count: number | null; usualCount: number | null },
  model: ModelView,
): number {
  if (isLocal(model)) return 1
  if (count !== null) return count
  return model.makes === 'video' ? 1 : (usualCount ?? USUAL_PICTURES)
}

/** What one output costs at each size, in credits; of a video, at the length that was chosen. */
export function pricesOf(
  model: ModelView,
  durationSec: number | null,
): { imageSize: ImageSize; credits: number }[] {
  return model.sizes.map(({ imageSize, credits }) => ({
    imageSize,
    credits: model.makes === 'video' ? credits * (durationSec ?? 1) : credits,
  }))
}

function isVideoSize(size: ImageSize): boolean {
  return size.endsWith('p')
}
