import { setImmediate as nextTurn } from 'node:timers/promises'

/** How many share a trip at the most, so that nobody waits long for others. */
const MAX_TOGETHER = 32

/**
 * Serves what comes in groups: what comes in the same turn of the process, or while others are on their way, goes
 * together. At most `groups` are under way at a time. `serve` must not fail.
 */
export function inGroups<Item>(
  groups: number,
  serve: (group: readonly Item[]) => Promise<void>,
): (item: Item) => void {
  const waiting: Item[] = []
  let lines = 0
  let underWay = 0

  /** Takes its share of what waits, again and again, until nothing does. */
  async function openLine(): Promise<void> {
    lines++
    // Whoever was answered just now may have more to ask.
    for (await nextTurn(); waiting.length > 0; await nextTurn()) {
      const share = Math.ceil(waiting.length / (groups - underWay))
      underWay++
      await serve(waiting.splice(0, Math.min(share, MAX_TOGETHER)))
      underWay--
    }
    lines--
  }

  return (item) => {
    waiting.push(item)
    if (lines < groups) void openLine()
  }
}
