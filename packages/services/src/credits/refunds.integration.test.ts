import { type Id, newId } from '@studio/core/kernel'
import { inTransaction, type Transaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../kernel/index.ts'
import {
  captureCredits,
  checkLedger,
  expireCredits,
  grantCredits,
  holdCredits,
  readBalance,
  refundCredits,
} from './index.ts'

const DAY_MS = 86_400_000
const now = new Date('2026-11-22T12:00:00.000Z')
const clock = { now: () => now }
let database: TestDatabase
let accountId: Id<'account'>
let captureId: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  accountId = newId('account', now)
  captureId = await charge(6)
})
afterEach(async () => {
  expect(await checkLedger({ db: database.db, clock })).toEqual([])
})

const run = <Result>(work: (tx: Transaction) => Promise<Result>) => inTransaction(database.db, work)
const refund = (credits: number, key: string, of = captureId, owner = accountId) => {
  const entry = { accountId: owner, credits, causeId: 'sorry', reason: 'operator', idempotencyKey: key, now }
  return run((tx) => refundCredits(tx, { ...entry, captureId: of }))
}
const available = async () =>
  (await readBalance({ kind: 'account', accountId, sessionId: '' }, database)).available
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

/** Charges credits of a grant that holds just these and expires in a day. Answers the entry that charged. */
async function charge(credits: number): Promise<string> {
  return run(async (tx) => {
    const entry = { accountId, credits, causeId: 'out_1', reason: 'test', now }
    const expiresAt = new Date(now.getTime() + DAY_MS)
    await grantCredits(tx, { ...entry, source: 'test', expiresAt, idempotencyKey: 'grant' })
    const { holdId } = await holdCredits(tx, { ...entry, idempotencyKey: 'hold' })
    const captured = await captureCredits(tx, {
      ...entry,
      holdId: holdId as string,
      idempotencyKey: 'capture',
    })
    return captured.id
  })
}

describe('I5: a refund', () => {
  it('gives back a charge in parts, up to what was charged and no further', async () => {
    await refund(4, 'a')
    await refund(2, 'b')
    await expect(refund(1, 'c')).rejects.toThrow('Of this charge, 0 credits can still be refunded.')
    expect(await available()).toBe(6)
  })

  it('does not exceed the charge when eight come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => refund(2, `${index}`)))
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(reasons).toEqual(Array(5).fill(refusal('already_ended')))
    expect(await available()).toBe(6)
  })

  it('under a key that was used gets the same answer, and is refused for another charge or other credits', async () => {
    const first = await refund(2, 'key')
    expect(await refund(2, 'key')).toEqual(first)
    await expect(refund(3, 'key')).rejects.toThrow(refusal('key_reused'))
    await expect(refund(2, 'key', 'ent_other')).rejects.toThrow(refusal('key_reused'))
    expect(await available()).toBe(2)
  })

  it('comes back as a grant that does not expire, though the credits it was paid with would have', async () => {
    const { grantId, grantUses } = await refund(6, 'a')
    expect(grantUses).toEqual([{ grantId, credits: 6 }])
    const muchLater = { now: () => new Date(now.getTime() + 1000 * DAY_MS) }
    await expireCredits(systemActor, { db: database.db, clock: muchLater })
    expect(await available()).toBe(6)
  })

  it('of what is no charge, or another account’s, finds nothing', async () => {
    const { id } = await refund(1, 'a')
    await expect(refund(1, 'b', id)).rejects.toThrow(refusal('not_found'))
    await expect(refund(1, 'b', 'ent_none')).rejects.toThrow(refusal('not_found'))
    const stranger = newId('account', now)
    await expect(refund(1, 'b', captureId, stranger)).rejects.toThrow(refusal('not_found'))
  })

  it.each([0, -1, 0.5, 1e12, Number.NaN])('of %d credits is refused', async (credits) => {
    await expect(refund(credits, 'a')).rejects.toThrow(refusal('invalid_input'))
  })
})
