import type { GrantUse, Movement } from '@studio/core/credits'
import { DomainError, newId } from '@studio/core/kernel'
import { type LedgerEntry, Prisma, type Transaction } from '@studio/db'
import type { LockedBooks } from './lock-books.ts'

/** An entry to post: the decided movement, what it belongs to, and the key that makes it happen once. */
export type NewEntry = {
  accountId: string
  grantId?: string
  holdId?: string
  refundOf?: string
  /** The id of what it happened for. */
  causeId: string
  /** Why, in one word, such as `succeeded`. */
  reason: string
  idempotencyKey: string
  now: Date
}

/** A movement with the grants it takes from or gives back to; both add up to the same credits. */
export type AllocatedMovement = Movement & { grantUses: GrantUse[] }

/**
 * Finds the entry that was already posted under this key, if any.
 * @throws DomainError `key_reused` when that entry moved something else
 */
export async function findPostedEntry(
  tx: Transaction,
  { isPosted }: LockedBooks,
  entry: Pick<NewEntry, 'accountId' | 'idempotencyKey' | 'causeId' | 'reason' | 'holdId' | 'refundOf'>,
  wanted: Movement,
): Promise<LedgerEntry | null> {
  if (!isPosted) return null
  const { accountId, idempotencyKey } = entry
  const posted = await tx.ledgerEntry.findUniqueOrThrow({
    where: { accountId_idempotencyKey: { accountId, idempotencyKey } },
  })
  const isSame =
    posted.kind === wanted.kind &&
    posted.credits === wanted.credits &&
    posted.causeId === entry.causeId &&
    posted.reason === entry.reason &&
    posted.refundOf === (entry.refundOf ?? null) &&
    // A grant or a hold is made with its entry, so only settlements can name one beforehand.
    (entry.holdId === undefined || posted.holdId === entry.holdId)
  if (isSame) return posted
  throw new DomainError('key_reused', 'This key already stands for another movement of credits.', {
    idempotencyKey,
  })
}

/** The columns of an entry under the names that Prisma gives them. */
const ENTRY_COLUMNS = Prisma.sql`
  id, account_id AS "accountId", seq, kind, credits, grant_id AS "grantId", hold_id AS "holdId",
  cause_id AS "causeId", reason, idempotency_key AS "idempotencyKey", available_after AS "availableAfter",
  held_after AS "heldAfter", created_at AS "createdAt", refund_of AS "refundOf", grant_uses AS "grantUses",
  prev_hash AS "prevHash", hash`

/**
 * Writes one entry; the database moves balances and grants with it, chains it to the entry before, tells whoever
 * watches, and refuses what does not add up. The movement must have been decided on books that `lockBooks` read
 * in the same transaction. A hold that begins with this entry is opened by the same statement: one trip less
 * while everybody else who wants these books waits.
 */
export async function postEntry(
  tx: Transaction,
  { now, ...entry }: NewEntry,
  { kind, credits, grantUses }: AllocatedMovement,
  opens?: { holdId: string; expiresAt: Date },
): Promise<LedgerEntry> {
  const { accountId, grantId = null, refundOf = null, causeId, reason, idempotencyKey } = entry
  const opening = opens
    ? Prisma.sql`WITH opened AS (
        INSERT INTO hold (id, account_id, credits, created_at, expires_at)
        VALUES (${opens.holdId}, ${accountId}, ${credits}, ${now}, ${opens.expiresAt}) RETURNING id)`
    : Prisma.empty
  const holdId = opens ? Prisma.sql`(SELECT id FROM opened)` : Prisma.sql`${entry.holdId ?? null}`
  const [posted] = await tx.$queryRaw<LedgerEntry[]>`
    ${opening}
    INSERT INTO ledger_entry (id, account_id, kind, credits, grant_id, hold_id, refund_of, cause_id, reason,
                              idempotency_key, created_at, grant_uses)
    VALUES (${newId('entry', now)}, ${accountId}, ${kind}::entry_kind, ${credits}, ${grantId}, ${holdId}, ${refundOf},
            ${causeId}, ${reason}, ${idempotencyKey}, ${now}, ${JSON.stringify(grantUses)}::jsonb)
    RETURNING ${ENTRY_COLUMNS}`
  if (!posted) throw new Error('an INSERT answers its row')
  return posted
}
