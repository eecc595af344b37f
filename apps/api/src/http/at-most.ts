/** Runs a work when there is a place for it. */
export type InTurn = <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>

/**
 * Lets at most `limit` of the works that come through it run at once; the others wait in the order in which they came.
 * A work whose signal is aborted while it waits is never begun. @throws the signal's reason
 */
export function atMost(limit: number): InTurn {
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

/**
 * Lets at most `all` works run at once, and of one key at most `each`: one account whose works take long leaves places
 * for the others.
 */
export function atMostOfEach({ each, all }: { each: number; all: number }): (key: string) => InTurn {
  const whole = atMost(all)
  const gates = new Map<string, { run: InTurn; users: number }>()
  return (key) => async (work, signal) => {
    const gate = gates.get(key) ?? { run: atMost(each), users: 0 }
    gates.set(key, gate)
    gate.users += 1
    try {
      return await gate.run(() => whole(work, signal), signal)
    } finally {
      gate.users -= 1
      if (gate.users === 0) gates.delete(key)
    }
  }
}
