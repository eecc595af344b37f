import { inTransaction, type LedgerEntry, type Sql } from '@studio/db'
import { decideMoves, type KnownBooks, type Move, type MovePlan } from './decide-moves.ts'
import { findEntries, requireSame } from './find-entries.ts'
import { postEntries } from './post-entries.ts'
import { type BooksToRead, readBooks } from './read-books.ts'
import { recallBooks, rememberBooks } from './remembered-books.ts'

/** What came of a movement: the entry that stands for it, or why there is none. */
export type Outcome = { entry: LedgerEntry } | { error: unknown }

/** How often books may move under a decision before they are kept from moving. */
const MAX_MISSES = 2

/**
 * Carries out movements of one account, in their order, and posts them in one statement: each has its own key, its own
 * answer and its own refusal. Where this process knows the books already, that is the only trip to the database.
 */
export async function carryOutMoves(sql: Sql, accountId: string, moves: readonly Move[]): Promise<Outcome[]> {
  const outcomes = new Map<Move, Outcome>()
  let known = recall(accountId)
  let misses = 0
  for (let open = moves; open.length > 0; open = moves.filter((move) => !outcomes.has(move))) {
    const toRead = booksFor(accountId, open)
    const plan = known && decideMoves(known, open)
    if (!plan) {
      known = await readBooks(sql, toRead)
      continue
    }
    const { posted, now } = await postEntries(sql, plan.decidedOn, plan.entries, toRead)
    if (posted === null) {
      // In a transaction they are ours until it ends; otherwise they may go on moving, until we begin one.
      if (sql.alone && ++misses === MAX_MISSES)
        return inTransaction(sql.alone, (tx) => carryOutMoves(tx, accountId, moves))
      known = now
      continue
    }
    await collectOutcomes(sql, accountId, plan, posted, outcomes)
    const lastHash = posted.at(-1)?.hash ?? plan.decidedOn.lastHash
    rememberBooks(accountId, now ? now.books : plan.after && { ...plan.after, lastHash })
    known = recall(accountId)
  }
  return moves.map((move) => outcomes.get(move) as Outcome)
}

function recall(accountId: string): KnownBooks | null {
  const books = recallBooks(accountId)
  return books && { books, postedKeys: null }
}

function booksFor(accountId: string, moves: readonly Move[]): BooksToRead {
  const wanted = moves.map((move) => move.wanted)
  return {
    accountId,
    keys: wanted.map(({ idempotencyKey }) => idempotencyKey),
    holdIds: wanted.flatMap(({ holdId }) => holdId ?? []),
    chargeIds: wanted.flatMap(({ refundOf }) => refundOf ?? []),
  }
}

async function collectOutcomes(
  sql: Sql,
  accountId: string,
  { answeredBy, refused, repeated }: MovePlan,
  posted: readonly LedgerEntry[],
  outcomes: Map<Move, Outcome>,
): Promise<void> {
  for (const [move, index] of answeredBy) outcomes.set(move, { entry: posted[index] as LedgerEntry })
  for (const [move, error] of refused) outcomes.set(move, { error })
  const keys = repeated.map(({ wanted }) => wanted.idempotencyKey)
  const found = await findEntries(sql, accountId, keys)
  for (const move of repeated) {
    try {
      const entry = found.get(move.wanted.idempotencyKey) as LedgerEntry
      outcomes.set(move, { entry: requireSame(entry, move.wanted) })
    } catch (error) {
      outcomes.set(move, { error })
    }
  }
}
