import type { EventType } from '@studio/core/events'
import { type Transaction, wakeListeners } from './client.ts'

/** An event to write down: ids and numbers only. */
export type NewEvent = {
  accountId: string
  type: EventType
  subjectId?: string
  facts?: Record<string, string | number | boolean>
  now: Date
}

/** An event as a listener hears of it. */
export type AnnouncedEvent = { id: string; accountId: string; type: EventType; subjectId: string | null }

/** Writes an event down; listeners hear of it once the transaction has committed. */
export function recordEvent(tx: Pick<Transaction, 'event'>, event: NewEvent): Promise<void> {
  return recordEvents(tx, [event])
}

/** Writes events down that happened together, as `recordEvent` does. */
export async function recordEvents(
  tx: Pick<Transaction, 'event'>,
  events: readonly NewEvent[],
): Promise<void> {
  await tx.event.createMany({
    data: events.map(({ accountId, type, subjectId, facts, now }) => ({
      ...{ accountId, type, subjectId: subjectId ?? null, facts: facts ?? {}, createdAt: now },
    })),
  })
  wakeListeners(tx)
}
