/** What came in. */
export type Journal<Entry> = {
  /** Copies of what came in, oldest first. */
  entries(): Entry[]
  record(entry: Entry): void
  reset(): void
}

/** A journal that keeps the newest entries alone. */
export function createJournal<Entry>(mostEntries = 1000): Journal<Entry> {
  const entries: Entry[] = []
  return {
    entries: () => structuredClone(entries),
    record(entry) {
      entries.push(entry)
      if (entries.length > mostEntries) entries.shift()
    },
    reset() {
      entries.length = 0
    },
  }
}
