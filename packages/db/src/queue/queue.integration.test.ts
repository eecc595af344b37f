import { JOBS, type JobName } from '@studio/core/jobs'
import { type Id, newId } from '@studio/core/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts'
import { inTransaction } from '../client.ts'
import { type JobHandlers, type OpenQueue, openQueue } from './queue.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
let database: TestDatabase
let queue: OpenQueue
let assetId: Id<'asset'>
const accountId = newId('account', NOW)

const onError = (error: Error) => {
  throw error
}

beforeAll(async () => {
  database = await createTestDatabase()
  queue = await openQueue({ url: database.url, isWorker: false, onError })
})
afterAll(async () => {
  await queue.stop(0)
  await database.drop()
})
beforeEach(() => {
  assetId = newId('asset', NOW)
})

type JobRow = { name: string; data: unknown; isDue: boolean }
const readJobs = (): Promise<JobRow[]> => database.db.$queryRaw<JobRow[]>`
  SELECT name, data, start_after <= now() AS "isDue" FROM pgboss.job WHERE data->>'assetId' = ${assetId}`

describe('a job', () => {
  it('cannot be seen before the transaction that enqueued it commits', async () => {
    await inTransaction(database.db, async (tx) => {
      await queue.enqueue(tx, 'asset.prepare', { assetId, accountId })
      expect(await readJobs()).toEqual([])
    })
    expect(await readJobs()).toEqual([{ name: 'asset.prepare', data: { assetId, accountId }, isDue: true }])
  })

  it('is gone when that transaction is rolled back', async () => {
    const work = inTransaction(database.db, async (tx) => {
      await queue.enqueue(tx, 'asset.prepare', { assetId, accountId })
      throw new Error('roll back')
    })
    await expect(work).rejects.toThrow('roll back')
    expect(await readJobs()).toEqual([])
  })

  it('for later is not due until then', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000)
    await inTransaction(database.db, (tx) =>
      queue.enqueue(tx, 'asset.purge', { assetId }, { startAfter: tomorrow }),
    )
    expect(await readJobs()).toMatchObject([{ name: 'asset.purge', isDue: false }])
  })

  it('that carries anything but the ids it declares is refused, and nothing is enqueued', async () => {
    const careless = { assetId, accountId, fileName: 'birthday.jpg' }
    const work = inTransaction(database.db, (tx) => queue.enqueue(tx, 'asset.prepare', careless))
    await expect(work).rejects.toThrow('fileName')
    expect(await readJobs()).toEqual([])
  })
})

describe('a job that is only enqueued unless it is pending', () => {
  const enqueue = () =>
    inTransaction(database.db, (tx) => queue.enqueue(tx, 'asset.purge', { assetId }, { unlessPending: true }))

  it('is there once, however many ask for it at the same moment', async () => {
    await Promise.all(Array.from({ length: 8 }, enqueue))
    expect(await readJobs()).toHaveLength(1)
  })

  it.each(['created', 'retry', 'active'])('is not added to one that is %s', async (state) => {
    await enqueue()
    await database.db.$executeRaw`
      UPDATE pgboss.job SET state = ${state}::pgboss.job_state WHERE data->>'assetId' = ${assetId}`
    await enqueue()
    expect(await readJobs()).toHaveLength(1)
  })

  it.each(['completed', 'cancelled', 'failed'])('is added to one that is %s', async (state) => {
    await enqueue()
    await database.db.$executeRaw`
      UPDATE pgboss.job SET state = ${state}::pgboss.job_state WHERE data->>'assetId' = ${assetId}`
    await enqueue()
    expect(await readJobs()).toHaveLength(2)
  })
})

describe('a job that is only enqueued unless one is waiting', () => {
  const enqueue = () =>
    inTransaction(database.db, (tx) => queue.enqueue(tx, 'asset.purge', { assetId }, { unlessWaiting: true }))

  it('is not added to one that waits, and is added to one that runs', async () => {
    await enqueue()
    await enqueue()
    expect(await readJobs()).toHaveLength(1)
    await database.db.$executeRaw`UPDATE pgboss.job SET state = 'active' WHERE data->>'assetId' = ${assetId}`
    await enqueue()
    expect(await readJobs()).toHaveLength(2)
  })
})

describe('every declared job', () => {
  it('has a queue with the settings it declares', async () => {
    const queues = await database.db.$queryRaw<{ name: JobName }[]>`
      SELECT name, retry_limit AS "retryLimit", retry_delay AS "retryDelaySeconds",
             retry_delay_max AS "retryDelayMaxSeconds", expire_seconds AS "timeoutSeconds", heartbeat_seconds AS "heartbeatSeconds"
      FROM pgboss.queue WHERE name = ANY(${Object.keys(JOBS)})`
    expect(queues).toHaveLength(Object.keys(JOBS).length)
    for (const { name, ...settings } of queues)
      expect({ retryDelayMaxSeconds: null, ...JOBS[name] }).toMatchObject(settings)
  })
})

describe('a worker', () => {
  const handlersWith = (prepare: JobHandlers['asset.prepare']): JobHandlers => {
    const idle = Object.fromEntries(Object.keys(JOBS).map((name) => [name, async () => {}]))
    return { ...(idle as Partial<JobHandlers> as JobHandlers), 'asset.prepare': prepare }
  }

  it('is handed what was put off once it is due, although nobody announces that', async () => {
    const worker = await openQueue({ url: database.url, isWorker: true, onError })
    const started = Promise.withResolvers<void>()
    await worker.work(
      handlersWith(async ({ payload }) => {
        if (payload.assetId === assetId) started.resolve()
      }),
    )
    const startAfter = new Date(Date.now() + 700)
    await inTransaction(database.db, (tx) =>
      worker.enqueue(tx, 'asset.prepare', { assetId, accountId }, { startAfter }),
    )
    await started.promise
    expect(Date.now()).toBeGreaterThanOrEqual(startAfter.getTime())
    await worker.stop(1000)
  })

  it('is handed what was enqueued, and aborts what does not end in time when it must go', async () => {
    const worker = await openQueue({ url: database.url, isWorker: true, onError })
    const started = Promise.withResolvers<void>()
    const aborted = Promise.withResolvers<void>()
    await worker.work(
      handlersWith(async ({ payload, signal }) => {
        if (payload.assetId !== assetId) return
        signal.addEventListener('abort', () => aborted.resolve())
        started.resolve()
        await aborted.promise
        throw new Error('the picture of a person was not finished')
      }),
    )
    await inTransaction(database.db, (tx) => worker.enqueue(tx, 'asset.prepare', { assetId, accountId }))
    await started.promise
    await worker.stop(50)
    await aborted.promise

    // It ended by itself when it was told to, and somebody else may try again. What it said is not kept.
    const [job] = await database.db.$queryRaw<object[]>`
      SELECT state::text, output->>'message' AS message FROM pgboss.job WHERE data->>'assetId' = ${assetId}`
    expect(job).toEqual({ state: 'retry', message: 'asset.prepare failed: Error' })
  })
})
