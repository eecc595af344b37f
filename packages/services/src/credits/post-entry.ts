import type { GrantUse, Movement } from '@studio/core/credits'
import { DomainError, newId } from '@studio/core/kernel'
import type { LedgerEntry, Sql, Statement } from '@studio/db'
import type { Books } from './read-books.ts'

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

/** A grant that begins with its entry: where it comes from, and until when it can be spent. */
export type OpenedGrant = { grantId: string; source: string; note?: string; expiresAt?: Date | null }

/** A hold that begins with its entry, and when what is still open of it goes back. */
export type OpenedHold = { holdId: string; expiresAt: Date }

/** The columns of an entry under the names that Prisma gives them. */
const ENTRY_COLUMNS = `
  id, account_id AS "accountId", seq, kind, credits, grant_id AS "grantId", hold_id AS "holdId",
  cause_id AS "causeId", reason, idempotency_key AS "idempotencyKey", available_after AS "availableAfter",
  held_after AS "heldAfter", created_at AS "createdAt", refund_of AS "refundOf", grant_uses AS "grantUses",
  prev_hash AS "prevHash", hash`

const FIND_ENTRY = {
  name: 'find_entry',
  text: `SELECT ${ENTRY_COLUMNS} FROM ledger_entry WHERE account_id = $1 AND idempotency_key = $2`,
}

/**
 * Finds the entry that was already posted under this key, if any.
 * @throws DomainError `key_reused` when that entry moved something else
 */
export async function findPostedEntry(
  sql: Sql,
  { isPosted }: Books,
  entry: Pick<NewEntry, 'accountId' | 'idempotencyKey' | 'causeId' | 'reason' | 'holdId' | 'refundOf'>,
  wanted: Movement,
): Promise<LedgerEntry | null> {
  if (!isPosted) return null
  const { accountId, idempotencyKey } = entry
  const [posted] = await sql.query<LedgerEntry>(FIND_ENTRY, [accountId, idempotencyKey])
  const isSame =
    posted?.kind === wanted.kind &&
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

/** Writes an entry. `opening` inserts the grant or the hold that begins with it, which must be there before it. */
function postStatement(name: string, opening = '', grantId = '$6', holdId = '$7'): Statement {
  const text = `${opening}
    INSERT INTO ledger_entry (id, account_id, seq, kind, credits, grant_id, hold_id, refund_of, cause_id, reason,
                              idempotency_key, created_at, grant_uses)
    VALUES ($1, $2, $3, $4::entry_kind, $5, ${grantId}, ${holdId}, $8, $9, $10, $11, $12::timestamptz, $13::jsonb)
    RETURNING ${ENTRY_COLUMNS}`
  return { name, text }
}

const POST = postStatement('post_entry')

const POST_OPENING_GRANT = postStatement(
  'post_entry_opening_grant',
  `WITH opened AS (
     INSERT INTO "grant" (id, account_id, credits, created_at, expires_at, source, note)
     VALUES ($6, $2, $5, $12::timestamptz, $14::timestamptz, $15, $16) RETURNING id)`,
  '(SELECT id FROM opened)',
)

const POST_OPENING_HOLD = postStatement(
  'post_entry_opening_hold',
  `WITH opened AS (
     INSERT INTO hold (id, account_id, credits, created_at, expires_at)
     VALUES ($7, $2, $5, $12::timestamptz, $14::timestamptz) RETURNING id)`,
  undefined,
  '(SELECT id FROM opened)',
)

/**
 * Writes one entry, with the grant or the hold that begins with it; the database moves balances and grants with
 * it, chains it to the entry before, tells whoever watches, and refuses what does not add up. The movement must
 * have been decided on `books`; when they have moved in a way that matters, it is refused as a conflict, after
 * which the whole use case runs again.
 */
export async function postEntry(
  sql: Sql,
  { asOf }: Books,
  entry: NewEntry,
  { kind, credits, grantUses }: AllocatedMovement,
  opens?: OpenedGrant | OpenedHold,
): Promise<LedgerEntry> {
  const {
    accountId,
    grantId,
    holdId,
    refundOf = null,
    causeId,
    reason,
    idempotencyKey,
    now,
  } = {
    ...entry,
    ...opens,
  }
  const about = [grantId ?? null, holdId ?? null, refundOf, causeId, reason, idempotencyKey]
  const values = [
    newId('entry', now),
    accountId,
    asOf,
    kind,
    credits,
    ...about,
    now,
    JSON.stringify(grantUses),
  ]
  const [posted] = await (opens === undefined
    ? sql.query<LedgerEntry>(POST, values)
    : 'holdId' in opens
      ? sql.query<LedgerEntry>(POST_OPENING_HOLD, [...values, opens.expiresAt])
      : sql.query<LedgerEntry>(POST_OPENING_GRANT, [
          ...values,
          ...[opens.expiresAt ?? null, opens.source, opens.note ?? ''],
        ]))
  if (!posted) throw new Error('an INSERT answers its row')
  return posted
}
