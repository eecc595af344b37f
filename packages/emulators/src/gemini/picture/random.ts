/** Draws repeatable numbers from a seed. */
export type Random = {
  /** A number from `from` (included) to `to` (excluded). */
  between(from: number, to: number): number
  /** One of the given values. */
  pick<T>(values: readonly [T, ...T[]]): T
  /** A whole number to seed something else with. */
  seed(): number
}

/** Mulberry32: small, fast, and the same on every machine. Seeds are spread first: callers count 1, 2, 3, 4. */
export function createRandom(seed: number): Random {
  let state = Math.imul((seed | 0) ^ 0x5bd1e995, 0x9e3779b1)
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
