import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, LedgerEntry, Sql } from '@studio/db'
import { carryOutMoves, type Outcome } from './carry-out-moves.ts'
import type { Move } from './decide-moves.ts'

/** How many movements are posted together at the most, so that nobody waits long for others. */
const MAX_TOGETHER = 64

/**
 * Carries out a movement. In a transaction it becomes a part of that; otherwise movements of one account that come while
 * another one is on its way are posted together, and each is answered as if it had come alone.
 * @throws DomainError what its decision refuses; `key_reused`
 */
export async function moveCredits(sql: Sql, move: Move): Promise<LedgerEntry> {
  const outcome = sql.alone ? await moveTogether(sql, sql.alone, move) : await carryOutOne(sql, move)
  if ('error' in outcome) throw outcome.error
  return outcome.entry
}

type Waiting = { move: Move; answer: (outcome: Outcome) => void }

const waitingOf = new WeakMap<Database, Map<string, Waiting[]>>()

function moveTogether(sql: Sql, db: Database, move: Move): Promise<Outcome> {
  const { promise, resolve: answer } = Promise.withResolvers<Outcome>()
  const waiting = waitingOf.get(db) ?? new Map<string, Waiting[]>()
  waitingOf.set(db, waiting)
  const { accountId } = move.wanted
  const others = waiting.get(accountId)
  if (others) others.push({ move, answer })
  else {
    const line = [{ move, answer }]
    waiting.set(accountId, line)
    void serve(sql, accountId, waiting, line)
  }
  return promise
}

/** Carries out what waits for an account, until nothing does. */
async function serve(
  sql: Sql,
  accountId: string,
  waiting: Map<string, Waiting[]>,
  line: Waiting[],
): Promise<void> {
  while (line.length > 0) {
    const group = line.splice(0, MAX_TOGETHER)
    const outcomes = await carryOutApart(
      sql,
      accountId,
      group.map(({ move }) => move),
    )
    for (const [index, { answer }] of group.entries()) answer(outcomes[index] as Outcome)
    // Whoever was just answered may have more to move.
    await nextTurn()
  }
  // At this very moment: whoever comes a moment later must not join a line that nobody serves.
  waiting.delete(accountId)
}

/** When something goes wrong with all of them, each is tried by itself: its key tells whether it was posted. */
async function carryOutApart(sql: Sql, accountId: string, moves: Move[]): Promise<Outcome[]> {
  try {
    return await carryOutMoves(sql, accountId, moves)
  } catch (error) {
    if (moves.length === 1) return [{ error }]
    const outcomes: Outcome[] = []
    for (const move of moves) outcomes.push(...(await carryOutApart(sql, accountId, [move])))
    return outcomes
  }
}

async function carryOutOne(sql: Sql, move: Move): Promise<Outcome> {
  const [outcome] = await carryOutMoves(sql, move.wanted.accountId, [move])
  return outcome as Outcome
}
