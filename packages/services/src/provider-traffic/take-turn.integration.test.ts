import { freshTraffic } from '@studio/core/provider-traffic'
import { type Database, openDatabase } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askForTurn, noteOutcome } from './index.ts'

const limit = { perMinute: 60, burst: 5 }
const WORKERS = 4
let database: TestDatabase
/** Connections of their own, as workers on several machines have: they share nothing but the database. */
let pools: Database[]
let nowMs = Date.parse('2026-11-23T12:00:00Z')
const clock = { now: () => new Date(nowMs) }

beforeAll(async () => {
  database = await createTestDatabase()
  pools = Array.from({ length: WORKERS }, () => openDatabase({ url: database.url }))
})
afterAll(async () => {
  await Promise.all(pools.map((db) => db.$disconnect()))
  await database.drop()
})
beforeEach(async () => {
  await database.db.providerTraffic.deleteMany()
  await database.db.providerTraffic.create({
    data: { provider: 'gemini', ...freshTraffic(limit, clock.now()) },
  })
})

const workers = () =>
  pools.map((db) => ({ db, clock, trafficLimits: { gemini: limit, kling: null, local: null } }))
const ask = (deps: ReturnType<typeof workers>[number]) => askForTurn('gemini', deps)

describe('several workers that ask one provider', () => {
  it('all leave it alone for as long as it asked one of them to', async () => {
    const [first, ...others] = workers()
    if (!first) throw new Error('There are no workers.')
    expect(await ask(first)).toBeNull()
    await noteOutcome('gemini', { code: 'rate_limited', retryAfterMs: 30_000 }, first)
    expect(await Promise.all(others.map(ask))).toEqual(others.map(() => 30_000))
    nowMs += 29_999
    expect(await Promise.all(workers().map(ask))).toEqual(workers().map(() => 1))
    nowMs += 1
    expect(await Promise.all(workers().map(ask))).toEqual(workers().map(() => null))
  })

  it('together make no more calls than it takes, however many ask at the same moment', async () => {
    const turns = await Promise.all(Array.from({ length: 5 }, () => workers().map(ask)).flat())
    expect(turns.filter((waitMs) => waitMs === null)).toHaveLength(limit.burst)
  })
})
