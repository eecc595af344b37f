/** How long changes are gathered before anything is read again; a generation of eight brings many at once. */
export const GATHER_MS = 150

/** How long while they do not end, as with a batch that runs for an hour: nobody reads faster. */
export const GATHER_LONG_MS = 1000

/** So many readings within so long are as quick as can be: one generation from its start to its end. */
const QUICK_READINGS = 6
const QUICK_SPAN_MS = 7000

/** Gathers changes, and hands them over together: soon while they are few, once a second while they do not end. */
export function gatherChanges<Change>(apply: (changes: Change[]) => void): {
  add(change: Change): void
  stop(): void
} {
  let gathered: Change[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAt: number[] = []

  function handOver(): void {
    timer = undefined
    readAt = [...readAt, Date.now()].slice(-QUICK_READINGS)
    const changes = gathered
    gathered = []
    apply(changes)
  }

  return {
    add(change) {
      gathered.push(change)
      const isMany = readAt.length === QUICK_READINGS && Date.now() - (readAt[0] ?? 0) < QUICK_SPAN_MS
      timer ??= setTimeout(handOver, isMany ? GATHER_LONG_MS : GATHER_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
