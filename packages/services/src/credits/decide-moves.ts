import { type AccountBooks, afterMovements } from '@studio/core/credits'
import { requireSame, type WantedEntry } from './find-entries.ts'
import type { DecidedEntry } from './post-entries.ts'

/**
 * A movement that somebody wants. `decide` answers, by the rules of `core/credits` and without touching anything, the
 * entries to post: the last one is the answer, those before it must come first. It throws to refuse.
 */
export type Move = {
  wanted: WantedEntry & { accountId: string }
  decide(books: AccountBooks): DecidedEntry[]
}

/** Books to decide on, and the keys that stand for an entry already: null when nobody looked. */
export type KnownBooks = { books: AccountBooks; postedKeys: ReadonlySet<string> | null }

/** What follows from books for movements, one after the other. */
export type MovePlan = {
  decidedOn: AccountBooks
  /** What to post, and by which of the entries each movement is answered. */
  entries: DecidedEntry[]
  answeredBy: Map<Move, number>
  refused: Map<Move, unknown>
  /** Movements whose entry stands already. */
  repeated: Move[]
  /** The books after it all; null when they do not say enough to go on. Then the later movements are in none of the lists. */
  after: AccountBooks | null
}

/**
 * Decides movements of one account, each on the books that the one before leaves. Null when the books must be read
 * first: nobody is refused on books that were only remembered.
 */
export function decideMoves({ books, postedKeys }: KnownBooks, moves: readonly Move[]): MovePlan | null {
  const plan: MovePlan = {
    ...{ decidedOn: books, entries: [], after: books },
    ...{ answeredBy: new Map(), refused: new Map(), repeated: [] },
  }
  for (const move of moves) {
    const { idempotencyKey } = move.wanted
    if (plan.after === null) return plan
    if (postedKeys?.has(idempotencyKey)) {
      plan.repeated.push(move)
      continue
    }
    try {
      const twin = plan.entries.findIndex((entry) => entry.idempotencyKey === idempotencyKey)
      if (twin >= 0) {
        requireSame(plan.entries[twin] as DecidedEntry, move.wanted)
        plan.answeredBy.set(move, twin)
        continue
      }
      const entries = move.decide(plan.after)
      plan.answeredBy.set(move, plan.entries.push(...entries) - 1)
      plan.after = afterMovements(plan.after, entries)
    } catch (error) {
      if (postedKeys === null) return null
      plan.refused.set(move, error)
    }
  }
  return plan
}
