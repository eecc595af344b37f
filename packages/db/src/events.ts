import type { EventType } from '@studio/core/events'
import { Client } from 'pg'
import type { Transaction } from './client.ts'

/** An event to write down: ids and numbers only. */
export type NewEvent = {
  accountId: string
  type: EventType
  subjectId?: string
  facts?: Record<string, string | number | boolean>
  now: Date
}

/** An event as it was announced at commit. */
export type AnnouncedEvent = { id: string; accountId: string; type: EventType; subjectId: string | null }

/** Writes an event down; listeners hear of it when the transaction commits. */
export async function recordEvent(
  tx: Pick<Transaction, 'event'>,
  { accountId, type, subjectId, facts, now }: NewEvent,
): Promise<void> {
  await tx.event.create({
    data: { accountId, type, subjectId: subjectId ?? null, facts: facts ?? {}, createdAt: now },
  })
}

/** A running subscription to events. */
export type EventListener = { close(): Promise<void> }

/** What a listener is told: an event, or that some may have been missed while the connection was down. */
export type EventSink = { onEvent(event: AnnouncedEvent): void; onGap(): void; onError(error: Error): void }

const RECONNECT_MS = 500

/**
 * Listens to committed events on one connection of its own, and reconnects for as long as it is open.
 * @throws Error when the first connection cannot be made; nothing is left behind then
 */
export async function listenToEvents(url: string, sink: EventSink): Promise<EventListener> {
  let isClosed = false
  let client = await connect(url, sink)
  const reconnect = async () => {
    while (!isClosed) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
      if (isClosed) return
      try {
        client = await connect(url, sink)
      } catch (error) {
        sink.onError(error as Error)
        continue
      }
      client.once('end', reconnect)
      if (isClosed) return client.end()
      sink.onGap()
      return
    }
  }
  client.once('end', reconnect)
  return {
    async close() {
      isClosed = true
      await client.end()
    },
  }
}

/** Connects and listens; a connection that cannot listen is closed again. */
async function connect(url: string, sink: EventSink): Promise<Client> {
  const client = new Client({ connectionString: url, keepAlive: true })
  // A connection that breaks may report more than one error; one that nobody hears would end the process.
  client.on('error', sink.onError)
  client.on('notification', ({ payload }) => payload && sink.onEvent(JSON.parse(payload) as AnnouncedEvent))
  try {
    await client.connect()
    await client.query('LISTEN studio_event')
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}
