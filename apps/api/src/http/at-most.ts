/**
 * Lets at most `limit` of the works that come through it run at once; the others wait in the order in which they came.
 * A work whose signal is aborted while it waits is never begun. @throws the signal's reason
 */
export function atMost(
  limit: number,
): <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work, signal) => {
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      // Whoever is next takes this place.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
