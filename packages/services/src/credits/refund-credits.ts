import { decideRefund } from '@studio/core/credits'
import { newId, notFound } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { findPostedEntry, type NewEntry, postEntry } from './post-entry.ts'
import { readBooks } from './read-books.ts'

/** A charge to give back, wholly or in part: `captureId` is the entry that charged it. */
export type NewRefund = Omit<NewEntry, 'grantId' | 'holdId' | 'refundOf'> & {
  captureId: string
  credits: number
}

/**
 * Gives back credits that were charged, once per key. They come back as a grant of their own that does not
 * expire: the grants they once came from may have run out since, and a refund must not vanish with them.
 * @throws DomainError `already_ended` beyond what was charged, `not_found`, `key_reused`
 */
export async function refundCredits(sql: Sql, refund: NewRefund): Promise<LedgerEntry> {
  const { credits, captureId, ...rest } = refund
  const entry = { ...rest, refundOf: captureId }
  const books = await readBooks(sql, entry)
  const posted = await findPostedEntry(sql, books, entry, { kind: 'refund', credits })
  if (posted) return posted

  if (!books.charge) throw notFound('charge')
  const movement = decideRefund(books.charge, credits)
  const opens = { grantId: newId('grant', refund.now), source: 'refund' }
  return postEntry(
    sql,
    books,
    entry,
    { ...movement, grantUses: [{ grantId: opens.grantId, credits }] },
    opens,
  )
}
