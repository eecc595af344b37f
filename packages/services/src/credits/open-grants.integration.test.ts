import { inConsumptionOrder } from '@studio/core/credits'
import { inTransaction } from '@studio/db'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountActor } from '../kernel/index.ts'
import { grantCredits, holdCredits, listOpenGrants, readBalance } from './index.ts'

const DAY_MS = 86_400_000
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
})

const list = () => listOpenGrants(merchant, studio.deps)
const entry = (key: string) => ({
  ...{ accountId: merchant.accountId, causeId: 'test', idempotencyKey: key, now: studio.clock.now() },
})
const grant = (source: string, credits: number, days: number | null, note?: string) => {
  const expiresAt = days === null ? null : new Date(studio.clock.now().getTime() + days * DAY_MS)
  const given = { ...entry(source), source, credits, expiresAt, ...(note !== undefined && { note }) }
  return inTransaction(studio.deps.db, (tx) => grantCredits(tx, given))
}

describe('the grants that one has', () => {
  it('are shown in the order in which they are used, with what is left and until when', async () => {
    await grant('refund', 4, null)
    await grant('top-up', 100, 300)
    await grant('plan', 20, 10)
    await grant('operator', 5, null, 'sorry for the wait')
    const holding = { ...entry('hold'), credits: 23, reason: 'test' }
    await inTransaction(studio.deps.db, (tx) => holdCredits(tx, holding))
    const grants = await list()
    expect(grants.map(({ source, credits, remaining, note }) => [source, credits, remaining, note])).toEqual([
      ['top-up', 100, 97, ''],
      ['refund', 4, 4, ''],
      ['operator', 5, 5, 'sorry for the wait'],
    ])
    const states = grants.map((each) => ({
      ...{ id: each.id, createdAt: new Date(each.createdAt) },
      expiresAt: each.expiresAt ? new Date(each.expiresAt) : null,
    }))
    expect(states).toEqual(inConsumptionOrder(states))
  })

  it('add up to what is available', async () => {
    await grant('plan', 20, 10)
    await grant('top-up', 100, 300)
    const left = (await list()).reduce((sum, { remaining }) => sum + remaining, 0)
    expect(left).toBe((await readBalance(merchant, studio.deps)).available)
  })

  it('are not shown any more from the moment they expire', async () => {
    await grant('plan', 20, 10)
    studio.clock.advance(10 * DAY_MS)
    expect(await list()).toEqual([])
  })
})
