import type { AccountBooks, CaptureState, GrantState, HeldLine } from '@studio/core/credits'
import type { Sql } from '@studio/db'

/** Whose books, and what must be looked up in them: entries under keys, holds, charges. */
export type BooksToRead = {
  accountId: string
  keys?: readonly string[]
  holdIds?: readonly string[]
  chargeIds?: readonly string[]
}

/** Books as the database has them now, and which of the keys stand for an entry already. */
export type ReadBooks = { books: AccountBooks; postedKeys: ReadonlySet<string> }

/** Books as the database's functions answer them. */
export type BooksRow = Pick<AccountBooks, 'entries' | 'lastHash' | 'available'> & {
  grants: (Omit<GrantState, 'expiresAt' | 'createdAt'> & { expiresAt: string | null; createdAt: string })[]
  holds: [id: string, HeldLine][]
  charges: [id: string, CaptureState][]
  postedKeys: string[]
}

const READ_BOOKS = { name: 'read_books', text: 'SELECT read_books($1, $2, $3, $4, $5) AS books' }

/**
 * Reads the books of an account. Within a transaction they are kept from moving until its end; where each statement is a
 * transaction of its own they may move at once, and `postEntries` notices.
 */
export async function readBooks(
  sql: Sql,
  { accountId, keys = [], holdIds = [], chargeIds = [] }: BooksToRead,
): Promise<ReadBooks> {
  const isKept = sql.alone === null
  const values = [accountId, keys, holdIds, chargeIds, isKept]
  const [row] = await sql.query<{ books: BooksRow }>(READ_BOOKS, values)
  if (!row) throw new Error('read_books answers one row')
  return toBooks(row.books)
}

/** Gives the database's answer its times and its maps. */
export function toBooks({ grants, holds, charges, postedKeys, ...sums }: BooksRow): ReadBooks {
  const books = {
    ...sums,
    grants: grants.map(({ expiresAt, createdAt, ...grant }) => ({
      ...grant,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      createdAt: new Date(createdAt),
    })),
    holds: new Map(holds),
    charges: new Map(charges),
  }
  return { books, postedKeys: new Set(postedKeys) }
}
