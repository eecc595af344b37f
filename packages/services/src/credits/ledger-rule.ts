import { type Book, ENTRY_ROUTES } from '@studio/core/credits'
import { Prisma } from '@studio/db'

/** The invariants of `core/src/credits/README.md` that can be read off the stored rows. */
export type CheckedInvariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9'

/**
 * A rule and the query that finds what breaks it, as "accountId", "subjectId" and "message". A rule about time
 * is told what the time is.
 */
export type LedgerRule = {
  invariant: CheckedInvariant
  rule: string
  query: Prisma.Sql | ((now: Date) => Prisma.Sql)
}

/** What an entry adds to a book, by the routes of `core/credits` and not by the database's own trigger. */
export function effectOn(book: Book): Prisma.Sql {
  const cases = Object.entries(ENTRY_ROUTES).flatMap(([kind, { from, to }]) => [
    ...(to === book ? [`WHEN '${kind}' THEN credits`] : []),
    ...(from === book ? [`WHEN '${kind}' THEN -credits`] : []),
  ])
  return Prisma.raw(`(CASE kind ${cases.join(' ')} ELSE 0 END)`)
}
