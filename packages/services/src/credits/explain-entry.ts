import type { EntryView } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { Grant, Hold } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { viewEntries } from './view-entry.ts'

/** An entry with what it belongs to: its grant or hold, and the other entries of that hold. */
export type EntryExplanation = {
  accountId: string
  entry: EntryView
  grant: Grant | null
  hold: Hold | null
  sameHold: EntryView[]
}

/** Explains one entry to the operator. @throws DomainError `not_found` */
export async function explainEntry(
  actor: Actor,
  id: string,
  { db }: Pick<Deps, 'db'>,
): Promise<EntryExplanation> {
  requireOperator(actor)
  const row = await db.ledgerEntry.findUnique({ where: { id }, include: { grant: true, hold: true } })
  if (!row) throw notFound('entry')
  const { grant, hold, ...entry } = row
  const others = hold
    ? await db.ledgerEntry.findMany({ where: { holdId: hold.id, id: { not: id } }, orderBy: { seq: 'asc' } })
    : []
  const [view, ...sameHold] = await viewEntries(db, [entry, ...others])
  if (!view) throw notFound('entry')
  return { accountId: entry.accountId, entry: view, grant, hold, sameHold }
}
