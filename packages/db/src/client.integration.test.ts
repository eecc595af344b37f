import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import {
  type Database,
  inSingleStatements,
  inTransaction,
  isDatabaseGone,
  isUniqueViolation,
  openDatabase,
  readRows,
  type Transaction,
} from './client.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  // The server looks for deadlocks after a second; here it may look sooner.
  await database.db
    .$executeRaw`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 20', current_database()); END $$`
  await database.db.$disconnect()
})
afterAll(() => database.drop())

beforeEach(async () => {
  await database.db.attemptCounter.deleteMany()
  await database.db.attemptCounter.createMany({ data: [{ key: 'a' }, { key: 'b' }] })
})

const readPoints = async () => {
  const counters = await database.db.attemptCounter.findMany({ orderBy: { key: 'asc' } })
  return counters.map(({ points }) => points)
}

type Lock = (tx: Transaction, key: string) => Promise<unknown>

const LOCKS: [string, Lock][] = [
  [
    'an update',
    (tx, key) => tx.attemptCounter.update({ where: { key }, data: { points: { increment: 0 } } }),
  ],
  [
    'a raw query',
    (tx, key) => tx.$queryRaw`SELECT points FROM attempt_counter WHERE key = ${key} FOR UPDATE`,
  ],
  [
    'a raw statement',
    (tx, key) => tx.$executeRaw`UPDATE attempt_counter SET points = points WHERE key = ${key}`,
  ],
  ['a statement past Prisma', (tx, key) => tx.query(LOCK, [key])],
]

const LOCK = { name: 'lock', text: 'SELECT points FROM attempt_counter WHERE key = $1 FOR UPDATE' }
const ONE = { name: 'one', text: 'SELECT 1' }

describe('a transaction', () => {
  it.each(LOCKS)(
    'that %s brought into a deadlock runs again, and both sides take effect',
    async (_what, lock) => {
      const { db } = database
      const bothHoldOne = barrier(2)
      let runs = 0
      const addTo = (first: string, second: string) => {
        let isFirstRun = true
        return inTransaction(db, async (tx) => {
          runs++
          await lock(tx, first)
          if (isFirstRun) {
            isFirstRun = false
            await bothHoldOne()
          }
          await lock(tx, second)
          await tx.attemptCounter.updateMany({ data: { points: { increment: 1 } } })
        })
      }
      await Promise.all([addTo('a', 'b'), addTo('b', 'a')])
      expect(await readPoints()).toEqual([2, 2])
      expect(runs).toBeGreaterThanOrEqual(3)
    },
  )

  it('that conflicts every time gives up after five runs, and nothing of it remains', async () => {
    let runs = 0
    const work = inTransaction(database.db, async (tx) => {
      runs++
      await tx.attemptCounter.updateMany({ data: { points: 7 } })
      await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = 'serialization_failure'; END $$`
    })
    await expect(work).rejects.toThrow()
    expect(runs).toBe(5)
    expect(await readPoints()).toEqual([0, 0])
  })

  it('that fails by itself runs once, and nothing of it remains', async () => {
    let runs = 0
    const work = inTransaction(database.db, async (tx) => {
      runs++
      await tx.attemptCounter.updateMany({ data: { points: 7 } })
      throw new Error('a rule said no')
    })
    await expect(work).rejects.toThrow('a rule said no')
    expect(runs).toBe(1)
    expect(await readPoints()).toEqual([0, 0])
  })

  it('holds what is written past Prisma and by it, and takes nothing more once it is over', async () => {
    const { db } = database
    const add = { name: 'add', text: 'UPDATE attempt_counter SET points = points + 1 WHERE key = $1' }
    const work = (seen: Transaction[]) => async (tx: Transaction) => {
      seen.push(tx)
      await tx.query(add, ['a'])
      await tx.attemptCounter.updateMany({ data: { points: { increment: 1 } } })
    }
    const seen: Transaction[] = []
    await inTransaction(db, work(seen))
    const undone = inTransaction(db, async (tx) => {
      await work(seen)(tx)
      throw new Error('a rule said no')
    })
    await expect(undone).rejects.toThrow('a rule said no')
    expect(await readPoints()).toEqual([2, 1])
    for (const tx of seen) await expect(tx.query(add, ['a'])).rejects.toThrow('over')
    expect(await readPoints()).toEqual([2, 1])
  })
})

describe('a row that would not be unique', () => {
  it('is told from every other failure', async () => {
    const { db } = database
    const twice = await db.attemptCounter.create({ data: { key: 'a' } }).catch((error: unknown) => error)
    const orphan = await db.output
      .create({
        data: { id: 'out_1', generationId: 'gen_1', accountId: 'acc_1', index: 0, status: 'queued', seed: 1 },
      })
      .catch((error: unknown) => error)
    expect([twice, orphan, new Error('other')].map(isUniqueViolation)).toEqual([true, false, false])
  })
})

/** Lets callers pass once `count` of them have come. */
function barrier(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let waiting = 0
  return () => {
    if (++waiting === count) resolve()
    return promise
  }
}

describe('a database that is gone', () => {
  const WAYS: [string, (db: Database) => Promise<unknown>][] = [
    ['a query', (db) => db.attemptCounter.findMany()],
    ['raw SQL', (db) => db.$queryRaw`SELECT 1`],
    ['a transaction', (db) => inTransaction(db, (tx) => tx.attemptCounter.findMany())],
    ['a statement past Prisma', (db) => readRows(db, { name: 'one', text: 'SELECT 1' }, [])],
    ['a statement in a transaction', (db) => inTransaction(db, (tx) => tx.query(ONE, []))],
    ['statements of their own', (db) => inSingleStatements(db, (sql) => sql.query(ONE, []))],
  ]

  it.each(WAYS)('is told from a mistake of ours by %s, where nobody listens', async (_, ask) => {
    const db = openDatabase({ url: 'postgresql://nobody:x@127.0.0.1:1/nothing' })
    const error = await ask(db).catch((error: unknown) => error)
    expect(isDatabaseGone(error), String(error)).toBe(true)
    await db.$disconnect()
  })

  it.each(WAYS)('and by %s, where the server ends the connection', async (_, ask) => {
    const { db } = database
    await ask(db)
    const cut = db.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    expect(isDatabaseGone(await cut.catch((error: unknown) => error))).toBe(true)
    await expect(ask(db)).resolves.toBeDefined()
  })

  it.each<(typeof WAYS)[number]>([
    ['a query', (db) => db.$queryRaw`SELECT nonsense`],
    ['a statement past Prisma', (db) => readRows(db, { name: 'wrong', text: 'SELECT nonsense' }, [])],
  ])('is not what a wrong statement is, by %s', async (_, ask) => {
    const error = await ask(database.db).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Error)
    expect(isDatabaseGone(error)).toBe(false)
  })
})
