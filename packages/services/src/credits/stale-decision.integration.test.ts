import { newId } from '@studio/core/kernel'
import { type Database, inSingleStatements, inTransaction, openDatabase, type Sql } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  captureCredits,
  checkLedger,
  grantCredits,
  holdCredits,
  refundCredits,
  releaseCredits,
} from './index.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const inAnHour = new Date('2026-11-22T13:00:00.000Z')
let database: TestDatabase
/** The connections of another process: what it moves does not wait for what is being moved here. */
let others: Database
let accountId: string
/** A grant of 10 credits that never expires. */
let lasting: string

beforeAll(async () => {
  database = await createTestDatabase()
  others = openDatabase({ url: database.url, maxConnections: 2 })
  await Promise.all([database.db.$connect(), others.$connect()])
})
afterAll(async () => {
  await others.$disconnect()
  await database.drop()
})
beforeEach(async () => {
  accountId = newId('account', now)
  lasting = await grant(10, 'begin')
})
afterEach(async () => {
  expect(await checkLedger({ db: database.db, clock: { now: () => now } })).toEqual([])
})

const entryOf = (credits: number, idempotencyKey: string) => ({
  ...{ accountId, credits, idempotencyKey, causeId: 'cause', reason: 'race', now },
})
const at = <Result>(work: (sql: Sql) => Promise<Result>) => inSingleStatements(others, work)
const grant = async (credits: number, key: string, expiresAt: Date | null = null) => {
  const entry = { ...entryOf(credits, key), source: 'race', expiresAt }
  return (await at((sql) => grantCredits(sql, entry))).grantId as string
}
const hold = async (credits: number, key: string) =>
  (await at((sql) => holdCredits(sql, entryOf(credits, key)))).holdId as string
const capture = (holdId: string, credits: number, key: string) =>
  at((sql) => captureCredits(sql, { ...entryOf(credits, key), holdId }))
const release = (holdId: string, credits: number, key: string) =>
  at((sql) => releaseCredits(sql, { ...entryOf(credits, key), holdId }))
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

