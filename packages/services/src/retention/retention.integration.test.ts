import { type Id, newId } from '@studio/core/kernel'
import { type OpenQueue, openQueue } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operatorActor, systemActor } from '../kernel/index.ts'
import { applyRetention } from './index.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const DAY_MS = 86_400_000
const clock = { now: () => now }
const at = (offsetMs: number) => new Date(now.getTime() + offsetMs)

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
  await db.generation.deleteMany()
  await db.asset.deleteMany()
  await db.account.deleteMany()
  await db.attemptCounter.deleteMany()
  await db.$executeRaw`DELETE FROM pgboss.job`
  accountId = newId('account', now)
  const account = { id: accountId, email: 'ada@example.com', name: '', passwordHash: '', createdAt: now }
  await db.account.create({ data: account })
})

const apply = () => applyRetention(systemActor, { db: database.db, queue, clock })
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()

const addSession = (id: string, expiresAt: Date) =>
  database.db.session.create({
    data: { id, accountId, createdAt: at(-DAY_MS), lastUsedAt: at(-DAY_MS), expiresAt, userAgent: '' },
  })
const addQuote = (id: string, expiresAt: Date) =>
  database.db.quote.create({
    data: {
      ...{ id, accountId, expiresAt, createdAt: at(-2 * DAY_MS) },
      ...{ workHash: '', items: [], credits: 2, priceListVersion: '' },
    },
  })
const addUpload = async (
  createdAt: Date,
  status: 'uploading' | 'preparing' = 'uploading',
  deletedAt?: Date,
) => {
  const id = newId('asset', createdAt)
  const file = { fileName: 'shoe.jpg', mime: 'image/jpeg', sizeBytes: 1, sha256: id }
  const asset = {
    id,
    accountId,
    kind: 'upload',
    status,
    createdAt,
    deletedAt: deletedAt ?? null,
    ...file,
  } as const
  await database.db.asset.create({ data: asset })
  return id
}
const purgeJobs = async () => {
  const jobs = await database.db.$queryRaw<{ assetId: string }[]>`
    SELECT data->>'assetId' AS "assetId" FROM pgboss.job WHERE name = 'asset.purge'`
  return jobs.map(({ assetId }) => assetId)
}
const deletedAssets = async () =>
  idsOf(await database.db.asset.findMany({ where: { deletedAt: { not: null } } }))

describe('retention, to the millisecond,', () => {
  it('removes a session at its end, and not before', async () => {
    await addSession('over', now)
    await addSession('1 ms left', at(1))
    await apply()
    expect(idsOf(await database.db.session.findMany())).toEqual(['1 ms left'])
  })

  it('removes a quote a day after it expired, and not before', async () => {
    await addQuote('a day over', at(-DAY_MS))
    await addQuote('1 ms less', at(-DAY_MS + 1))
    await addQuote('valid', at(60_000))
    await apply()
    expect(idsOf(await database.db.quote.findMany())).toEqual(['1 ms less', 'valid'])
  })

  it('keeps a quote that a generation was started with: it is the agreed price', async () => {
    await addQuote('used', at(-100 * DAY_MS))
    const hold = { id: 'hld', accountId, credits: 2, createdAt: now, expiresAt: at(DAY_MS) }
    await database.db.hold.create({ data: hold })
    const work = { words: '', prompt: '', modelId: '', aspectRatio: '', imageSize: '', requestHash: '' }
    const generation = { id: 'gen', accountId, count: 1, creditsEach: 2, quoteId: 'used', holdId: 'hld' }
    await database.db.generation.create({
      data: { ...work, ...generation, status: 'queued', createdAt: now },
    })
    await apply()
    expect(idsOf(await database.db.quote.findMany())).toEqual(['used'])
  })

  it('removes counted attempts when their time is over, and not before', async () => {
    await database.db.attemptCounter.createMany({
      data: [
        { key: 'over', points: 8, expire: now.getTime() },
        { key: '1 ms left', points: 8, expire: now.getTime() + 1 },
      ],
    })
    await apply()
    const left = await database.db.attemptCounter.findMany()
    expect(left.map(({ key }) => key)).toEqual(['1 ms left'])
  })

  it('deletes an upload that did not finish in a day, and has its bytes removed', async () => {
    const abandoned = await addUpload(at(-DAY_MS))
    await addUpload(at(-DAY_MS + 1))
    await apply()
    expect(await deletedAssets()).toEqual([abandoned])
    expect(await purgeJobs()).toEqual([abandoned])
  })
})

describe('retention', () => {
  it('leaves alone what is stored, however old, and what is being deleted already', async () => {
    await addUpload(at(-400 * DAY_MS), 'preparing')
    const deleted = await addUpload(at(-2 * DAY_MS), 'uploading', at(-1000))
    await apply()
    expect(await deletedAssets()).toEqual([deleted])
    expect(await purgeJobs()).toEqual([])
  })

  it('applied twice, or twice at once, asks for the bytes to be removed once', async () => {
    const abandoned = await Promise.all([addUpload(at(-2 * DAY_MS)), addUpload(at(-3 * DAY_MS))])
    await Promise.all([apply(), apply(), apply()])
    await apply()
    expect((await purgeJobs()).sort()).toEqual(abandoned.sort())
  })

  it('of nothing does nothing', async () => {
    await apply()
    expect(await purgeJobs()).toEqual([])
  })

  it('is the worker’s to apply, and nobody else’s', async () => {
    await addSession('over', now)
    for (const actor of [{ kind: 'anonymous' } as const, operatorActor]) {
      const work = applyRetention(actor, { db: database.db, queue, clock })
      await expect(work).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
    }
    expect(await database.db.session.count()).toBe(1)
  })
})
