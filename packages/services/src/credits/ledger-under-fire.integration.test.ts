import { DomainError, newId } from '@studio/core/kernel'
import {
  type Database,
  inSingleStatements,
  inTransaction,
  type LedgerEntry,
  openDatabase,
  type Sql,
  type Transaction,
} from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../kernel/index.ts'
import {
  captureCredits,
  checkLedger,
  expireCredits,
  grantCredits,
  holdCredits,
  refundCredits,
  releaseCredits,
} from './index.ts'

const LANES = 8
/** All of it happens within an hour, in any order: the check, which lets the sweep be late, looks from its start. */
const LAST_MINUTE = 60
const atMinute = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute))
const clockAt = (minute: number) => ({ now: () => atMinute(minute) })

let database: TestDatabase
/** Eight connections that move credits; they are the ones that get killed. */
let movers: Database

beforeAll(async () => {
  database = await createTestDatabase()
  const url = Object.assign(new URL(database.url), { search: '?application_name=mover' }).href
  movers = openDatabase({ url, maxConnections: LANES })
})
afterAll(async () => {
  await movers.$disconnect()
  await database.drop()
})

/** When the connection is killed from outside, if at all. */
type Killed = 'never' | 'before the entry' | 'before the commit'
type Movement = {
  kind: 'grant' | 'hold' | 'capture' | 'release' | 'refund'
  credits: number
  /** Which of the earlier holds it settles, or which of the earlier charges it refunds. */
  of: number
  /** When it happens, and for a grant how long it lasts, in minutes; 0 is for ever. */
  minute: number
  lastsMinutes: number
  /** Whether it is all that its transaction does. */
  isAlone: boolean
  killed: Killed
}
/**
 * A movement of its own; an earlier one again under its key, with its own body or with another; the sweep of
 * what has expired by a minute; or the end of some connection at whatever it is just doing.
 */
type Command =
  | ({ does: 'move' } & Movement)
  | { does: 'repeat' | 'reuse'; of: number }
  | { does: 'sweep'; minute: number }
  | { does: 'sever' }

const killed = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Killed>('never') },
  { weight: 1, arbitrary: fc.constantFrom<Killed>('before the entry', 'before the commit') },
)
const movement = fc.record<Movement & { does: 'move' }>({
  does: fc.constant('move'),
  kind: fc.constantFrom('grant', 'hold', 'hold', 'capture', 'capture', 'release', 'refund'),
  credits: fc.integer({ min: 1, max: 40 }),
  of: fc.nat(4),
  minute: fc.nat(LAST_MINUTE),
  lastsMinutes: fc.nat(LAST_MINUTE),
  isAlone: fc.boolean(),
  killed,
})
const again = fc.record({ does: fc.constantFrom('repeat' as const, 'reuse' as const), of: fc.nat(40) })
const sweep = fc.record({ does: fc.constant('sweep' as const), minute: fc.nat(LAST_MINUTE) })
const sever = fc.constant({ does: 'sever' as const })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: movement },
  { weight: 3, arbitrary: again },
  { weight: 1, arbitrary: sweep },
  { weight: 1, arbitrary: sever },
)

/** What came of one call: the entry it was answered, or why not. */
type Answer = { key: string; isOwnBody: boolean; entry?: LedgerEntry; error?: unknown }

/** Carries commands out on an account of its own. */
function createTrial(commands: Command[]) {
  const accountId = newId('account', atMinute(0))
  const holdIds: string[] = []
  const captureIds: string[] = []
  const moves = commands.filter((each) => each.does === 'move')
  /** The hold or the charge that a movement is about is chosen when it is first tried, and stays its own. */
  const chosen = new Map<Movement, string>()
  const choose = (asked: Movement, from: string[]): string => {
    const id = chosen.get(asked) ?? from[asked.of % from.length] ?? 'none_yet'
    chosen.set(asked, id)
    return id
  }

  const move = (sql: Sql, asked: Movement, credits: number): Promise<LedgerEntry> => {
    const key = `move ${moves.indexOf(asked as never)}`
    const entry = { accountId, credits, causeId: key, idempotencyKey: key, now: atMinute(asked.minute) }
    const about = { ...entry, reason: 'trial' }
    if (asked.kind === 'grant') {
      const expiresAt = asked.lastsMinutes > 0 ? atMinute(asked.minute + asked.lastsMinutes) : null
      return grantCredits(sql, { ...entry, source: 'trial', expiresAt })
    }
    if (asked.kind === 'hold') return holdCredits(sql, about)
    if (asked.kind === 'refund') return refundCredits(sql, { ...about, captureId: choose(asked, captureIds) })
    const settle = asked.kind === 'capture' ? captureCredits : releaseCredits
    return settle(sql, { ...about, holdId: choose(asked, holdIds) })
  }

  const attempt = async (asked: Movement, credits: number, kill: Killed): Promise<Answer> => {
    const about = { key: `move ${moves.indexOf(asked as never)}`, isOwnBody: credits === asked.credits }
    try {
      const moveAlone = () => inSingleStatements(movers, (sql) => move(sql, asked, credits))
      const moveInTransaction = async (tx: Transaction) => {
        if (kill === 'before the entry') await killConnectionOf(tx)
        const posted = await move(tx, asked, credits)
        if (kill === 'before the commit') await killConnectionOf(tx)
        return posted
      }
      const isAlone = asked.isAlone && kill === 'never'
      const entry = await (isAlone ? moveAlone() : inTransaction(movers, moveInTransaction))
      if (entry.kind === 'hold') holdIds.push(entry.holdId as string)
      if (entry.kind === 'capture') captureIds.push(entry.id)
      return { ...about, entry }
    } catch (error) {
      return { ...about, error }
    }
  }

  return {
    accountId,
    moves,
    async run(each: Command): Promise<Answer | undefined> {
      if (each.does === 'move') return attempt(each, each.credits, each.killed)
      if (each.does === 'sever') return severSomeConnection()
      if (each.does === 'sweep') return sweepAt(each.minute)
      const earlier = moves[each.of % moves.length]
      return earlier && attempt(earlier, earlier.credits + (each.does === 'reuse' ? 1 : 0), 'never')
    },
    begin: () =>
      inTransaction(database.db, (tx) => {
        const entry = {
          accountId,
          credits: 100,
          causeId: accountId,
          idempotencyKey: 'begin',
          now: atMinute(0),
        }
        return grantCredits(tx, { ...entry, source: 'trial' })
      }),
    again: (asked: Movement) => attempt(asked, asked.credits, 'never'),
  }
}

