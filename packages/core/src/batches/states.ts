/** The states of a batch. `draft` is not begun; `finished` is its end, whatever came of its items. */
export const BATCH_STATUSES = ['draft', 'running', 'paused', 'finished'] as const

/** The state of a batch. */
export type BatchStatus = (typeof BATCH_STATUSES)[number]

/** The states of one item. `pending` and `started` are open; the others are ends, which only a retry leaves. */
export const ITEM_STATUSES = ['pending', 'started', 'succeeded', 'failed', 'cancelled'] as const

/** The state of one item. */
export type ItemStatus = (typeof ITEM_STATUSES)[number]

/** How many items are in each state. */
export type ItemCounts = Record<ItemStatus, number>

/** No items at all. */
export const NO_ITEMS: ItemCounts = { pending: 0, started: 0, succeeded: 0, failed: 0, cancelled: 0 }

/** How many items that are. They always add up: every item is in one state. */
export function totalOf(counts: ItemCounts): number {
  return ITEM_STATUSES.reduce((sum, status) => sum + counts[status], 0)
}

/** Whether nothing is left to be done. */
export function isOver(counts: ItemCounts): boolean {
  return counts.pending === 0 && counts.started === 0
}

/** As many items must have ended before a stop-loss looks at them: one failure of two says nothing. */
export const STOP_LOSS_SAMPLE = 10

/**
 * Whether so many have failed that the rest should not be begun: of at least `STOP_LOSS_SAMPLE` that succeeded or failed,
 * more than `percent` in a hundred.
 */
export function isStopLoss({ succeeded, failed }: ItemCounts, percent: number | null): boolean {
  const ended = succeeded + failed
  return percent !== null && ended >= STOP_LOSS_SAMPLE && failed * 100 > ended * percent
}

/**
 * How many items of a batch are on their way at once: enough that the account's line of outputs is never empty, few enough
 * that a pause or a stop-loss is felt soon.
 */
export function windowFor(concurrentOutputs: number): number {
  return concurrentOutputs * 2
}

/** What is known of a batch's pace: items a minute, and how many minutes are left; null before anything has ended. */
export type Pace = { itemsPerMinute: number; minutesLeft: number } | null

/** The pace by what has ended in the last `spanMs`, in milliseconds. */
export function paceOf(endedInSpan: number, spanMs: number, counts: ItemCounts): Pace {
  if (endedInSpan === 0 || spanMs <= 0) return null
  const itemsPerMinute = (endedInSpan / spanMs) * 60_000
  return { itemsPerMinute, minutesLeft: (counts.pending + counts.started) / itemsPerMinute }
}
