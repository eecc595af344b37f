import type { CaptureState, GrantState, GrantUse, HoldState } from '@studio/core/credits'
import type { Sql } from '@studio/db'

/** What a decision about credits needs to know, as it stood at one moment. */
export type Books = {
  /** The number of the newest entry; `postEntry` refuses a decision that a later one has overturned. */
  asOf: number
  /** Credits that can be spent, those included that are past their time and not taken off yet. */
  available: number
  /** Whether an entry stands under the key already. */
  isPosted: boolean
  /** The grants that have something left, when neither a hold nor a charge was named. */
  grants: GrantState[]
  /** The hold that was named, and the line of credits it is made of; null when the account has no such hold. */
  hold: (HoldState & { line: GrantUse[] }) | null
  /** The charge that was named; null when the account has no such charge. */
  charge: CaptureState | null
}

/** Whose books, for an entry under which key, about which hold or which charge. */
export type BooksToRead = { accountId: string; idempotencyKey?: string; holdId?: string; refundOf?: string }

type Row = Omit<Books, 'grants'> & {
  grants: (Omit<GrantState, 'expiresAt' | 'createdAt'> & { expiresAt: string | null; createdAt: string })[]
}

const LOCK_BOOKS = {
  name: 'lock_books',
  text: 'SELECT FROM credit_balance WHERE account_id = $1 FOR UPDATE',
}

const READ_BOOKS = {
  name: 'read_books',
  text: `
    SELECT coalesce(as_of, 0) AS "asOf", coalesce(available, 0) AS available, is_posted AS "isPosted",
           coalesce(grants, '[]') AS grants, hold, charge
    FROM read_books($1, $2, $3, $4)`,
}

/**
 * Reads the books of an account, without keeping anybody from moving them: `postEntry` notices when they have
 * moved. Work that runs again because of that keeps everybody out until its transaction ends, so that it
 * succeeds. Every use case that moves credits calls this before it decides.
 */
export async function readBooks(
  sql: Sql,
  { accountId, idempotencyKey = '', holdId, refundOf }: BooksToRead,
): Promise<Books> {
  if (sql.isRerun) await sql.query(LOCK_BOOKS, [accountId])
  const about = [accountId, idempotencyKey, holdId ?? null, refundOf ?? null]
  const [row] = await sql.query<Row>(READ_BOOKS, about)
  if (!row) throw new Error('read_books answers one row')
  const grants = row.grants.map(({ expiresAt, createdAt, ...grant }) => ({
    ...grant,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    createdAt: new Date(createdAt),
  }))
  return { ...row, grants }
}
