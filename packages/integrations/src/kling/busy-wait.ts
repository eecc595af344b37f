/** The vendor asks for a second at least (kling.ai/document-api, concurrency). */
const LEAST_MS = 1000
const MOST_MS = 15_000

/** How long to wait for a place, longer each time in a row that there was none. */
export type BusyWait = {
  /** Milliseconds to wait after one more refusal. */
  next(key: string): number
  /** There was a place again. */
  reset(key: string): void
}

/** Counts refusals by key; Kling's places are those of a model. */
export function createBusyWait(): BusyWait {
  const refusals = new Map<string, number>()
  return {
    next(key) {
      const before = refusals.get(key) ?? 0
      refusals.set(key, before + 1)
      return Math.min(MOST_MS, LEAST_MS * 2 ** before)
    },
    reset: (key) => void refusals.delete(key),
  }
}
