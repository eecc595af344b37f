import { decideGrant } from '@studio/core/credits'
import type { LedgerEntry, Transaction } from '@studio/db'
import { lockBooks } from './lock-books.ts'
import { openGrant } from './open-grant.ts'
import { findPostedEntry, type NewEntry, postEntry } from './post-entry.ts'

/**
 * Credits to give: how many, where they come from, such as `starting`, and until when they can be spent;
 * without `expiresAt`, for ever.
 */
export type NewGrant = Pick<NewEntry, 'accountId' | 'causeId' | 'idempotencyKey' | 'now'> & {
  credits: number
  source: string
  note?: string
  expiresAt?: Date | null
}

/** Gives credits to an account, once per key. @throws DomainError `invalid_input`, `key_reused` */
export async function grantCredits(tx: Transaction, grant: NewGrant): Promise<LedgerEntry> {
  const { credits, source, note, expiresAt, ...rest } = grant
  const entry = { ...rest, reason: source }
  const movement = decideGrant(credits)
  const books = await lockBooks(tx, entry)
  const posted = await findPostedEntry(tx, books, entry, movement)
  if (posted) return posted

  const { accountId, now } = grant
  const grantId = await openGrant(tx, { accountId, source, note, credits, expiresAt, now })
  return postEntry(tx, { ...entry, grantId }, { ...movement, grantUses: [{ grantId, credits }] })
}
