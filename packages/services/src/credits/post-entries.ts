import type { AccountBooks, DecidedMovement } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import { isUniqueViolation, type LedgerEntry, type Sql } from '@studio/db'
import { type BooksRow, type BooksToRead, type ReadBooks, toBooks } from './read-books.ts'

/** What an entry belongs to, and the key that makes it happen once. */
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

/**
 * An entry to post. A grant and a refund open the grant that they name, which has a source and a note; a hold opens the hold
 * that it names.
 */
export type DecidedEntry = NewEntry & DecidedMovement & { source?: string; note?: string }

const POST_ENTRIES = {
  name: 'post_entries',
  text: 'SELECT * FROM post_entries($1, $2, $3, $4::jsonb, $5, $6, $7, $8)',
  // An account that somebody else is moving is left out, so that the others need not wait for it.
  together: {
    name: 'post_together',
    text: `
      WITH post AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS p
          (place integer, account text, seen integer, "decidedOn" text, entries text, "newKeys" text[], keys text[],
           "holdIds" text[], "chargeIds" text[])),
      free AS MATERIALIZED (
        SELECT account_id FROM credit_balance WHERE account_id = ANY (ARRAY(SELECT account FROM post))
        FOR UPDATE SKIP LOCKED)
      SELECT place, posted.*
      FROM post JOIN free ON account_id = account
      CROSS JOIN LATERAL post_entries(
        account, seen, "decidedOn", entries::jsonb, "newKeys", keys, "holdIds", "chargeIds") AS posted`,
    parameters: ['account', 'seen', 'decidedOn', 'entries', 'newKeys', 'keys', 'holdIds', 'chargeIds'],
  },
}

/** What the database gives an entry. */
type Given = Pick<LedgerEntry, 'seq' | 'availableAfter' | 'heldAfter' | 'prevHash' | 'hash'>

/** What came of a post: the entries, and the present books where they are not what the decision led to and were read. */
export type PostAnswer = { posted: LedgerEntry[] | null; now: ReadBooks | null }

/**
 * Posts entries of one account, one after the other and all or none. The database moves balances, holds and grants with
 * them, chains them to the entry before, tells whoever watches, and refuses what does not add up. It posts nothing when
 * something came since that overturns the decision, or when a key stands for an entry already.
 */
export async function postEntries(
  sql: Sql,
  decidedOn: AccountBooks,
  entries: readonly DecidedEntry[],
  { accountId, keys = [], holdIds = [], chargeIds = [] }: BooksToRead,
): Promise<PostAnswer> {
  if (entries.length === 0) return { posted: [], now: null }
  const rows = entries.map(({ accountId: _, now, ...entry }) => ({
    ...entry,
    id: newId('entry', now),
    createdAt: now,
  }))
  // A statement by itself may fail: that a key is taken is then told by the index that refuses it, and not looked up before.
  const newKeys = sql.alone ? [] : entries.map(({ idempotencyKey }) => idempotencyKey)
  const { entries: seen, lastHash } = decidedOn
  const values = [accountId, seen, lastHash, JSON.stringify(rows), newKeys, keys, holdIds, chargeIds]
  const answer = await sql
    .query<Given & { books: BooksRow | null }>(POST_ENTRIES, values)
    .catch((error: unknown) => {
      if (sql.alone && isUniqueViolation(error)) return []
      throw error
    })
  const given = answer.filter(({ books }) => books === null)
  const books = answer.find((row) => row.books !== null)?.books
  return {
    posted:
      given.length > 0 ? rows.map((row, index) => toEntry(accountId, row, given[index] as Given)) : null,
    now: books ? toBooks(books) : null,
  }
}

type Row = Omit<DecidedEntry, 'accountId' | 'now'> & { id: string; createdAt: Date }

function toEntry(accountId: string, row: Row, given: Given): LedgerEntry {
  const { id, kind, credits, causeId, reason, idempotencyKey, createdAt, grantUses } = row
  return {
    ...{ id, accountId, kind, credits, causeId, reason, idempotencyKey, createdAt, grantUses },
    grantId: row.grantId ?? null,
    holdId: row.holdId ?? null,
    refundOf: row.refundOf ?? null,
    seq: given.seq,
    availableAfter: given.availableAfter,
    heldAfter: given.heldAfter,
    prevHash: given.prevHash,
    hash: given.hash,
  }
}
