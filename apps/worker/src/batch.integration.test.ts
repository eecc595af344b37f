import { batchRequest } from '@studio/core/batches'
import { createTestDatabase } from '@studio/db/testing'
import { readBatch, startBatch } from '@studio/services/batches'
import { checkLedger } from '@studio/services/credits'
import { auditStorage, openTestStudio, readPhoto, until } from '@studio/services/testing'
import { expect, it } from 'vitest'
import { createWorkers } from '../testing/processes.ts'

const SHOTS = 10
const PHOTOS = ['imani-clovis-234736', 'kari-shea-398668']
const PATIENCE_MS = 120_000
/** They have much to say while their database is gone. */
const QUIET = { LOG_LEVEL: 'silent' }

it('a batch adds up although a worker was killed, PostgreSQL was gone and addresses were dead, and makes each item once', {
  timeout: 2 * PATIENCE_MS,
}, async () => {
  const database = await createTestDatabase()
  const operator = await createTestDatabase()
  const studio = await openTestStudio({ database })
  const workers = createWorkers(studio)
  const name = new URL(database.url).pathname.slice(1)
  /** What a restart of the server looks like from outside: every connection ends, and none is let in for a while. */
  const takeDatabaseAway = async () => {
    await operator.db.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    const end = () => operator.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`
    await until('nobody is connected any more', async () => (await end()) === 0)
    await operator.db.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  }
  try {
    const merchant = await studio.makeAccount(100)
    const assetIds: string[] = []
    for (const photo of PHOTOS) assetIds.push((await studio.upload(merchant, await readPhoto(photo))).id)
    await studio.jobs.runAll()
    studio.gemini.addScenario({ effect: { kind: 'delay', delayMs: 300 }, times: 100 })
    const [doomed] = await Promise.all([workers.start(QUIET), workers.start(QUIET)])
    const request = batchRequest.parse({
      sources: { assetIds, rows: [{ url: 'http://127.0.0.1:9/gone.jpg' }] },
      work: Array.from({ length: SHOTS }, (_, index) => ({ prompt: `on white, ${index}` })),
    })
    const { id, credits } = await startBatch(merchant, { ...request, maxCredits: 100 }, studio.deps)

    await until('some are made', () => studio.gemini.requests().length >= 5, PATIENCE_MS)
    await workers.kill(doomed)
    await takeDatabaseAway()
    await workers.start(QUIET)
    const read = () => readBatch(merchant, { id }, studio.deps)
    await until('it has finished', async () => (await read()).status === 'finished', PATIENCE_MS)

    const good = PHOTOS.length * SHOTS
    const charged = (credits.quoted / (good + SHOTS)) * good
    expect(await read()).toMatchObject({
      items: { total: good + SHOTS, succeeded: good, failed: SHOTS, cancelled: 0, pending: 0, started: 0 },
      credits: { charged, returned: credits.quoted - charged, held: 0 },
    })
    expect(await studio.deps.db.generation.count()).toBe(good)
    expect(await checkLedger({ db: studio.deps.db, clock: { now: () => new Date() } })).toEqual([])
    await until('every worker let go', async () => (await claims()) === 0, PATIENCE_MS)
    expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  } finally {
    await workers.killAll()
    await studio.close()
    await operator.drop()
  }

  function claims(): Promise<number> {
    return studio.deps.db.output.count({ where: { claim: { not: null } } })
  }
})
