import { decideCapture, decideRelease, type HoldState, type Movement, sliceUses } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { findPostedEntry, type NewEntry, postEntry } from './post-entry.ts'
import { readBooks } from './read-books.ts'

/** A part of a hold to settle. */
export type Settlement = Omit<NewEntry, 'grantId' | 'holdId' | 'refundOf'> & {
  holdId: string
  credits: number
}

/** Charges a part of a hold for work that succeeded, once per key. @throws DomainError `already_ended` */
export function captureCredits(sql: Sql, settlement: Settlement): Promise<LedgerEntry> {
  // Captures eat the line of held credits from its front: what would expire first is spent first.
  const front = ({ captured }: HoldState, credits: number) => [captured, captured + credits] as const
  return settle(sql, settlement, 'capture', decideCapture, front)
}

/** Gives a part of a hold back, once per key. @throws DomainError `already_ended` */
export function releaseCredits(sql: Sql, settlement: Settlement): Promise<LedgerEntry> {
  const back = (hold: HoldState, credits: number) => {
    const end = hold.credits - hold.released
    return [end - credits, end] as const
  }
  return settle(sql, settlement, 'release', decideRelease, back)
}

async function settle(
  sql: Sql,
  { credits, ...entry }: Settlement,
  kind: 'capture' | 'release',
  decide: (hold: HoldState, credits: number) => Movement,
  place: (hold: HoldState, credits: number) => readonly [from: number, to: number],
): Promise<LedgerEntry> {
  const books = await readBooks(sql, entry)
  const posted = await findPostedEntry(sql, books, entry, { kind, credits })
  if (posted) return posted

  const { hold } = books
  if (!hold) throw notFound('hold')
  const movement = decide(hold, credits)
  return postEntry(sql, books, entry, {
    ...movement,
    grantUses: sliceUses(hold.line, ...place(hold, credits)),
  })
}