describe.each([
  ['in single statements', inSingleStatements],
  ['in a transaction', inTransaction],
] as const)('I1 to I6: a decision on books that move before it is posted, %s', (_how, run) => {
  let posts: number

  /**
   * Does the work, and `meanwhile` between what it decides and what it posts, the first time it does; in a transaction
   * that reads its books, which are its own from then on, before it does.
   */
  const interrupt = <Result>(work: (sql: Sql) => Promise<Result>, meanwhile: () => Promise<unknown>) => {
    posts = 0
    let isInterrupted = false
    return run(database.db, (sql: Sql) => {
      const query: Sql['query'] = async (statement, values) => {
        if (statement.name === 'post_entries') posts++
        if (!isInterrupted && (statement.name === 'post_entries' || !sql.alone)) {
          isInterrupted = true
          await meanwhile()
        }
        return sql.query(statement, values)
      }
      return work({ alone: sql.alone, query })
    })
  }

  it('is not how two starts that race for the last credits both get them', async () => {
    const late = interrupt(
      (sql) => holdCredits(sql, entryOf(6, 'late')),
      () => hold(6, 'early'),
    )
    const message = 'This costs 6 credits and you have 4. Nothing was charged.'
    await expect(late).rejects.toThrow(expect.objectContaining({ code: 'insufficient_credits', message }))
    expect(posts).toBe(1)
  })

  it('takes from another grant what somebody else took of the first', async () => {
    const soon = await grant(5, 'soon', inAnHour)
    const late = await interrupt(
      (sql) => holdCredits(sql, entryOf(5, 'late')),
      () => hold(3, 'early'),
    )
    expect(late.grantUses).toEqual([
      { grantId: soon, credits: 2 },
      { grantId: lasting, credits: 3 },
    ])
  })

  it('uses the grant that came and expires sooner', async () => {
    let soon = ''
    const late = await interrupt(
      (sql) => holdCredits(sql, entryOf(4, 'late')),
      async () => {
        soon = await grant(5, 'soon', inAnHour)
      },
    )
    expect(late.grantUses).toEqual([{ grantId: soon, credits: 4 }])
  })

  it('uses what a release gave back to the grant that expires sooner', async () => {
    const soon = await grant(5, 'soon', inAnHour)
    const held = await hold(5, 'hold')
    const late = await interrupt(
      (sql) => holdCredits(sql, entryOf(4, 'late')),
      () => release(held, 5, 'release'),
    )
    expect(late.grantUses).toEqual([{ grantId: soon, credits: 4 }])
  })

  it('captures the next part of a line of which somebody else captured the front', async () => {
    const soon = await grant(5, 'soon', inAnHour)
    const held = await hold(10, 'hold')
    const late = await interrupt(
      (sql) => captureCredits(sql, { ...entryOf(4, 'late'), holdId: held }),
      () => capture(held, 3, 'early'),
    )
    expect(late.grantUses).toEqual([
      { grantId: soon, credits: 2 },
      { grantId: lasting, credits: 2 },
    ])
  })

  it('settles nothing that somebody else has settled', async () => {
    const held = await hold(4, 'hold')
    const late = interrupt(
      (sql) => releaseCredits(sql, { ...entryOf(2, 'late'), holdId: held }),
      () => capture(held, 4, 'early'),
    )
    await expect(late).rejects.toThrow(refusal('already_ended'))
  })

  it('refunds nothing that somebody else has refunded', async () => {
    const { id: captureId } = await capture(await hold(4, 'hold'), 4, 'capture')
    const refund = (key: string) => (sql: Sql) => refundCredits(sql, { ...entryOf(3, key), captureId })
    const late = interrupt(refund('late'), () => at(refund('early')))
    await expect(late).rejects.toThrow(refusal('already_ended'))
  })

  it('under a key that was used meanwhile is the entry that stands, or is refused when it is another', async () => {
    const same = await interrupt(
      (sql) => holdCredits(sql, entryOf(4, 'the key')),
      () => hold(4, 'the key'),
    )
    expect(await hold(4, 'the key')).toBe(same.holdId)
    const other = interrupt(
      (sql) => holdCredits(sql, entryOf(1, 'another key')),
      () => hold(2, 'another key'),
    )
    await expect(other).rejects.toThrow(refusal('key_reused'))
  })

  it('stands when what moved has nothing to do with it', async () => {
    const [held, other] = [await hold(2, 'hold'), await hold(2, 'other')]
    await interrupt(
      (sql) => captureCredits(sql, { ...entryOf(1, 'late'), holdId: held }),
      async () => {
        await grant(5, 'more')
        await release(other, 1, 'release')
        await hold(3, 'a third')
      },
    )
    expect(posts).toBe(1)
    await interrupt(
      (sql) => holdCredits(sql, entryOf(1, 'also late')),
      () => hold(1, 'before'),
    )
    expect(posts).toBe(1)
  })

  it('is made in the end on books that nobody moves, however much others want of them', async () => {
    posts = 0
    let waiting: Promise<unknown> = Promise.resolve()
    const late = await run(database.db, (sql: Sql) => {
      const query: Sql['query'] = async (statement, values) => {
        if (statement.name !== 'post_entries') return sql.query(statement, values)
        const more = grant(1, `more before post ${++posts}`, inAnHour)
        // Once a transaction has seen that its books had moved, they are its own until it ends.
        if (sql.alone || posts === 1) await more
        else waiting = more
        return sql.query(statement, values)
      }
      return holdCredits({ alone: sql.alone, query }, entryOf(4, 'late'))
    })
    await waiting
    expect(posts).toBe(2)
    expect(late.availableAfter).toBe(run === inTransaction ? 7 : 8)
  })

  it('says nothing about books that a transaction left behind which never committed', async () => {
    const undone = inTransaction(database.db, async (tx) => {
      await holdCredits(tx, entryOf(10, 'undone'))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    const all = await run(database.db, (sql: Sql) => holdCredits(sql, entryOf(10, 'all')))
    expect(all.availableAfter).toBe(0)
  })
})
