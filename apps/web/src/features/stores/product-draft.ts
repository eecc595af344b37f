import type { Change } from '@studio/core/publications'
import type { ProductView } from '@studio/core/stores'

type Media = ProductView['media'][number]

/** How a product's pictures shall be, while somebody arranges them; nothing of it is in the store yet. */
export type ProductDraft = {
  /** The store's ids of the pictures that stay, in their order. */
  order: readonly string[]
  alts: Readonly<Record<string, string>>
  /** What variants show: the store's id of a picture, or null for the product's own. */
  links: Readonly<Record<string, string | null>>
}

/** The product as it is. */
export function draftOf({ media, variants }: ProductView): ProductDraft {
  return {
    order: media.map(({ foreignId }) => foreignId),
    alts: Object.fromEntries(media.map(({ foreignId, alt }) => [foreignId, alt])),
    links: Object.fromEntries(variants.map(({ foreignId, mediaId }) => [foreignId, mediaId])),
  }
}

/** Moves a picture by so many places; at the ends it stays. */
export function moveBy(draft: ProductDraft, mediaId: string, by: number): ProductDraft {
  const from = draft.order.indexOf(mediaId)
  return moveTo(draft, mediaId, from + by)
}

/** Moves a picture to a place, counted from 0. */
export function moveTo(draft: ProductDraft, mediaId: string, place: number): ProductDraft {
  const others = draft.order.filter((id) => id !== mediaId)
  const index = Math.max(0, Math.min(place, others.length))
  return { ...draft, order: others.toSpliced(index, 0, mediaId) }
}

/** Takes a picture off; variants that showed it show the product's own. */
export function takeOff(draft: ProductDraft, mediaId: string): ProductDraft {
  return {
    ...draft,
    order: draft.order.filter((id) => id !== mediaId),
    links: Object.fromEntries(
      Object.entries(draft.links).map(([id, shown]) => [id, shown === mediaId ? null : shown]),
    ),
  }
}

/** Puts a picture that was taken off back to its old place, and to the variants that showed it. */
export function putBack(draft: ProductDraft, product: ProductView, mediaId: string): ProductDraft {
  const place = product.media.findIndex(({ foreignId }) => foreignId === mediaId)
  const links = product.variants.flatMap(({ foreignId, mediaId: shown }) =>
    shown === mediaId ? [[foreignId, shown]] : [],
  )
  return { ...moveTo(draft, mediaId, place), links: { ...draft.links, ...Object.fromEntries(links) } }
}

/** The changes that lead from the product to the draft, in an order in which they can be made one after the other. */
export function changesTo(product: ProductView, { order, alts, links }: ProductDraft): Change[] {
  const kept = product.media.filter(({ foreignId }) => order.includes(foreignId))
  return [
    ...product.media
      .filter((media) => !kept.includes(media))
      .map(({ foreignId: mediaId }): Change => ({ op: 'remove', mediaId })),
    ...movesTo(kept, order),
    ...kept.flatMap(({ foreignId: mediaId, alt: old }): Change[] => {
      const alt = (alts[mediaId] ?? old).trim()
      return alt === old.trim() ? [] : [{ op: 'alt', mediaId, alt }]
    }),
    ...product.variants.flatMap(({ foreignId: variantId, mediaId: old }): Change[] => {
      // What showed a picture that goes shows none by that alone.
      const shown = (mediaId: string | null | undefined) =>
        mediaId != null && order.includes(mediaId) ? mediaId : null
      const [now, mediaId] = [shown(old), shown(links[variantId])]
      return mediaId === now ? [] : [{ op: 'link', variantId, mediaId }]
    }),
  ]
}

/** Puts each picture that is not where it belongs behind the one that it follows. */
function movesTo(kept: readonly Media[], order: readonly string[]): Change[] {
  let now = kept.map(({ foreignId }) => foreignId)
  const stays = longestRising(now.map((id) => order.indexOf(id))).map((place) => order[place])
  const moves: Change[] = []
  for (const [index, mediaId] of order.entries()) {
    if (stays.includes(mediaId)) continue
    const others = now.filter((id) => id !== mediaId)
    const position = index === 0 ? 0 : others.indexOf(order[index - 1] as string) + 1
    now = others.toSpliced(position, 0, mediaId)
    moves.push({ op: 'move', mediaId, position })
  }
  return moves
}

/** The longest part of a list, in its order, whose numbers rise: what need not move when the list is sorted. */
function longestRising(numbers: readonly number[]): number[] {
  const best: number[][] = []
  for (const [index, number] of numbers.entries()) {
    const before = best
      .slice(0, index)
      .filter((part) => (part.at(-1) as number) < number)
      .reduce<number[]>((longest, part) => (part.length > longest.length ? part : longest), [])
    best.push([...before, number])
  }
  return best.reduce<number[]>((longest, part) => (part.length > longest.length ? part : longest), [])
}
