import { type Id, newId } from '@studio/core/kernel'
import { RETENTION_RULES, type RetainedThing } from '@studio/core/retention'
import { type OpenQueue, openQueue } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operatorActor, systemActor } from '../kernel/index.ts'
import { listRequests } from '../request-log/index.ts'
import { HOLDINGS } from './holdings.ts'
import { applyRetention, repeatRetention, reportRetention } from './index.ts'

const start = new Date('2026-11-22T12:00:00.000Z')
const DAY_MS = 86_400_000
let now = start
const clock = { now: () => now }
const after = (ms: number) => {
  now = new Date(start.getTime() + ms)
}
const at = (offsetMs: number) => new Date(start.getTime() + offsetMs)

let database: TestDatabase
let queue: OpenQueue
let accountId: Id<'account'>

beforeAll(async () => {
  database = await createTestDatabase()
  queue = await openQueue({
    url: database.url,
    isWorker: false,
    onError: (error) => {
      throw error
    },
  })
})
afterAll(async () => {
  await queue.stop(0)
  await database.drop()
})
beforeEach(async () => {
  const { db } = database
  now = start
  for (const table of TABLES) await db.$executeRawUnsafe(`DELETE FROM ${table}`)
  accountId = newId('account', now)
  const account = { id: accountId, email: 'ada@example.com', name: '', passwordHash: '', createdAt: now }
  await db.account.create({ data: account })
})

const TABLES =
  'generation, asset, export, account, attempt_counter, retention_tally, provider_visit, account_deletion, pgboss.job'.split(
    ', ',
  )

const apply = () => applyRetention(systemActor, { db: database.db, queue, clock })
const report = async (thing: RetainedThing) => {
  const lines = await reportRetention(operatorActor, { db: database.db, clock })
  const { held, pastDue, removed, lastRunAt } =
    lines.find((line) => line.thing === thing) ?? expect.fail('no line')
  return { held, pastDue, removed, lastRunAt }
}
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()

/** Makes one thing of each rule that dates from a moment, under a name of its own. */
const MAKERS: Record<RetainedThing, (name: string, from: Date) => Promise<unknown>> = {
  session: (id, expiresAt) =>
    database.db.session.create({
      data: { id, accountId, createdAt: start, lastUsedAt: start, expiresAt, userAgent: '' },
    }),
  quote: (id, expiresAt) =>
    database.db.quote.create({
      data: {
        ...{ id, accountId, expiresAt, createdAt: start },
        ...{ workHash: '', items: [], credits: 2, priceListVersion: '' },
      },
    }),
  abandonedUpload: (name, createdAt) => addUpload(createdAt, { name }),
  requestLog: (requestId, createdAt) =>
    database.db.requestLog.create({
      data: {
        ...{ accountId, requestId, createdAt, method: 'GET', endpoint: '/me', status: 200 },
        ...{ address: '192.0.2.1', userAgent: 'curl', durationMs: 1 },
      },
    }),
  export: (name, createdAt) =>
    database.db.export.create({
      data: { id: newId('export', createdAt), accountId, status: 'ready', createdAt, failureCode: name },
    }),
  storedAnswer: (key, createdAt) =>
    database.db.storedAnswer.create({
      data: { accountId, key, requestHash: '', leasedUntil: createdAt, createdAt },
    }),
  delivery: async (messageId, createdAt) => {
    const endpoint = { id: `of ${messageId}`, accountId, url: '', secretSealed: '', createdAt: start }
    await database.db.webhookEndpoint.create({ data: endpoint })
    return database.db.delivery.create({
      data: {
        ...{ id: messageId, accountId, endpointId: endpoint.id, messageId, type: 'x', payload: {} },
        ...{ status: 'delivered', createdAt },
      },
    })
  },
  mailLink: (id, expiresAt) =>
    database.db.mailLink.create({
      data: { id, accountId, purpose: 'verify_email', email: '', createdAt: start, expiresAt },
    }),
  providerVisit: (id, expiresAt) =>
    database.db.providerVisit.create({
      data: { id, browser: '', nonce: '', codeVerifier: '', createdAt: start, expiresAt },
    }),
  signIn: (id, createdAt) =>
    database.db.signIn.create({
      data: { id, accountId, method: 'password', isSucceeded: true, userAgent: '', createdAt },
    }),
  attemptCounter: (key, from) =>
    database.db.attemptCounter.create({ data: { key, points: 8, expire: from.getTime() } }),
  storeVisit: (id, expiresAt) =>
    database.db.storeVisit.create({
      data: { id, accountId, platform: 'shopify', shop: '', createdAt: start, expiresAt },
    }),
  storeNotice: (id, createdAt) => database.db.storeNotice.create({ data: { id, topic: '', createdAt } }),
  receipt: (id, finishedAt) =>
    database.db.accountDeletion.create({
      data: { id, accountId: id, status: 'finished', requestedAt: start, dueAt: start, finishedAt },
    }),
}

