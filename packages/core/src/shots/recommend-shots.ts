import type { ProductCategory, Shot } from './shot.ts'

/** How many shots are recommended at most. */
export const MAX_RECOMMENDED = 8

/** What is known of a product, as far as the choice of its shots goes. */
export type KnownProduct = { category: ProductCategory; suggestedShotIds: readonly string[] }

/**
 * The ids of the shots that suit a product, best first: those that the analysis suggested, then those made for its
 * category, then those for every product, main pictures first. One photo of it is enough for each of them; utilities
 * and saved shots are never recommended.
 */
export function recommendShots(
  product: KnownProduct | null,
  shots: readonly Pick<Shot, 'id' | 'kind' | 'categories' | 'slots' | 'needs'>[],
): string[] {
  const offered = shots.filter(({ kind, needs }) => kind === 'shot' && needs.photos <= 1)
  const suggested = product?.suggestedShotIds.flatMap((id) => offered.filter((shot) => shot.id === id)) ?? []
  const ofCategory = offered.filter(({ categories }) => product && categories.includes(product.category))
  const forAll = offered.filter(({ categories }) => categories.length === 0)
  const mainOfAll = forAll.filter(({ slots }) => slots.includes('main'))
  const ids = [...suggested, ...ofCategory, ...mainOfAll, ...forAll].map(({ id }) => id)
  return [...new Set(ids)].slice(0, MAX_RECOMMENDED)
}

/** One list out of those for several photos: the best of each, then the second best of each. */
export function mergeRecommended(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  const ranks = Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? []))
  return [...new Set(ranks.flat())].slice(0, MAX_RECOMMENDED)
}
