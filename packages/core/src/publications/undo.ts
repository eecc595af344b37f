import type { ProductState } from '../stores/index.ts'
import type { Expectation } from './conflicts.ts'
import type { Step } from './steps.ts'
import { type MediaRef, type Target, targetOfState } from './target.ts'

/**
 * How a product shall be once a publication is undone: as its snapshot says, with what was taken off brought back from
 * it. What the store's people added since stays, behind the rest: it was never ours to take away. `ours` are the ids of
 * the pictures that the publication brought.
 */
export function targetOfUndo(
  snapshot: Expectation,
  current: ProductState,
  ours: ReadonlySet<string>,
): Target {
  const present = new Set(current.media.map(({ foreignId }) => foreignId))
  const refOf = (mediaId: string): MediaRef =>
    present.has(mediaId) ? { from: 'store', mediaId } : { from: 'snapshot', mediaId }
  const known = new Set(snapshot.media.map(({ foreignId }) => foreignId))
  const addedByOthers = targetOfState(current).media.filter(
    ({ ref }) => ref.from === 'store' && !known.has(ref.mediaId) && !ours.has(ref.mediaId),
  )
  const links = new Map(snapshot.variants.map(({ foreignId, mediaId }) => [foreignId, mediaId]))
  return {
    media: [
      ...snapshot.media.map(({ foreignId, alt }) => ({ ref: refOf(foreignId), alt })),
      ...addedByOthers,
    ],
    variants: Object.fromEntries(
      current.variants.map(({ foreignId, mediaId }) => {
        const before = links.has(foreignId) ? (links.get(foreignId) ?? null) : mediaId
        if (before === null) return [foreignId, null]
        // A variant may show a picture that is not among the product's own: that one was never taken off.
        return [foreignId, known.has(before) ? refOf(before) : { from: 'store', mediaId: before }]
      }),
    ),
  }
}

/**
 * What of a snapshot undoing is to restore: all but the pictures that somebody else has taken off since. The publication
 * left those where they were, so that nothing of them was kept, and their files may be gone. `steps` are its own.
 */
export function restorableOf(
  { media, variants }: Expectation,
  steps: readonly Step[],
  current: Expectation,
): Expectation {
  const ours = steps.flatMap((step) =>
    step.kind === 'detach' || step.kind === 'discard' ? [step.mediaId] : [],
  )
  const known = new Set([...ours, ...current.media.map(({ foreignId }) => foreignId)])
  const lost = new Set(media.map(({ foreignId }) => foreignId).filter((mediaId) => !known.has(mediaId)))
  return {
    media: media.filter(({ foreignId }) => !lost.has(foreignId)),
    variants: variants.filter(({ mediaId }) => mediaId === null || !lost.has(mediaId)),
  }
}
