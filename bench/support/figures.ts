/** The value that a share of all values does not exceed; `share` is between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Prints one line: what was measured, its median, how far it spreads, and the goal. */
export function report(what: string, values: readonly number[], unit: string, goal = ''): void {
  const [low, median, high] = [0, 0.5, 0.95].map((share) => percentile(values, share).toFixed(1))
  console.log(
    `${what}: median ${median} ${unit} (least ${low}, p95 ${high}, n ${values.length})${goal && ` · goal ${goal}`}`,
  )
}

/** How long `work` takes, in milliseconds. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** How long work took, and the processor's time that this process spent meanwhile, in milliseconds. */
export type Cost = { ms: number; cpuMs: number }

/** Runs `work` and answers what it cost. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage()
  const ms = await timeMs(work)
  const { user, system } = process.cpuUsage(before)
  return { ms, cpuMs: (user + system) / 1000 }
}