async function killConnectionOf(tx: Transaction): Promise<void> {
  const [backend] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  await database.db.$queryRaw`SELECT pg_terminate_backend(${backend?.pid}, 5000)`
}

/** Sweeps as the worker does; the loss of its connection is for the next sweep to make good. */
async function sweepAt(minute: number): Promise<Answer> {
  const about = { key: 'the sweep', isOwnBody: true }
  try {
    await expireCredits(systemActor, { db: movers, clock: clockAt(minute) })
    return about
  } catch (error) {
    return { ...about, error }
  }
}

async function severSomeConnection(): Promise<undefined> {
  await database.db.$queryRaw`
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'mover' AND state <> 'idle'
    ORDER BY xact_start LIMIT 1`
}

/** Runs the commands in eight lanes at once, each lane taking the next one when it is free. */
async function runInLanes(commands: Command[], run: (each: Command) => Promise<Answer | undefined>) {
  const answers: Answer[] = []
  const queue = commands.values()
  const lanes = Array.from({ length: LANES }, async () => {
    for (const each of queue) {
      const answer = await run(each)
      if (answer) answers.push(answer)
    }
  })
  await Promise.all(lanes)
  return answers
}

/** A refusal by the rules, or the loss of the connection; anything else is a defect. */
function isExpected({ error }: Answer): boolean {
  if (error === undefined) return true
  const codes = ['insufficient_credits', 'already_ended', 'not_found', 'key_reused']
  if (error instanceof DomainError) return codes.includes(error.code)
  return /connection|closed|ECONNRESET|EPIPE/i.test(String(error))
}

describe('the ledger under fire: eight connections at once, some killed half-way', () => {
  it('I1 to I6, I8 to I10: adds up at every snapshot, and every key has one entry at the most', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 30, maxLength: 60 }), async (commands) => {
        const trial = createTrial(commands)
        await trial.begin()
        let isRunning = true
        const work = runInLanes(commands, trial.run).finally(() => {
          isRunning = false
        })
        while (isRunning) expect(await checkLedger({ db: database.db, clock: clockAt(0) })).toEqual([])
        const answers = await work
        expect(answers.filter((answer) => !isExpected(answer))).toEqual([])

        // Whoever lost the connection asks again, and so does everybody else.
        for (const move of trial.moves) answers.push(await trial.again(move))
        expect(answers.filter((answer) => !isExpected(answer))).toEqual([])
        expect(await sweepAt(2 * LAST_MINUTE)).not.toHaveProperty('error')
        const muchLater = clockAt(2 * LAST_MINUTE + 5)
        expect(await checkLedger({ db: database.db, clock: muchLater })).toEqual([])
        await expectOneEntryPerKey(trial.accountId, answers)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })
})

async function expectOneEntryPerKey(accountId: string, answers: Answer[]): Promise<void> {
  const entries = await database.db.ledgerEntry.findMany({ where: { accountId } })
  for (const key of new Set(answers.map((answer) => answer.key))) {
    const written = entries.filter(({ idempotencyKey }) => idempotencyKey === key)
    const answered = answers.filter((answer) => answer.key === key && answer.entry)
    expect(written.length).toBeLessThanOrEqual(1)
    for (const answer of answered) expect(answer.entry).toEqual(written[0])
    // The two bodies under one key are never both answered.
    expect(new Set(answered.map(({ isOwnBody }) => isOwnBody)).size).toBeLessThanOrEqual(1)
  }
}
