import { decideHold, takeFromGrants } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { expireGrants } from './expire-credits.ts'
import { findPostedEntry, type NewEntry, postEntry } from './post-entry.ts'
import { readBooks } from './read-books.ts'

/** How long a hold may stay open: far longer than any work takes, so that only forgotten ones reach it. */
export const HOLD_LASTS_MS = 24 * 60 * 60_000

/** Credits to set aside for one piece of work; `lastsMs` for work that takes longer than `HOLD_LASTS_MS`. */
export type NewHold = Omit<NewEntry, 'grantId' | 'holdId' | 'refundOf'> & {
  credits: number
  lastsMs?: number
}

/**
 * Sets credits aside, once per key, out of the grants that expire soonest; the entry names the new hold. What
 * has expired by now is taken off first, so that nobody spends it.
 * @throws DomainError `insufficient_credits` when they are not there, `key_reused`
 */
export async function holdCredits(sql: Sql, hold: NewHold): Promise<LedgerEntry> {
  const { credits, lastsMs = HOLD_LASTS_MS, ...entry } = hold
  const { accountId, now } = hold
  const books = await readBooks(sql, entry)
  const posted = await findPostedEntry(sql, books, entry, { kind: 'hold', credits })
  if (posted) return posted

  const expiredCredits = await expireGrants(sql, accountId, books, now)
  const movement = decideHold({ available: books.available - expiredCredits }, credits)
  const usable = books.grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  const opens = { holdId: newId('hold', now), expiresAt: new Date(now.getTime() + lastsMs) }
  return postEntry(sql, books, entry, { ...movement, grantUses: takeFromGrants(usable, credits) }, opens)
}
