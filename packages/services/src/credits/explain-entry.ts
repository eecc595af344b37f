import type { EntryView } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { Grant, Hold } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { viewEntries } from './view-entry.ts'

/** An entry with what it belongs to: its grant or hold, the other entries of that hold, and what a refund and its charge know of each other. */
export type EntryExplanation = {
  accountId: string
  entry: EntryView
  grant: Grant | null
  hold: Hold | null
  sameHold: EntryView[]
  /** Of a charge its refunds, of a refund its charge. */
  refundPair: EntryView[]
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
  const pair = await db.ledgerEntry.findMany({
    where: { OR: [{ refundOf: id }, ...(entry.refundOf ? [{ id: entry.refundOf }] : [])] },
    orderBy: { seq: 'asc' },
  })
  const [view, ...views] = await viewEntries(db, [entry, ...others, ...pair])
  if (!view) throw notFound('entry')
  const sameHold = views.slice(0, others.length)
  return {
    accountId: entry.accountId,
    entry: view,
    grant,
    hold,
    sameHold,
    refundPair: views.slice(others.length),
  }
}
