import { Client } from 'pg'
import type { AnnouncedEvent } from './events.ts'

/** A running subscription to events. */
export type EventListener = { close(): Promise<void> }

/** What a listener is told: an event, or that some may have been missed while the connection was down. */
export type EventSink = { onEvent(event: AnnouncedEvent): void; onGap(): void; onError(error: Error): void }

const RECONNECT_MS = 500

/** A process may die between its commit and waking us: what it committed is found by then at the latest. */
const LOOK_EVERY_MS = 5000

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

/** Connects and listens from now on; a connection that cannot listen is closed again. */
async function connect(url: string, sink: EventSink): Promise<Client> {
  const client = new Client({ connectionString: url, keepAlive: true, application_name: 'studio events' })
  // A connection that breaks may report more than one error; one that nobody hears would end the process.
  client.on('error', sink.onError)
  try {
    await client.connect()
    await client.query('LISTEN studio_event')
    const look = await lookFromNowOn(client, sink)
    client.on('notification', look)
    const timer = setInterval(look, LOOK_EVERY_MS).unref()
    client.once('end', () => clearInterval(timer))
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

/**
 * What a snapshot has not seen is every event whose transaction was not visible in it, whatever its id: so nothing is
 * skipped and nothing comes twice, however transactions overlap (PostgreSQL manual, 9.27, snapshot functions).
 */
const UNSEEN = {
  name: 'unseen_events',
  text: `
    SELECT id::text, account_id AS "accountId", type, subject_id AS "subjectId",
           pg_current_snapshot()::text AS snapshot
    FROM event
    WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)
    ORDER BY id`,
}

type Unseen = AnnouncedEvent & { snapshot: string }

/** Answers what reads and tells all that is new; one reading at a time, however often it is called. */
async function lookFromNowOn(client: Client, sink: EventSink): Promise<() => void> {
  const { rows } = await client.query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot')
  let seen = rows[0]?.snapshot ?? ''
  let state: 'idle' | 'looking' | 'wanted again' = 'idle'
  const wasWantedAgain = () => state === 'wanted again'
  const look = async (): Promise<void> => {
    do {
      state = 'looking'
      const unseen = await client.query<Unseen>({ ...UNSEEN, values: [seen] })
      for (const { snapshot, ...event } of unseen.rows) {
        seen = snapshot
        sink.onEvent(event)
      }
    } while (wasWantedAgain())
    state = 'idle'
  }
  return () => {
    if (state !== 'idle') state = 'wanted again'
    // A connection that is lost says so itself, and the next one begins with a gap.
    else look().catch(() => client.end().catch(() => undefined))
  }
}
