import type { ProductState } from '../stores/index.ts'
import { isSameMedia, keyOf, type MediaRef, type Target, type TargetMedia, targetOfState } from './target.ts'

/** What a plan does with one picture. */
export type MediaChange = 'kept' | 'added' | 'removed' | 'moved' | 'described'

/** One picture on one side of a diff. */
export type DiffMedia = TargetMedia & { change: MediaChange }

/** A variant that shall show another picture; null is the product's own. */
export type DiffVariant = {
  foreignId: string
  title: string
  before: MediaRef | null
  after: MediaRef | null
}

/** A plan as two sides to be looked at. */
export type Diff = { before: DiffMedia[]; after: DiffMedia[]; variants: DiffVariant[] }

/** Lays a plan out as what is and what shall be. What is both moved and described anew counts as moved. */
export function diffOf(state: ProductState, target: Target): Diff {
  const present = targetOfState(state)
  const old = new Map(present.media.map(({ ref, alt }) => [keyOf(ref), alt]))
  const staying = stayingOf([...old.keys()], target)
  const after = target.media.map(({ ref, alt }): DiffMedia => {
    const key = keyOf(ref)
    const change = !old.has(key)
      ? 'added'
      : !staying.has(key)
        ? 'moved'
        : old.get(key) === alt
          ? 'kept'
          : 'described'
    return { ref, alt, change }
  })
  const changes = new Map(after.map(({ ref, change }) => [keyOf(ref), change]))
  return {
    before: present.media.map(({ ref, alt }) => ({ ref, alt, change: changes.get(keyOf(ref)) ?? 'removed' })),
    after,
    variants: state.variants.flatMap(({ foreignId, title }) => {
      const [before, wanted] = [present.variants[foreignId] ?? null, target.variants[foreignId] ?? null]
      return isSameMedia(before, wanted) ? [] : [{ foreignId, title, before, after: wanted }]
    }),
  }
}

/** The pictures that keep their place among each other: as many as can be (a longest increasing subsequence). */
function stayingOf(old: readonly string[], { media }: Target): ReadonlySet<string> {
  const ranks = media.map(({ ref }) => old.indexOf(keyOf(ref))).filter((rank) => rank >= 0)
  const longest = ranks.map((rank) => [rank])
  for (const [index, rank] of ranks.entries())
    for (let earlier = 0; earlier < index; earlier += 1) {
      const [run = [], own = []] = [longest[earlier], longest[index]]
      if ((ranks[earlier] ?? 0) < rank && run.length >= own.length) longest[index] = [...run, rank]
    }
  const best = longest.reduce((most, run) => (run.length > most.length ? run : most), [])
  return new Set(best.map((rank) => old[rank] as string))
}
