import { JOBS, type JobName } from '@studio/core/jobs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts'
import { type JobHandlers, type OpenQueue, openQueue } from './queue.ts'

let database: TestDatabase
let queue: OpenQueue

beforeAll(async () => {
  database = await createTestDatabase()
  queue = await openQueue({ url: database.url, isWorker: true, onError: () => {} })
  const names = Object.keys(JOBS) as JobName[]
  await queue.work(Object.fromEntries(names.map((name) => [name, async () => {}])) as unknown as JobHandlers)
})
afterAll(async () => {
  await queue.stop(0)
  await database.drop()
})

it('every job by the clock is scheduled with a payload that its handler accepts', async () => {
  const schedules = await database.db.$queryRaw<{ name: JobName; cron: string; data: unknown }[]>`
    SELECT name, cron, data FROM pgboss.schedule`
  const byClock = Object.entries(JOBS).filter(([, job]) => 'cron' in job)
  expect(schedules.map(({ name }) => name).sort()).toEqual(byClock.map(([name]) => name).sort())
  for (const { name, data } of schedules) expect(JOBS[name].payload.safeParse(data).success).toBe(true)
})
