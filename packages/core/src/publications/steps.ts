import type { ProductState } from '../stores/index.ts'
import { isSameMedia, keyOf, type MediaRef, type Target, type TargetMedia, targetOfState } from './target.ts'

/**
 * One call to the store. `bring` puts a picture on the product that is not there: an asset of ours, or one that the
 * snapshot has kept. `detach` takes one off and leaves the file; `discard` also deletes it, and is only for pictures that
 * we added ourselves.
 */
export type Step =
  | { kind: 'bring'; ref: Exclude<MediaRef, { from: 'store' }>; alt: string }
  | { kind: 'alt'; mediaId: string; alt: string }
  | { kind: 'link'; variantId: string; ref: MediaRef | null }
  | { kind: 'order'; refs: readonly MediaRef[] }
  | { kind: 'detach'; mediaId: string }
  | { kind: 'discard'; mediaId: string }

/** What a plan must know besides: how many pictures the store takes, and which of them we added. */
export type StepContext = { mediaPerProduct: number; addedByUs: ReadonlySet<string> }

/**
 * The calls that lead from how a product is to how it shall be, none of them more than needed. Pictures are brought
 * before others are taken off, so that a shopper never sees a product without any, unless the store would not take
 * that many at once.
 */
export function planSteps(state: ProductState, target: Target, context: StepContext): Step[] {
  const present = targetOfState(state)
  const kept = new Set(target.media.map(({ ref }) => keyOf(ref)))
  const brought = target.media.flatMap(({ ref, alt }): Step[] =>
    ref.from === 'store' ? [] : [{ kind: 'bring', ref, alt }],
  )
  const removed = state.media
    .map(({ foreignId }) => foreignId)
    .filter((mediaId) => !kept.has(keyOf({ from: 'store', mediaId })))
    .map((mediaId): Step => ({ kind: context.addedByUs.has(mediaId) ? 'discard' : 'detach', mediaId }))
  const described = target.media.flatMap(({ ref, alt }): Step[] =>
    ref.from === 'store' && altOf(present.media, ref) !== alt
      ? [{ kind: 'alt', mediaId: ref.mediaId, alt }]
      : [],
  )
  // A variant that was deleted since shows nothing.
  const linked = Object.entries(present.variants).flatMap(([variantId, shown]): Step[] => {
    const ref = target.variants[variantId]
    return ref === undefined || isSameMedia(shown, ref) ? [] : [{ kind: 'link', variantId, ref }]
  })
  const isFull = state.media.length + brought.length > context.mediaPerProduct
  const changed = isFull ? [...removed, ...brought] : brought
  return [...changed, ...described, ...linked, ...ordered(state, target), ...(isFull ? [] : removed)]
}

/** What is brought lands at the end: without an order of their own, that is where it stays. */
function ordered(state: ProductState, { media }: Target): Step[] {
  const wanted = media.map(({ ref }) => keyOf(ref))
  const kept = state.media
    .map(({ foreignId }) => keyOf({ from: 'store', mediaId: foreignId }))
    .filter((key) => wanted.includes(key))
  const natural = [...kept, ...wanted.filter((key) => !key.startsWith('store '))]
  const isNatural = natural.every((key, index) => key === wanted[index])
  return isNatural ? [] : [{ kind: 'order', refs: media.map(({ ref }) => ref) }]
}

function altOf(media: readonly TargetMedia[], ref: MediaRef): string | undefined {
  return media.find((other) => isSameMedia(other.ref, ref))?.alt
}
