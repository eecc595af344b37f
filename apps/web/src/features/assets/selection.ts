/** Which assets are chosen. `anchor` is where a range started: the last one chosen by itself. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null }

/** Nothing chosen. */
export const NO_SELECTION: Selection = { ids: new Set(), anchor: null }

/** Chooses one more, or takes it out. */
export function toggleOne({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Chooses all from the anchor to `id`, as with shift and click; without an anchor only `id`. */
export function extendTo({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from === -1 || to === -1) return toggleOne({ ids, anchor }, id)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...ids, ...range]), anchor }
}

/** Forgets whatever is no longer there. Gives the same selection back when nothing is gone. */
export function keepExisting(selection: Selection, existing: ReadonlySet<string>): Selection {
  const ids = new Set([...selection.ids].filter((id) => existing.has(id)))
  if (ids.size === selection.ids.size) return selection
  const { anchor } = selection
  return { ids, anchor: anchor !== null && existing.has(anchor) ? anchor : null }
}
