import type { EventType } from '@studio/core/events'
import type { Page } from '@studio/core/kernel'
import {
  type EventFacts,
  eventTypesOf,
  eventWords,
  type UsageEventView,
  type UsageFilter,
} from '@studio/core/usage'
import type { Event } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Lists what the account did and what happened for it, newest first: every event that is kept about it. */
export async function listUsage(
  actor: Actor,
  { limit, cursor, kind, from, to }: UsageFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<UsageEventView>> {
  const events = await db.event.findMany({
    where: {
      accountId: requirePerson(actor),
      ...(kind && { type: { in: eventTypesOf(kind) } }),
      ...(cursor && { id: { lt: BigInt(cursor) } }),
      createdAt: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) },
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const items = events.slice(0, limit).map(viewEvent)
  return { items, nextCursor: events.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Shows an event, with a sentence that says what happened. */
export function viewEvent({ id, type, subjectId, facts, createdAt }: Event): UsageEventView {
  const known = facts as EventFacts
  return {
    id: String(id),
    type: type as EventType,
    words: eventWords(type as EventType, known),
    subjectId,
    facts: known,
    createdAt: createdAt.toISOString(),
  }
}
