import type { EntryFilter, EntryView } from '@studio/core/credits'
import { type Page, toPage } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewEntries } from './view-entry.ts'

/**
 * Lists entries of the statement, newest first: in the order in which they moved credits, which is not that of
 * their ids where two processes wrote at once.
 */
export async function listEntries(
  actor: Actor,
  { limit, cursor, kinds, from, to }: EntryFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<EntryView>> {
  const accountId = requireAccount(actor, 'credits:read')
  const last = cursor && (await db.ledgerEntry.findFirst({ where: { id: cursor, accountId } }))
  const rows = await db.ledgerEntry.findMany({
    where: {
      accountId,
      ...(kinds && { kind: { in: kinds } }),
      ...((from || to) && { createdAt: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
      ...(cursor && { seq: { lt: last ? last.seq : 0 } }),
    },
    orderBy: { seq: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: await viewEntries(db, page.items), nextCursor: page.nextCursor }
}
