import { type Id, newId } from '@studio/core/kernel'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { inTransaction } from './client.ts'
import { recordEvent } from './events.ts'
import { type EventListener, listenToEvents } from './listen-to-events.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const account: Id<'account'> = newId('account', NOW)

let database: TestDatabase
let listener: EventListener
let ear: ReturnType<typeof createEar>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  ear = createEar()
  listener = await listenToEvents(database.url, ear)
})
afterEach(async () => {
  vi.useRealTimers()
  await listener.close()
})

/** Remembers what it was told, in order, and lets a test wait for the next thing of a kind. */
function createEar() {
  const heard: string[] = []
  const awaited = new Map<string, PromiseWithResolvers<void>>()
  const tell = (word: string) => {
    heard.push(word)
    awaited.get(word)?.resolve()
    awaited.delete(word)
  }
  return {
    heard,
    next(word: string): Promise<void> {
      const waiting = awaited.get(word) ?? Promise.withResolvers<void>()
      awaited.set(word, waiting)
      return waiting.promise
    },
    onEvent: (event: { subjectId: string | null }) => tell(String(event.subjectId)),
    onGap: () => tell('gap'),
    onError: ({ message }: Error) => tell(message.includes('not currently accepting') ? 'refused' : 'broken'),
  }
}

/** Writes an event down in a transaction of its own and waits until it was heard. */
async function tellAndHear(subjectId: string): Promise<void> {
  const heard = ear.next(subjectId)
  await recordEvent(database.db, { accountId: account, type: 'asset.uploaded', subjectId, now: NOW })
  await heard
}

/** Runs a statement from another database of the server, with the name of ours filled in for `$name`. */
async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await client.query(statement.replace('$name', new URL(database.url).pathname.slice(1)))
  await client.end()
}

const killListener = () =>
  onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = '$name' AND application_name = 'studio events'`)

/** With a stopped clock: lets things happen until somebody waits for the clock. */
async function somebodyWaits(): Promise<void> {
  while (vi.getTimerCount() === 0) await new Promise(setImmediate)
}

describe('an event', () => {
  it('is announced when its transaction commits, and not before', async () => {
    await inTransaction(database.db, async (tx) => {
      await recordEvent(tx, { accountId: account, type: 'asset.uploaded', subjectId: 'mine', now: NOW })
      await tellAndHear('another')
      expect(ear.heard).toEqual(['another'])
    })
    await tellAndHear('last')
    expect(ear.heard).toEqual(['another', 'mine', 'last'])
  })

  it('whose transaction is rolled back is never announced', async () => {
    const work = inTransaction(database.db, async (tx) => {
      await recordEvent(tx, { accountId: account, type: 'asset.uploaded', subjectId: 'undone', now: NOW })
      throw new Error('roll back')
    })
    await expect(work).rejects.toThrow('roll back')
    await tellAndHear('last')
    expect(ear.heard).toEqual(['last'])
  })

  it('is announced with its account, its type and its subject, and kept with its facts', async () => {
    const announced = Promise.withResolvers<unknown>()
    const second = await listenToEvents(database.url, { ...ear, onEvent: announced.resolve })
    const event = { accountId: account, type: 'output.failed', subjectId: 'gen_1', now: NOW } as const
    await recordEvent(database.db, { ...event, facts: { outputId: 'out_1' } })
    const row = await database.db.event.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(await announced.promise).toEqual({
      id: String(row.id),
      accountId: account,
      type: 'output.failed',
      subjectId: 'gen_1',
    })
    expect(row).toMatchObject({ facts: { outputId: 'out_1' }, createdAt: NOW })
    await second.close()
  })
})

describe('a listener', () => {
  const event = { accountId: account, type: 'asset.uploaded', now: NOW } as const

  it('hears of an event that was begun before another one and committed after it', async () => {
    const isWritten = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const slow = inTransaction(database.db, async (tx) => {
      await recordEvent(tx, { ...event, subjectId: 'slow' })
      isWritten.resolve()
      await mayCommit.promise
    })
    await isWritten.promise
    await tellAndHear('quick')
    mayCommit.resolve()
    await slow
    await tellAndHear('last')
    expect(ear.heard).toEqual(['quick', 'slow', 'last'])
  })

  it('hears of every event once, however transactions overlap', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `event ${index}`)
    await Promise.all(
      names.map((subjectId) =>
        inTransaction(database.db, async (tx) => {
          await recordEvent(tx, { ...event, subjectId })
          await tx.$executeRaw`SELECT pg_sleep(random() / 100)`
        }),
      ),
    )
    await tellAndHear('last')
    expect(ear.heard.toSorted()).toEqual([...names, 'last'].toSorted())
  })

  it('finds by itself what a process committed that died before it could say so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const own = createEar()
    const watchful = await listenToEvents(database.url, own)
    const heard = own.next('orphan')
    await database.db.$executeRaw`
      INSERT INTO event (account_id, type, subject_id, created_at)
      VALUES (${account}, 'asset.uploaded', 'orphan', ${NOW})`
    expect(own.heard).toEqual([])
    await vi.advanceTimersByTimeAsync(5000)
    await heard
    await watchful.close()
  })
})

describe('a listener whose connection is killed', () => {
  it('says that it may have missed something, and then hears again', async () => {
    const gap = ear.next('gap')
    await killListener()
    await gap
    await tellAndHear('after the gap')
    expect(ear.heard.filter((word) => word !== 'broken')).toEqual(['gap', 'after the gap'])
  })

  it('tries again one attempt at a time for as long as the database refuses it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await onServer('ALTER DATABASE $name ALLOW_CONNECTIONS false')
    await killListener()
    for (let attempt = 1; attempt <= 5; attempt++) {
      await somebodyWaits()
      expect(vi.getTimerCount()).toBe(1)
      const refused = ear.next('refused')
      await vi.advanceTimersByTimeAsync(500)
      await refused
    }
    await somebodyWaits()

    await onServer('ALTER DATABASE $name ALLOW_CONNECTIONS true')
    const gap = ear.next('gap')
    await vi.advanceTimersByTimeAsync(500)
    await gap
    vi.useRealTimers()
    await tellAndHear('heard once')
    await tellAndHear('last')
    const expected = [...Array(5).fill('refused'), 'gap', 'heard once', 'last']
    expect(ear.heard.filter((word) => word !== 'broken')).toEqual(expected)
  })
})

describe('a listener that cannot connect at all', () => {
  it('says so at once and leaves nothing behind that would try again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const nowhere = Object.assign(new URL(database.url), { pathname: '/no_such_database' }).href
    await expect(listenToEvents(nowhere, ear)).rejects.toThrow('"no_such_database" does not exist')
    await onServer('SELECT 1')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a listener that was closed', () => {
  it('hears nothing more and keeps no connection', async () => {
    await listener.close()
    await recordEvent(database.db, {
      accountId: account,
      type: 'asset.uploaded',
      subjectId: 'late',
      now: NOW,
    })
    const connections = await database.db.$queryRaw`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'studio events'`
    expect(connections).toEqual([])
    expect(ear.heard).toEqual([])
  })
})
