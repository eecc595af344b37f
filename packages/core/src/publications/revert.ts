import type { ProductState, VariantState } from '../stores/index.ts'
import type { Progress } from './progress.ts'
import type { Step } from './steps.ts'
import { isSameMedia, keyOf, type MediaRef, type Target, type TargetMedia, targetOfState } from './target.ts'

/**
 * How a product shall be once the steps that a publication has taken are taken back, and those alone: what others have
 * changed since stays as they want it. Pictures that were taken off come back from the publication's own snapshot.
 */
export function targetOfRevert(progress: Progress, live: ProductState): Target {
  const { start, brought } = progress
  const taken = takenSteps(progress)
  const isThere = (mediaId: string) => live.media.some(({ foreignId }) => foreignId === mediaId)
  const refOf = (mediaId: string): MediaRef => {
    if (isThere(mediaId)) return { from: 'store', mediaId }
    const back = brought[keyOf({ from: 'snapshot', mediaId })]
    return back !== undefined && isThere(back)
      ? { from: 'store', mediaId: back }
      : { from: 'snapshot', mediaId }
  }
  const takenOff = new Set(
    taken.flatMap((step) => (step.kind === 'detach' || step.kind === 'discard' ? [step.mediaId] : [])),
  )
  const kept = start.media
    .filter(({ foreignId }) => isThere(foreignId) || takenOff.has(foreignId))
    .map(({ foreignId, alt }) => ({ ref: refOf(foreignId), alt: altOf(foreignId, alt, taken, live) }))
  const known = new Set([...kept.map(({ ref }) => keyOf(ref)), ...ours(progress).map(keyInStore)])
  const foreign = targetOfState(live).media.filter(({ ref }) => !known.has(keyOf(ref)))
  const media = [...orderOf(kept, taken, live), ...foreign]
  const linkOf = (variant: VariantState): MediaRef | null => {
    const mediaId = linkBefore(variant, progress, taken)
    const ref = mediaId === null ? null : refOf(mediaId)
    return ref && media.some((other) => isSameMedia(other.ref, ref)) ? ref : null
  }
  return {
    media,
    variants: Object.fromEntries(live.variants.map((variant) => [variant.foreignId, linkOf(variant)])),
  }
}

const keyInStore = (mediaId: string) => keyOf({ from: 'store', mediaId })

/** The step after the last that is done for sure may have been taken as well. */
function takenSteps({ steps, stepsDone }: Progress): readonly Step[] {
  return steps.slice(0, stepsDone + 1)
}

/** The store's ids of the pictures that this publication has put on the product. */
function ours(progress: Progress): string[] {
  return takenSteps(progress).flatMap((step) =>
    step.kind === 'bring' ? (progress.brought[keyOf(step.ref)] ?? []) : [],
  )
}

/** Words that we wrote are taken back; words that somebody wrote since are not. */
function altOf(mediaId: string, before: string, taken: readonly Step[], live: ProductState): string {
  const now = live.media.find(({ foreignId }) => foreignId === mediaId)?.alt
  const isOurs = taken.some((step) => step.kind === 'alt' && step.mediaId === mediaId && step.alt === now)
  return now === undefined || isOurs ? before : now
}

/** As it was, unless somebody has put the pictures into an order that is neither the one before nor ours. */
function orderOf(
  kept: readonly TargetMedia[],
  taken: readonly Step[],
  live: ProductState,
): readonly TargetMedia[] {
  const keys = kept.map(({ ref }) => keyOf(ref))
  const among = (order: readonly string[]) => order.filter((key) => keys.includes(key)).join('\n')
  const now = live.media.map(({ foreignId }) => keyInStore(foreignId))
  const there = keys.filter((key) => now.includes(key)).join('\n')
  const isOurs = taken.some((step) => step.kind === 'order' && among(step.refs.map(keyOf)) === among(now))
  if (among(now) === there || isOurs) return kept
  const rank = ({ ref }: TargetMedia) => {
    const index = now.indexOf(keyOf(ref))
    return index < 0 ? now.length : index
  }
  return kept.toSorted((a, b) => rank(a) - rank(b))
}

/** What a variant shows again: what it did, where what it shows is our doing. */
function linkBefore(
  { foreignId, mediaId }: VariantState,
  progress: Progress,
  taken: readonly Step[],
): string | null {
  const before = progress.start.variants.find((variant) => variant.foreignId === foreignId)
  const link = taken.findLast((step) => step.kind === 'link' && step.variantId === foreignId)
  const shown = link?.kind === 'link' ? link.ref && idIn(progress, link.ref) : undefined
  const isOurs = mediaId === shown || (mediaId !== null && ours(progress).includes(mediaId))
  return before && isOurs ? before.mediaId : mediaId
}

/** Undefined for what was not brought yet. */
function idIn({ brought }: Progress, ref: MediaRef): string | undefined {
  return ref.from === 'store' ? ref.mediaId : brought[keyOf(ref)]
}
