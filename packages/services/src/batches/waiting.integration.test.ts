import { batchRequest } from '@studio/core/batches'
import { FAILURES_TO_OPEN, TRIAL_EVERY_MS } from '@studio/core/provider-traffic'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '../credits/index.ts'
import type { AccountActor } from '../kernel/index.ts'
import { readBatch, startBatch } from './index.ts'

const ITEMS = 8
let studio: TestStudio
let merchant: AccountActor
let assetId: `ast_${string}`

beforeAll(async () => {
  studio = await openTestStudio({ geminiLimit: { perMinute: 60, burst: 4 } })
  merchant = await studio.makeAccount(400, 'free')
  assetId = (await studio.upload(merchant, await readPhoto())).id
  await studio.jobs.runAll()
})
afterAll(() => studio.close())

const start = () => {
  const request = batchRequest.parse({
    sources: { assetIds: [assetId] },
    work: Array.from({ length: ITEMS }, () => ({ prompt: 'a mug on white' })),
  })
  return startBatch(merchant, { ...request, maxCredits: 99 }, studio.deps)
}
const read = ({ id }: { id: string }) => readBatch(merchant, { id }, studio.deps)
const pictures = () => studio.gemini.requests().length

describe('a batch whose provider is down', () => {
  it('waits and says so, asks it now and then, charges nothing, and goes on by itself', async () => {
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 }, times: 10_000 })
    const batch = await start()
    // Two minutes of outage.
    const until = studio.clock.now().getTime() + 2 * 60_000
    while (studio.clock.now().getTime() < until) {
      await studio.jobs.runDue()
      studio.clock.advance(10_000)
    }
    const down = await read(batch)
    expect(down).toMatchObject({
      status: 'running',
      waitsFor: { provider: 'Gemini', message: expect.stringContaining('down') },
      credits: { charged: 0 },
    })
    // So many to find out, and then a trial now and then, however many items wait.
    expect(pictures()).toBeLessThanOrEqual(FAILURES_TO_OPEN + (2 * 60_000) / TRIAL_EVERY_MS)
    studio.gemini.reset()
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({ status: 'finished', waitsFor: null })
    expect(done.items.succeeded + done.items.failed).toBe(ITEMS)
    // Those that were tried as trials may have used their tries up; nobody was charged for that.
    expect(done.credits.charged).toBe(done.items.succeeded * (done.credits.quoted / ITEMS))
    expect(done.items.succeeded).toBeGreaterThan(ITEMS / 2)
    expect(await checkLedger(studio.deps)).toEqual([])
  })
})

describe('a batch on a provider with a limit', () => {
  it('asks no oftener than that, and loses nothing', async () => {
    studio.gemini.reset()
    const began = studio.clock.now().getTime()
    const batch = await start()
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { succeeded: ITEMS } })
    const minutes = (studio.clock.now().getTime() - began) / 60_000
    expect(pictures()).toBe(ITEMS)
    expect(pictures()).toBeLessThanOrEqual(4 + minutes * 60 + 1)
  })
})
