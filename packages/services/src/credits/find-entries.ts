import { DomainError } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import type { NewEntry } from './post-entries.ts'

/** What an entry must be to be the answer to a request: the same movement, for the same cause. */
export type WantedEntry = Pick<NewEntry, 'idempotencyKey' | 'causeId' | 'reason' | 'holdId' | 'refundOf'> &
  Pick<LedgerEntry, 'kind' | 'credits'>

/** The columns of an entry under the names that Prisma gives them. */
const FIND_ENTRIES = {
  name: 'find_entries',
  text: `
    SELECT id, account_id AS "accountId", seq, kind, credits, grant_id AS "grantId", hold_id AS "holdId",
           cause_id AS "causeId", reason, idempotency_key AS "idempotencyKey", available_after AS "availableAfter",
           held_after AS "heldAfter", created_at AS "createdAt", refund_of AS "refundOf", grant_uses AS "grantUses",
           prev_hash AS "prevHash", hash
    FROM ledger_entry WHERE account_id = $1 AND idempotency_key = ANY ($2)`,
}

/** Finds the entries that stand under the keys of movements of one account. */
export async function findEntries(
  sql: Sql,
  accountId: string,
  keys: readonly string[],
): Promise<Map<string, LedgerEntry>> {
  if (keys.length === 0) return new Map()
  const entries = await sql.query<LedgerEntry>(FIND_ENTRIES, [accountId, keys])
  return new Map(entries.map((entry) => [entry.idempotencyKey, entry]))
}

/** Accepts an entry as the answer to a request. @throws DomainError `key_reused` when it moved something else */
export function requireSame<Entry extends Omit<WantedEntry, 'holdId' | 'refundOf'> & EntryLinks>(
  posted: Entry,
  wanted: WantedEntry,
): Entry {
  const isSame =
    posted.kind === wanted.kind &&
    posted.credits === wanted.credits &&
    posted.causeId === wanted.causeId &&
    posted.reason === wanted.reason &&
    (posted.refundOf ?? null) === (wanted.refundOf ?? null) &&
    // A grant or a hold is made with its entry, so only settlements can name one beforehand.
    (wanted.holdId === undefined || posted.holdId === wanted.holdId)
  if (isSame) return posted
  throw new DomainError('key_reused', 'This key already stands for another movement of credits.', {
    idempotencyKey: wanted.idempotencyKey,
  })
}

type EntryLinks = { holdId?: string | null; refundOf?: string | null }
