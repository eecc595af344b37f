import { type Id, newId } from '@studio/core/kernel'
import { inTransaction, type Transaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operatorActor, systemActor } from '../kernel/index.ts'
import {
  captureCredits,
  checkLedger,
  expireCredits,
  grantCredits,
  holdCredits,
  readBalance,
  releaseCredits,
} from './index.ts'

const HOUR_MS = 3_600_000
const BEGIN = new Date('2026-11-22T12:00:00.000Z')
const at = (hours: number) => new Date(BEGIN.getTime() + hours * HOUR_MS)
let now: Date
const clock = { now: () => now }
let database: TestDatabase
let accountId: Id<'account'>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  now = BEGIN
  accountId = newId('account', now)
})
afterEach(async () => {
  await sweep()
  expect(await checkLedger({ db: database.db, clock })).toEqual([])
})

const run = <Result>(work: (tx: Transaction) => Promise<Result>) => inTransaction(database.db, work)
const sweep = () => expireCredits(systemActor, { db: database.db, clock })
const give = async (
  credits: number,
  expiresAt: Date | null,
  key = `grant of ${credits}`,
): Promise<string> => {
  const grant = {
    accountId,
    credits,
    expiresAt,
    source: 'test',
    causeId: accountId,
    idempotencyKey: key,
    now,
  }
  return (await run((tx) => grantCredits(tx, grant))).grantId as string
}
const hold = (credits: number, key = 'hold') =>
  run((tx) =>
    holdCredits(tx, { accountId, credits, causeId: 'gen_1', reason: 'started', idempotencyKey: key, now }),
  )
const settle = (work: typeof captureCredits, holdId: string | null, credits: number, key: string) => {
  const entry = { accountId, credits, causeId: 'out_1', reason: 'test', idempotencyKey: key, now }
  return run((tx) => work(tx, { ...entry, holdId: holdId as string }))
}
const balance = () => readBalance({ kind: 'account', accountId, sessionId: '' }, database)
const leftOf = async (id: string) => (await database.db.grant.findUniqueOrThrow({ where: { id } })).remaining
const expiries = async () => {
  const entries = await database.db.ledgerEntry.findMany({
    where: { accountId, kind: 'expiry' },
    orderBy: { seq: 'asc' },
  })
  return entries.map(({ credits, grantId }) => ({ credits, grantId }))
}

describe('credits that expire soonest', () => {
  it('are set aside first, charged first, and given back last', async () => {
    const lasting = await give(50, null)
    const late = await give(4, at(48))
    const soon = await give(3, at(1))
    const placed = await hold(9)
    expect(placed.grantUses).toEqual([
      { grantId: soon, credits: 3 },
      { grantId: late, credits: 4 },
      { grantId: lasting, credits: 2 },
    ])
    const charged = await settle(captureCredits, placed.holdId, 4, 'a')
    expect(charged.grantUses).toEqual([
      { grantId: soon, credits: 3 },
      { grantId: late, credits: 1 },
    ])
    const returned = await settle(releaseCredits, placed.holdId, 3, 'b')
    expect(returned.grantUses).toEqual([
      { grantId: late, credits: 1 },
      { grantId: lasting, credits: 2 },
    ])
    const rest = await settle(captureCredits, placed.holdId, 2, 'c')
    expect(rest.grantUses).toEqual([{ grantId: late, credits: 2 }])
    expect([await leftOf(soon), await leftOf(late), await leftOf(lasting)]).toEqual([0, 1, 50])
  })
})

describe('credits past their time', () => {
  it('cannot be spent any more, also before the sweep came, and those that last still can', async () => {
    const lasting = await give(5, null)
    await give(10, at(1))
    now = at(1)
    await expect(hold(6)).rejects.toThrow('This costs 6 credits and you have 5. Nothing was charged.')
    expect(await balance()).toEqual({ available: 15, held: 0 })
    expect((await hold(5)).grantUses).toEqual([{ grantId: lasting, credits: 5 }])
    expect(await balance()).toEqual({ available: 0, held: 5 })
    expect(await expiries()).toHaveLength(1)
  })

  it('can be spent up to their last millisecond', async () => {
    const soon = await give(10, at(1))
    now = new Date(at(1).getTime() - 1)
    expect((await hold(10)).grantUses).toEqual([{ grantId: soon, credits: 10 }])
  })

  it('are taken off once by an entry of their own, however often and however many at once sweep', async () => {
    const soon = await give(10, at(1))
    await give(5, null)
    await sweep()
    expect(await expiries()).toEqual([])
    now = at(1)
    await Promise.all(Array.from({ length: 8 }, sweep))
    await sweep()
    expect(await expiries()).toEqual([{ credits: 10, grantId: soon }])
    expect(await balance()).toEqual({ available: 5, held: 0 })
  })

  it('that come back from a hold expire again', async () => {
    const soon = await give(10, at(1))
    const { holdId } = await hold(6)
    now = at(2)
    await sweep()
    await settle(releaseCredits, holdId, 4, 'a')
    await sweep()
    await settle(releaseCredits, holdId, 2, 'b')
    await sweep()
    expect(await expiries()).toEqual([4, 4, 2].map((credits) => ({ credits, grantId: soon })))
    expect(await balance()).toEqual({ available: 0, held: 0 })
  })

  it('pay for work that was started in time, as it was agreed', async () => {
    await give(10, at(1))
    const { holdId } = await hold(6)
    now = at(2)
    await sweep()
    await settle(captureCredits, holdId, 6, 'a')
    expect(await balance()).toEqual({ available: 0, held: 0 })
  })
})

describe('I8: a hold past its time', () => {
  it('gives back what is still open of it, once, and can no longer be charged', async () => {
    await give(10, null)
    const { holdId } = await hold(6)
    await settle(captureCredits, holdId, 2, 'a')
    now = new Date(at(24).getTime() - 1)
    await sweep()
    expect(await balance()).toEqual({ available: 4, held: 4 })
    now = at(24)
    await Promise.all(Array.from({ length: 8 }, sweep))
    expect(await balance()).toEqual({ available: 8, held: 0 })
    await expect(settle(captureCredits, holdId, 1, 'late')).rejects.toThrow('already captured or released')
  })
})

describe('the sweep', () => {
  it('is the worker’s, and nobody else’s', async () => {
    for (const actor of [operatorActor, { kind: 'anonymous' } as const]) {
      const work = expireCredits(actor, { db: database.db, clock })
      await expect(work).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
    }
  })
})
