/**
 * The places that a filter showed, and those that belong to it by now: what is shown stays where it is, also when it no
 * longer belongs, and what is new comes behind it. So nothing moves under the hand that decides.
 */
export function keepOrder(shown: readonly number[], fresh: readonly number[]): readonly number[] {
  const known = new Set(shown)
  const added = fresh.filter((position) => !known.has(position))
  return added.length === 0 ? shown : [...shown, ...added]
}

/** The place to go to from one: the next that is wanted, from the beginning again after the end; null if there is none. */
export function nextWanted(
  order: readonly number[],
  from: number,
  isWanted: (position: number) => boolean,
): number | null {
  const here = order.indexOf(from)
  const ahead = [...order.slice(here + 1), ...order.slice(0, Math.max(0, here))]
  return ahead.find(isWanted) ?? null
}
