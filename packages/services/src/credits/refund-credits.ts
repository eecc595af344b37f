import { decideRefund } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { LedgerEntry, Transaction } from '@studio/db'
import { lockBooks } from './lock-books.ts'
import { openGrant } from './open-grant.ts'
import { findPostedEntry, type NewEntry, postEntry } from './post-entry.ts'

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
export async function refundCredits(tx: Transaction, refund: NewRefund): Promise<LedgerEntry> {
  const { credits, captureId, ...rest } = refund
  const { accountId, now } = refund
  const entry = { ...rest, refundOf: captureId }
  const books = await lockBooks(tx, entry)
  const posted = await findPostedEntry(tx, books, entry, { kind: 'refund', credits })
  if (posted) return posted

  const capture = await tx.ledgerEntry.findFirst({
    where: { id: captureId, accountId, kind: 'capture' },
    include: { refunds: true },
  })
  if (!capture) throw notFound('charge')
  const refunded = capture.refunds.reduce((sum, earlier) => sum + earlier.credits, 0)
  const movement = decideRefund({ credits: capture.credits, refunded }, credits)
  const grantId = await openGrant(tx, { accountId, source: 'refund', credits, now })
  return postEntry(tx, { ...entry, grantId }, { ...movement, grantUses: [{ grantId, credits }] })
}
