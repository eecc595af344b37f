import { afterMovements, decideHold, takeFromGrants } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { decideExpiryEntries } from './expire-credits.ts'
import { moveCredits } from './move-credits.ts'
import type { NewEntry } from './post-entries.ts'

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
export function holdCredits(sql: Sql, hold: NewHold): Promise<LedgerEntry> {
  const { credits, lastsMs = HOLD_LASTS_MS, ...entry } = hold
  const { accountId, now } = hold
  return moveCredits(sql, {
    wanted: { ...entry, kind: 'hold', credits },
    decide(books) {
      const expiries = decideExpiryEntries(accountId, books, now)
      const left = afterMovements(books, expiries) ?? books
      const movement = { ...decideHold(left, credits), grantUses: takeFromGrants(left.grants, credits) }
      const opens = { holdId: newId('hold', now), expiresAt: new Date(now.getTime() + lastsMs) }
      return [...expiries, { ...entry, ...movement, ...opens }]
    },
  })
}
