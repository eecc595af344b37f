import { newId } from '@studio/core/kernel'
import { inSingleStatements, inTransaction, type LedgerEntry, type Sql } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { captureCredits, checkLedger, grantCredits, holdCredits, releaseCredits } from './index.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
let database: TestDatabase
let accountId: string
let posts: number

beforeAll(async () => {
  database = await createTestDatabase()
  await database.db.$connect()
})
afterAll(() => database.drop())
beforeEach(async () => {
  accountId = newId('account', now)
  await alone((sql) => grantCredits(sql, { ...entryOf(100, 'begin'), source: 'test' }))
  posts = 0
})
afterEach(async () => {
  expect(await checkLedger({ db: database.db, clock: { now: () => now } })).toEqual([])
})

const entryOf = (credits: number, idempotencyKey: string) => ({
  ...{ accountId, credits, idempotencyKey, causeId: 'cause', reason: 'together', now },
})
/** Runs work without a transaction, and counts how often entries are posted. */
const alone = (work: (sql: Sql) => Promise<LedgerEntry>) =>
  inSingleStatements(database.db, (sql) => {
    const query: Sql['query'] = (statement, values) => {
      if (statement.name === 'post_entries') posts++
      return sql.query(statement, values)
    }
    return work({ alone: sql.alone, query })
  })
const hold = (credits: number, key: string) => alone((sql) => holdCredits(sql, entryOf(credits, key)))
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

describe('movements of one account that come at once', () => {
  it('are posted together, in the order in which they came', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `hold ${index}`)
    const entries = await Promise.all(keys.map((key) => hold(2, key)))
    expect(entries.map(({ idempotencyKey }) => idempotencyKey)).toEqual(keys)
    expect(entries.map(({ seq }) => seq)).toEqual(keys.map((_, index) => 2 + index))
    expect(entries.at(-1)).toMatchObject({ availableAfter: 60, heldAfter: 40 })
    const ended = entries.map(({ holdId }, index) => {
      const settle = index % 2 ? captureCredits : releaseCredits
      return alone((sql) => settle(sql, { ...entryOf(2, `end ${index}`), holdId: holdId as string }))
    })
    expect((await Promise.all(ended)).at(-1)).toMatchObject({ availableAfter: 80, heldAfter: 0 })
    expect(posts).toBeLessThanOrEqual(4)
  })

  it('I2: are refused each for itself: what one cannot have, a smaller one may', async () => {
    const results = await Promise.allSettled([hold(70, 'a'), hold(40, 'b'), hold(30, 'c'), hold(1, 'd')])
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { reason: refusal('insufficient_credits') },
      { status: 'fulfilled' },
      { reason: { message: 'This costs 1 credits and you have 0. Nothing was charged.' } },
    ])
  })

  it('I3: settle a hold no further than it goes', async () => {
    const holdId = (await hold(5, 'hold')).holdId as string
    const capture = (key: string) =>
      alone((sql) => captureCredits(sql, { ...entryOf(2, key), holdId })).then(({ credits }) => credits)
    const results = await Promise.allSettled(['a', 'b', 'c'].map(capture))
    expect(results).toMatchObject([{ value: 2 }, { value: 2 }, { reason: refusal('already_ended') }])
  })

  it('I6: under one key are one, and another one under it is refused', async () => {
    const results = await Promise.allSettled([hold(9, 'the key'), hold(9, 'the key'), hold(8, 'the key')])
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toMatchObject({ reason: refusal('key_reused') })
    expect(await hold(9, 'the key')).toMatchObject({ seq: 2 })
  })

  it('do not suffer from one that the database refuses', async () => {
    const bad = alone((sql) => holdCredits(sql, { ...entryOf(1, 'bad'), reason: 'two\nlines' }))
    const results = await Promise.allSettled([hold(1, 'a'), hold(1, 'b'), bad, hold(1, 'c')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await database.db.ledgerEntry.count({ where: { accountId } })).toBe(4)
  })

  it('that give back the last of a grant go on with what came back', async () => {
    const holdId = (await hold(100, 'all')).holdId as string
    const release = (key: string) =>
      alone((sql) => releaseCredits(sql, { ...entryOf(50, key), holdId })).then((entry) => entry)
    const [, , again] = await Promise.all([release('a'), release('b'), hold(100, 'again')])
    expect(again).toMatchObject({ availableAfter: 0, heldAfter: 100 })
  })
})

describe('movements of several accounts that come at once', () => {
  const other = newId('account', now)
  const holdOf = (account: string, key: string, reason = 'together') =>
    alone((sql) => holdCredits(sql, { ...entryOf(1, key), accountId: account, reason }))
  beforeEach(async () => {
    const first = { ...entryOf(100, `begin ${accountId}`), accountId: other, source: 'test' }
    await alone((sql) => grantCredits(sql, first))
  })

  it('share a commit, and none suffers from one that the database refuses', async () => {
    const [own, others, bad] = await Promise.allSettled([
      holdOf(accountId, 'own'),
      holdOf(other, 'others'),
      holdOf(newId('account', now), 'poor'),
    ])
    expect([own.status, others.status, bad.status]).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    const refused = await Promise.allSettled([holdOf(accountId, 'more'), holdOf(other, 'bad', 'two\nlines')])
    expect(refused.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    const together = await Promise.all(
      [...Array.from({ length: 6 }, () => newId('account', now))].map((account) =>
        alone((sql) => grantCredits(sql, { ...entryOf(5, 'begin'), accountId: account, source: 'test' })),
      ),
    )
    expect(together.map(({ seq }) => seq)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('do not wait for an account that somebody else keeps', async () => {
    let late: Promise<LedgerEntry> | undefined
    await inTransaction(database.db, async (tx) => {
      await holdCredits(tx, { ...entryOf(1, 'kept'), accountId: other })
      late = holdOf(other, 'late')
      expect(await holdOf(accountId, 'at once')).toMatchObject({ seq: 2 })
    })
    expect(await late).toMatchObject({ heldAfter: 3 })
  })
})