const addUpload = async (
  createdAt: Date,
  { name = 'shoe.jpg', status = 'uploading', deletedAt = null }: Partial<UploadFacts> = {},
) => {
  const id = newId('asset', createdAt)
  const file = { fileName: name, mime: 'image/jpeg', sizeBytes: 1, sha256: id }
  await database.db.asset.create({
    data: { ...file, id, accountId, kind: 'upload', status, createdAt, deletedAt },
  })
  return id
}
type UploadFacts = { name: string; status: 'uploading' | 'preparing'; deletedAt: Date | null }

const purgeJobs = async () => {
  const jobs = await database.db.$queryRaw<{ assetId: string }[]>`
    SELECT data->>'assetId' AS "assetId" FROM pgboss.job WHERE name = 'asset.purge'`
  return jobs.map(({ assetId }) => assetId)
}
const deletedAssets = async () =>
  idsOf(await database.db.asset.findMany({ where: { deletedAt: { not: null } } }))

describe.each(Object.keys(RETENTION_RULES) as RetainedThing[])('the rule of %s', (thing) => {
  const { keepMs } = RETENTION_RULES[thing]

  it('removes at its last millisecond and not one before, and counts it', async () => {
    await MAKERS[thing]('first', start)
    await MAKERS[thing]('second', at(1))

    after(keepMs - 1)
    await apply()
    expect(await report(thing)).toEqual({ held: 2, pastDue: 0, removed: 0, lastRunAt: now })
    after(keepMs)
    expect(await report(thing)).toMatchObject({ held: 2, pastDue: 1 })
    await apply()
    expect(await report(thing)).toEqual({ held: 1, pastDue: 0, removed: 1, lastRunAt: now })
    after(keepMs + 1)
    await apply()
    expect(await report(thing)).toEqual({ held: 0, pastDue: 0, removed: 2, lastRunAt: now })
  })

  it('is applied to the column that it names, and finds it by an index', async () => {
    const { column, table } = HOLDINGS[thing]
    expect(column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())).toBe(
      RETENTION_RULES[thing].from,
    )
    const indexes = await database.db.$queryRaw<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE tablename = ${table}`
    expect(indexes.some(({ indexdef }) => indexdef.includes(`(${column})`))).toBe(true)
  })
})

describe('a call of the public API', () => {
  const seenAt = async (ms: number) => {
    after(ms)
    const actor = { kind: 'account', accountId, sessionId: '' } as const
    const { items } = await listRequests(actor, { limit: 10 }, { db: database.db, clock })
    return items.length
  }

  it('is seen for 30 days less a second, not at 30 days, and is gone with the next sweep', async () => {
    await MAKERS.requestLog('a call', start)
    expect(await seenAt(30 * DAY_MS - 1000)).toBe(1)
    await apply()
    expect(await seenAt(30 * DAY_MS - 1)).toBe(1)
    expect(await seenAt(30 * DAY_MS)).toBe(0)
    expect(await database.db.requestLog.count()).toBe(1)
    await apply()
    expect(await database.db.requestLog.count()).toBe(0)
  })
})

describe('retention', () => {
  it('keeps a quote that a generation was started with: it is the agreed price', async () => {
    await MAKERS.quote('used', at(-100 * DAY_MS))
    const hold = { id: 'hld', accountId, credits: 2, createdAt: now, expiresAt: at(DAY_MS) }
    await database.db.hold.create({ data: hold })
    const madeBy = { modelName: '', provider: 'gemini', makes: 'picture' }
    const work = {
      words: '',
      prompt: '',
      modelId: '',
      aspectRatio: '',
      imageSize: '',
      requestHash: '',
      ...madeBy,
    }
    const generation = { id: 'gen', accountId, count: 1, creditsEach: 2, quoteId: 'used', holdId: 'hld' }
    await database.db.generation.create({
      data: { ...work, ...generation, status: 'queued', createdAt: now },
    })
    await apply()
    expect(idsOf(await database.db.quote.findMany())).toEqual(['used'])
  })

  it('has the bytes of an abandoned upload removed, and leaves alone what is stored or being deleted', async () => {
    const abandoned = await addUpload(at(-DAY_MS))
    await addUpload(at(-400 * DAY_MS), { status: 'preparing' })
    const deleted = await addUpload(at(-2 * DAY_MS), { deletedAt: at(-1000) })
    await apply()
    expect(await deletedAssets()).toEqual([abandoned, deleted].sort())
    expect(await purgeJobs()).toEqual([abandoned])
  })

  it('keeps a deletion that has not ended, however long ago it was asked for', async () => {
    const deletion = { accountId, requestedAt: at(-90 * DAY_MS), dueAt: at(-80 * DAY_MS) }
    await database.db.accountDeletion.create({
      data: { ...deletion, id: newId('deletion', now), status: 'running' },
    })
    await apply()
    expect(await database.db.accountDeletion.count()).toBe(1)
  })

  it('applied twice, or twice at once, asks for the bytes to be removed once, and counts them once', async () => {
    const abandoned = await Promise.all([addUpload(at(-2 * DAY_MS)), addUpload(at(-3 * DAY_MS))])
    await Promise.all([apply(), apply(), apply()])
    await apply()
    expect((await purgeJobs()).sort()).toEqual(abandoned.sort())
    expect(await report('abandonedUpload')).toMatchObject({ held: 0, removed: 2 })
  })

  it('takes everything off in one go, however much more than a batch there is', async () => {
    await database.db.$executeRaw`
      INSERT INTO request_log (account_id, request_id, method, endpoint, status, address, user_agent, duration_ms, created_at)
      SELECT ${accountId}, 'req', 'GET', '/me', 200, '', '', 1, ${at(-31 * DAY_MS)} FROM generate_series(1, 12345)`
    await apply()
    expect(await report('requestLog')).toMatchObject({ held: 0, removed: 12_345 })
  })

  it('of one rule goes on when another one fails, and says so in the end', async () => {
    await MAKERS.session('over', start)
    await MAKERS.signIn('over', at(-91 * DAY_MS))
    await database.db.$executeRaw`ALTER TABLE session RENAME TO session_gone`
    try {
      await expect(apply()).rejects.toThrow('not every retention rule')
    } finally {
      await database.db.$executeRaw`ALTER TABLE session_gone RENAME TO session`
    }
    expect(await report('signIn')).toMatchObject({ held: 0, removed: 1 })
  })

  it('is applied again half a minute later, once, however often the clock has its turn', async () => {
    for (let turn = 0; turn < 3; turn++) await repeatRetention(systemActor, { db: database.db, queue, clock })
    const jobs = await database.db.$queryRaw<{ dueAt: Date }[]>`
      SELECT start_after AS "dueAt" FROM pgboss.job WHERE name = 'retention.repeat'`
    expect(jobs).toEqual([{ dueAt: at(30_000) }])
  })

  it('is the worker’s to apply and the operator’s to look at, and nobody else’s', async () => {
    await MAKERS.session('over', now)
    for (const actor of [{ kind: 'anonymous' } as const, operatorActor]) {
      const work = applyRetention(actor, { db: database.db, queue, clock })
      await expect(work).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
    }
    await expect(reportRetention(systemActor, { db: database.db, clock })).rejects.toThrow('nothing here')
    expect(await database.db.session.count()).toBe(1)
  })
})
