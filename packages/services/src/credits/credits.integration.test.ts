import { type Id, newId } from '@studio/core/kernel'
import { inTransaction, type LedgerEntry, type Transaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  captureCredits,
  checkLedger,
  grantCredits,
  holdCredits,
  readBalance,
  releaseCredits,
} from './index.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const clock = { now: () => now }
let database: TestDatabase
let accountId: Id<'account'>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  accountId = newId('account', now)
})
afterEach(async () => {
  expect(await checkLedger({ db: database.db, clock })).toEqual([])
})

const run = <Result>(work: (tx: Transaction) => Promise<Result>) => inTransaction(database.db, work)
const grantOf = (credits: number, idempotencyKey: string) => ({
  ...{ accountId, credits, idempotencyKey, now },
  ...{ source: 'starting', causeId: accountId },
})
const holdOf = (credits: number, idempotencyKey: string, causeId = 'gen_1') => ({
  ...{ accountId, credits, idempotencyKey, causeId, now },
  reason: 'started',
})
const settlementOf = (holdId: string, credits: number, idempotencyKey: string, reason = 'succeeded') => ({
  ...{ accountId, holdId, credits, idempotencyKey, reason, now },
  causeId: 'out_1',
})
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

const give = (credits: number) => run((tx) => grantCredits(tx, grantOf(credits, 'starting-grant')))
const hold = async (credits: number, key = 'hold'): Promise<string> => {
  const { holdId } = await run((tx) => holdCredits(tx, holdOf(credits, key)))
  return holdId as string
}
const readBooks = async () => {
  const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { accountId } })
  const { available, held, spent } = balance
  return { available, held, spent }
}
const countEntries = () => database.db.ledgerEntry.count({ where: { accountId } })

describe('credits', () => {
  it('are granted, held, captured and released, and each entry names its cause and what is left', async () => {
    await give(100)
    const holdId = await hold(6)
    await run((tx) => captureCredits(tx, settlementOf(holdId, 2, 'a')))
    await run((tx) => releaseCredits(tx, settlementOf(holdId, 4, 'b', 'failed:overloaded')))

    expect(await readBooks()).toEqual({ available: 98, held: 0, spent: 2 })
    const entries = await database.db.ledgerEntry.findMany({ where: { accountId }, orderBy: { seq: 'asc' } })
    const told = entries.map(({ kind, credits, causeId, reason, availableAfter }) =>
      [kind, credits, causeId, reason, availableAfter].join(' '),
    )
    expect(told).toEqual([
      `grant 100 ${accountId} starting 100`,
      'hold 6 gen_1 started 94',
      'capture 2 out_1 succeeded 94',
      'release 4 out_1 failed:overloaded 98',
    ])
  })

  it('that moved are told to whoever listens, in numbers and ids only', async () => {
    const entry = await give(100)
    const events = await database.db.event.findMany({ where: { accountId } })
    expect(events).toMatchObject([
      {
        type: 'credits.changed',
        subjectId: accountId,
        facts: { entryId: entry.id, kind: 'grant', credits: 100 },
      },
    ])
  })

  it('move together with everything else of their transaction, or not at all', async () => {
    await give(100)
    const work = run(async (tx) => {
      await holdCredits(tx, holdOf(6, 'hold'))
      throw new Error('the rest went wrong')
    })
    await expect(work).rejects.toThrow('the rest went wrong')
    expect(await readBooks()).toEqual({ available: 100, held: 0, spent: 0 })
  })

  it('of an account that never had any are none', async () => {
    const actor = { kind: 'account', accountId, sessionId: '' } as const
    expect(await readBalance(actor, database)).toEqual({ available: 0, held: 0 })
    const work = run((tx) => holdCredits(tx, holdOf(1, 'hold')))
    await expect(work).rejects.toThrow(refusal('insufficient_credits'))
  })

  it('are shown to nobody but the account', async () => {
    await expect(readBalance({ kind: 'anonymous' }, database)).rejects.toThrow(refusal('not_signed_in'))
  })
})

describe('I2: two holds that race for the last credits', () => {
  it('end with exactly one winner, and a clear sentence for the other', async () => {
    await give(10)
    const racers = ['first', 'second'].map((key) => run((tx) => holdCredits(tx, holdOf(6, key))))
    const results = await Promise.allSettled(racers)
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(reasons).toEqual([
      expect.objectContaining({
        code: 'insufficient_credits',
        message: 'This costs 6 credits and you have 4. Nothing was charged.',
      }),
    ])
    expect(await readBooks()).toEqual({ available: 4, held: 6, spent: 0 })
  })
})

describe('I3: a hold', () => {
  it('cannot be settled beyond its credits, whoever comes first', async () => {
    await give(100)
    const holdId = await hold(6)
    const settlements = [
      ...['a', 'b', 'c'].map((key) => run((tx) => captureCredits(tx, settlementOf(holdId, 3, key)))),
      ...['d', 'e', 'f'].map((key) => run((tx) => releaseCredits(tx, settlementOf(holdId, 3, key)))),
    ]
    const results = await Promise.allSettled(settlements)
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(reasons).toEqual(Array(4).fill(refusal('already_ended')))
    expect((await readBooks()).held).toBe(0)
  })

  it('of another account cannot be settled, and does not seem to exist', async () => {
    await give(100)
    const foreign = { ...settlementOf(await hold(6), 6, 'a'), accountId: newId('account', now) }
    for (const settle of [captureCredits, releaseCredits])
      await expect(run((tx) => settle(tx, foreign))).rejects.toThrow(refusal('not_found'))
    expect(await readBooks()).toEqual({ available: 94, held: 6, spent: 0 })
  })
})

