/** The emulator's time: it stands still between `advance` calls, or runs with the machine's. */
export type EmulatorClock = {
  nowMs(): number
  /** Runs something at a time; at once if that has come. */
  at(timeMs: number, run: () => unknown): void
  /** Lets time pass, and runs in order what becomes due; fulfils when all of it has ended. */
  advance(byMs: number): Promise<void>
  /** Forgets what was to come, and every `advance`. */
  reset(): void
}

type Entry = { timeMs: number; run: () => unknown }

/** Starts at the machine's time. `isRunning` false keeps it still. */
export function createClock({ isRunning }: { isRunning: boolean }): EmulatorClock {
  const startMs = Date.now()
  let passedMs = 0
  let entries: Entry[] = []
  let timer: NodeJS.Timeout | undefined

  const nowMs = () => (isRunning ? Date.now() : startMs) + passedMs

  function takeDue(): Entry | undefined {
    const due = entries.filter(({ timeMs }) => timeMs <= nowMs()).sort((a, b) => a.timeMs - b.timeMs)[0]
    if (due) entries = entries.filter((entry) => entry !== due)
    return due
  }

  async function runDue(): Promise<void> {
    for (let due = takeDue(); due; due = takeDue()) {
      // Where time runs by itself, nothing waits for what takes long.
      if (isRunning) due.run()
      else await due.run()
    }
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (!isRunning || entries.length === 0) return
    const nextMs = Math.min(...entries.map(({ timeMs }) => timeMs))
    timer = setTimeout(() => void runDue(), Math.max(0, nextMs - nowMs()))
  }

  return {
    nowMs,
    at(timeMs, run) {
      if (timeMs <= nowMs()) {
        run()
        return
      }
      entries.push({ timeMs, run })
      schedule()
    },
    async advance(byMs) {
      const untilMs = nowMs() + byMs
      for (;;) {
        const nextMs = Math.min(...entries.map(({ timeMs }) => timeMs), untilMs)
        passedMs += Math.max(0, nextMs - nowMs())
        await runDue()
        if (nextMs >= untilMs) return
      }
    },
    reset() {
      entries = []
      passedMs = 0
      clearTimeout(timer)
    },
  }
}
