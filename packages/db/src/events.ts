import type { EventType } from '@studio/core/events'
import { type Database, inSingleStatements, type Sql } from './client.ts'

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
export function recordEvent(db: Database | Sql, event: NewEvent): Promise<void> {
  return recordEvents(db, [event])
}

const RECORD_EVENTS = {
  name: 'record_events',
  text: `
    INSERT INTO event (account_id, type, subject_id, facts, created_at)
    SELECT e."accountId", e.type, e."subjectId", coalesce(e.facts, '{}'), e.now
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb)
      AS ("accountId" text, type text, "subjectId" text, facts jsonb, now timestamptz)) WITH ORDINALITY AS e
    ORDER BY e.ordinality`,
}

/** Writes events down that happened together, as `recordEvent` does. */
export async function recordEvents(db: Database | Sql, events: readonly NewEvent[]): Promise<void> {
  const write = (sql: Sql) => sql.query(RECORD_EVENTS, [JSON.stringify(events)])
  await ('query' in db ? write(db) : inSingleStatements(db, write))
}