describe('I6: the same request again, under the same key,', () => {
  type Repeat = [string, (tx: Transaction, holdId: string) => Promise<LedgerEntry>]
  const repeats: Repeat[] = [
    ['grant', (tx) => grantCredits(tx, grantOf(5, 'again'))],
    ['hold', (tx) => holdCredits(tx, holdOf(5, 'again'))],
    ['capture', (tx, holdId) => captureCredits(tx, settlementOf(holdId, 5, 'again'))],
    ['release', (tx, holdId) => releaseCredits(tx, settlementOf(holdId, 5, 'again', 'cancelled'))],
  ]

  it.each(repeats)('gets the same entry and moves nothing: %s', async (_kind, request) => {
    await give(100)
    const holdId = await hold(6)
    const first = await run((tx) => request(tx, holdId))
    const books = await readBooks()
    expect(await run((tx) => request(tx, holdId))).toEqual(first)
    expect(await readBooks()).toEqual(books)
    expect(await countEntries()).toBe(3)
  })

  it.each(repeats)('gets the same entry also when eight come at once: %s', async (_kind, request) => {
    await give(100)
    const holdId = await hold(6)
    const answers = await Promise.all(Array.from({ length: 8 }, () => run((tx) => request(tx, holdId))))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await countEntries()).toBe(3)
  })

  it('gets the same entry when the two are the very first of an account', async () => {
    const granted = Promise.withResolvers<void>()
    const first = run(async (tx) => {
      const entry = await grantCredits(tx, grantOf(5, 'starting-grant'))
      granted.resolve()
      await somebodyWaitsForALock()
      return entry
    })
    await granted.promise
    const second = run((tx) => grantCredits(tx, grantOf(5, 'starting-grant')))
    expect(await second).toEqual(await first)
    expect(await readBooks()).toEqual({ available: 5, held: 0, spent: 0 })
  })
})

describe('I6: another request under a key that was used', () => {
  it.each<[string, (tx: Transaction, ids: { holdId: string; otherId: string }) => Promise<LedgerEntry>]>([
    ['for other credits', (tx, { holdId }) => captureCredits(tx, settlementOf(holdId, 2, 'key'))],
    ['of another kind', (tx, { holdId }) => releaseCredits(tx, settlementOf(holdId, 3, 'key'))],
    [
      'for another cause',
      (tx, { holdId }) => captureCredits(tx, { ...settlementOf(holdId, 3, 'key'), causeId: 'out_2' }),
    ],
    [
      'for another reason',
      (tx, { holdId }) => captureCredits(tx, settlementOf(holdId, 3, 'key', 'cancelled')),
    ],
    ['for another hold', (tx, { otherId }) => captureCredits(tx, settlementOf(otherId, 3, 'key'))],
    ['that grants', (tx) => grantCredits(tx, grantOf(3, 'key'))],
    ['that holds', (tx) => holdCredits(tx, holdOf(3, 'key'))],
  ])('%s is refused and moves nothing', async (_what, request) => {
    await give(100)
    const ids = { holdId: await hold(6), otherId: await hold(6, 'other hold') }
    await run((tx) => captureCredits(tx, settlementOf(ids.holdId, 3, 'key')))
    const books = await readBooks()
    await expect(run((tx) => request(tx, ids))).rejects.toThrow(refusal('key_reused'))
    expect(await readBooks()).toEqual(books)
  })

  it('from another source is refused: a grant says where it comes from', async () => {
    await give(100)
    const other = { ...grantOf(100, 'starting-grant'), source: 'operator' }
    await expect(run((tx) => grantCredits(tx, other))).rejects.toThrow(refusal('key_reused'))
  })
})

describe('an amount that is not a whole number of at least 1', () => {
  it.each([0, -1, 0.5, 1e12, Number.NaN])('is refused everywhere: %d', async (credits) => {
    await give(100)
    const holdId = await hold(6)
    const requests = [
      (tx: Transaction) => grantCredits(tx, grantOf(credits, 'x')),
      (tx: Transaction) => holdCredits(tx, holdOf(credits, 'x')),
      (tx: Transaction) => captureCredits(tx, settlementOf(holdId, credits, 'x')),
      (tx: Transaction) => releaseCredits(tx, settlementOf(holdId, credits, 'x')),
    ]
    for (const request of requests) await expect(run(request)).rejects.toThrow(refusal('invalid_input'))
    expect(await countEntries()).toBe(2)
  })
})

/** Returns once another session of this database is blocked by a lock. */
async function somebodyWaitsForALock(): Promise<void> {
  for (let isBlocked = false; !isBlocked; ) {
    const waiting = await database.db.$queryRaw<unknown[]>`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    isBlocked = waiting.length > 0
  }
}
