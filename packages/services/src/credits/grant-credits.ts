import { decideGrant } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { findPostedEntry, type NewEntry, type OpenedGrant, postEntry } from './post-entry.ts'
import { readBooks } from './read-books.ts'

/**
 * Credits to give: how many, where they come from, such as `starting`, and until when they can be spent;
 * without `expiresAt`, for ever.
 */
export type NewGrant = Pick<NewEntry, 'accountId' | 'causeId' | 'idempotencyKey' | 'now'> &
  Omit<OpenedGrant, 'grantId'> & { credits: number }

/** Gives credits to an account, once per key. @throws DomainError `invalid_input`, `key_reused` */
export async function grantCredits(sql: Sql, grant: NewGrant): Promise<LedgerEntry> {
  const { credits, source, note = '', expiresAt = null, ...rest } = grant
  const entry = { ...rest, reason: source }
  const movement = decideGrant(credits)
  const books = await readBooks(sql, entry)
  const posted = await findPostedEntry(sql, books, entry, movement)
  if (posted) return posted

  const opens = { grantId: newId('grant', grant.now), source, note, expiresAt }
  return postEntry(
    sql,
    books,
    entry,
    { ...movement, grantUses: [{ grantId: opens.grantId, credits }] },
    opens,
  )
}
