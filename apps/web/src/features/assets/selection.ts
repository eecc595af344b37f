/** Which things of a list are chosen. `anchor` is where a range started: the last one chosen by itself. */
export type Selection<Id = string> = { ids: ReadonlySet<Id>; anchor: Id | null }

/** Nothing chosen. */
export const NO_SELECTION: Selection = { ids: new Set(), anchor: null }

/** Chooses one more, or takes it out. */
export function toggleOne<Id>({ ids }: Selection<Id>, id: Id): Selection<Id> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Chooses all from the anchor to `id`, as with shift and click; without an anchor only `id`. */
export function extendTo<Id>({ ids, anchor }: Selection<Id>, id: Id, order: readonly Id[]): Selection<Id> {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from === -1 || to === -1) return toggleOne({ ids, anchor }, id)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...ids, ...range]), anchor }
}

/** Forgets whatever is no longer there. Gives the same selection back when nothing is gone. */
export function keepExisting<Id>(selection: Selection<Id>, existing: ReadonlySet<Id>): Selection<Id> {
  const ids = new Set([...selection.ids].filter((id) => existing.has(id)))
  if (ids.size === selection.ids.size) return selection
  const { anchor } = selection
  return { ids, anchor: anchor !== null && existing.has(anchor) ? anchor : null }
}
