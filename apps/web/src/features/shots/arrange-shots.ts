import type { ProductCategory, ShotSlot, ShotView } from '@studio/core/shots'

/** What the gallery is narrowed down to. */
export type ShotFilter = {
  search: string
  /** Null: for any place in a listing. */
  slot: ShotSlot | null
  /** Null: for any kind of product. */
  category: ProductCategory | null
  isFavouritesOnly: boolean
}

/** A part of the gallery. Every shot stands in one of them only. */
export type ShotSection = {
  id: 'recommended' | 'yours' | 'shots' | 'utilities'
  heading: string
  shots: ShotView[]
}

/**
 * The gallery in its sections: what suits the product first, then one's own shots, the catalogue with favourites ahead,
 * and what changes a picture that is there already. Empty sections are left out.
 *
 * @param recommendedIds shots that suit the product, best first
 * @param firstIds shots to put ahead of the others in their section
 */
export function arrangeShots(
  shots: readonly ShotView[],
  filter: ShotFilter,
  recommendedIds: readonly string[],
  firstIds: ReadonlySet<string>,
): ShotSection[] {
  // What was found to suit the product does so, whatever kind of product it is for.
  const recommended = recommendedIds
    .flatMap((id) => shots.find((shot) => shot.id === id) ?? [])
    .filter((shot) => isWanted(shot, { ...filter, category: null }))
  const others = shots.filter((shot) => isWanted(shot, filter) && !recommended.includes(shot))
  const ofKind = (kind: ShotView['kind']) => {
    const matching = others.filter((shot) => shot.kind === kind)
    return [
      ...matching.filter(({ id }) => firstIds.has(id)),
      ...matching.filter(({ id }) => !firstIds.has(id)),
    ]
  }
  const sections: ShotSection[] = [
    { id: 'recommended', heading: 'Recommended for this product', shots: recommended },
    { id: 'yours', heading: 'Your shots', shots: ofKind('saved') },
    { id: 'shots', heading: recommended.length > 0 ? 'More shots' : 'Shots', shots: ofKind('shot') },
    { id: 'utilities', heading: 'Change a picture', shots: ofKind('utility') },
  ]
  return sections.filter((section) => section.shots.length > 0)
}

/** Whether a shot's name, purpose or place contains every word, and nothing else speaks against it. */
function isWanted(shot: ShotView, { search, slot, category, isFavouritesOnly }: ShotFilter): boolean {
  if (isFavouritesOnly && !shot.isFavourite) return false
  // Own shots say nothing of places and products, so nothing there can speak against them.
  if (slot !== null && shot.slots.length > 0 && !shot.slots.includes(slot)) return false
  if (category !== null && shot.categories.length > 0 && !shot.categories.includes(category)) return false
  const text = [shot.name, shot.purpose, shot.saved?.words, ...shot.slots].join(' ').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
