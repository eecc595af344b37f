/** Draws repeatable numbers from a seed. */
export type Random = {
  /** A number from `from` (included) to `to` (excluded). */
  between(from: number, to: number): number
  /** One of the given values. */
  pick<T>(values: readonly [T, ...T[]]): T
  /** A whole number to seed something else with. */
  seed(): number
}

/** Mulberry32: small, fast, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (from, to) => from + next() * (to - from),
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    seed: () => Math.floor(next() * 2 ** 31),
  }
}
