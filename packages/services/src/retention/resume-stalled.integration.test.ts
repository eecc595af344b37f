import { workSchema } from '@studio/core/quotes'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import {
  auditStorage,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset, readAsset } from '../assets/index.ts'
import { deleteGeneration, readGeneration, startGeneration } from '../generations/index.ts'
import { applyRetention } from './index.ts'
import { STALLED_MS } from './resume-stalled.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
})
afterEach(async () => {
  await studio.jobs.runAll()
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
})

/** As after an outage that outlasted every redelivery. */
const giveUpAllJobs = () =>
  studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'failed' WHERE state IN ('created', 'retry')`
const jobsAfterSweep = async () => {
  for (let sweep = 0; sweep < 3; sweep++) await applyRetention(systemActor, studio.deps)
  return (await studio.jobs.waiting()).map(({ name }) => name)
}
const pass = (ms: number) => studio.clock.advance(ms)
const start = async () => {
  const { id } = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runDue()
  const work = workSchema.parse({ shotId: 'desk', sourceAssetIds: [id] })
  return startGeneration(merchant, { ...work, maxCredits: 2 }, studio.deps)
}

describe('what lost its job gets it back, once, after five minutes:', () => {
  it('a deleted picture is removed in the end', async () => {
    const asset = await studio.upload(merchant, await readPhoto())
    await studio.jobs.runDue()
    await deleteAsset(merchant, asset, studio.deps)
    await giveUpAllJobs()
    pass(STALLED_MS - 60_000)
    expect(await jobsAfterSweep()).toEqual([])
    pass(60_000)
    expect(await jobsAfterSweep()).toEqual(['asset.purge'])
    await studio.jobs.runDue()
    expect(await studio.deps.db.asset.count({ where: { id: asset.id } })).toBe(0)
  })

  it('a deleted generation is removed in the end, with one proof', async () => {
    const generation = await start()
    await studio.jobs.runDue()
    await deleteGeneration(merchant, generation, studio.deps)
    await giveUpAllJobs()
    pass(STALLED_MS)
    expect(await jobsAfterSweep()).toEqual(['generation.purge'])
    await studio.jobs.runDue()
    const proofs = await studio.deps.db.event.findMany({
      where: { type: { endsWith: '.purged' }, accountId: merchant.accountId },
    })
    expect(proofs.map(({ type }) => type)).toEqual(['generation.purged'])
  })

  it('an upload becomes ready in the end', async () => {
    const asset = await studio.upload(merchant, await readPhoto())
    await giveUpAllJobs()
    pass(STALLED_MS)
    expect(await jobsAfterSweep()).toEqual(['asset.prepare'])
    await studio.jobs.runDue()
    expect((await readAsset(merchant, asset, studio.deps)).status).toBe('ready')
  })

  it('an output is made in the end, and charged once', async () => {
    const generation = await start()
    await giveUpAllJobs()
    pass(STALLED_MS)
    expect(await jobsAfterSweep()).toEqual(['output.make'])
    await studio.jobs.runDue()
    expect((await readGeneration(merchant, generation, studio.deps)).status).toBe('succeeded')
    expect(await readLedger(merchant, studio.deps)).toEqual([
      'grant 10 test',
      'hold 2 started',
      'capture 2 succeeded',
    ])
  })
})

it('an output that waits for its next try is left to its own job', async () => {
  studio.gemini.addScenario({ effect: { kind: 'rate_limited', retryDelay: '500s' } })
  await start()
  await studio.jobs.runDue()
  pass(STALLED_MS + 60_000)
  expect(await jobsAfterSweep()).toEqual(['output.make'])
})

it('uploading a photo again whose preparation was given up has it prepared at once', async () => {
  const photo = await readPhoto()
  const asset = await studio.upload(merchant, photo)
  await giveUpAllJobs()
  for (let again = 0; again < 2; again++) expect((await studio.upload(merchant, photo)).id).toBe(asset.id)
  expect(await studio.jobs.runDue()).toEqual(['asset.prepare'])
  expect((await readAsset(merchant, asset, studio.deps)).status).toBe('ready')
})
