import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { workSchema } from '@studio/core/quotes'
import { readGeneration, startGeneration } from '@studio/services/generations'
import type { AccountActor } from '@studio/services/kernel'
import {
  auditStorage,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
  until,
} from '@studio/services/testing'
import { describe, expect, it } from 'vitest'
import { BOUNDARIES, type Reached } from '../testing/boundaries.ts'
import { createWorkers, type Workers } from '../testing/processes.ts'

/** Recovery is meant to take at most 20 s (see docs/performance.md); a test must not fail for a slow machine. */
const PATIENCE_MS = 90_000

/** A studio with a merchant in it and workers to kill; the tests wait side by side, so each has its own. */
type Scene = AsyncDisposable & { studio: TestStudio; workers: Workers; merchant: AccountActor }

async function setScene(): Promise<Scene> {
  const studio = await openTestStudio()
  const workers = createWorkers(studio)
  const merchant = await studio.makeAccount(100)
  const close = async () => {
    await workers.killAll()
    await studio.close()
  }
  return { studio, workers, merchant, [Symbol.asyncDispose]: close }
}

async function startOutputs({ studio, merchant }: Scene, count: number): Promise<string[]> {
  const source = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runDue()
  const work = workSchema.parse({ shotId: 'white-hero', sourceAssetIds: [source.id], count: 1 })
  const started = []
  for (let index = 0; index < count; index++)
    started.push(await startGeneration(merchant, { ...work, maxCredits: 2 }, studio.deps))
  return started.map(({ id }) => id)
}

/** Every job is done: also those that are delivered again for outputs that had ended. */
async function untilAllIsDone({ studio }: Scene): Promise<void> {
  const openJobs = () => studio.deps.db.$queryRaw<{ open: bigint }[]>`
    SELECT count(*) AS open FROM pgboss.job WHERE name = 'output.make' AND state <> 'completed'`
  await until('every job is done', async () => (await openJobs())[0]?.open === 0n, PATIENCE_MS)
}

/** All outputs are there, each was paid once, and nothing is in storage that does not belong there. */
async function expectNoTraceOfCrashes({ studio, merchant }: Scene, generationIds: string[]): Promise<void> {
  for (const id of generationIds)
    expect(await readGeneration(merchant, { id }, studio.deps)).toMatchObject({
      status: 'succeeded',
      credits: { quoted: 2, charged: 2, returned: 0, held: 0 },
    })
  const ledger = await readLedger(merchant, studio.deps)
  expect(ledger.filter((entry) => entry === 'hold 2 started')).toHaveLength(generationIds.length)
  expect(ledger.filter((entry) => entry === 'capture 2 succeeded')).toHaveLength(generationIds.length)
  expect(ledger).toHaveLength(1 + 2 * generationIds.length)
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  expect(await readdir(join(studio.storeDir, 'incoming'))).toEqual([])
}

describe.concurrent('a worker that is killed', { timeout: 3 * PATIENCE_MS }, () => {
  it(`when outputs are ${BOUNDARIES.join(', ')}: the next one makes each of them once, and charges once`, async () => {
    await using scene = await setScene()
    const { studio, workers } = scene
    const generationIds = await startOutputs(scene, BOUNDARIES.length)
    const outputs = await studio.deps.db.output.findMany({ orderBy: { id: 'asc' } })
    const stops = Object.fromEntries(outputs.map(({ id }, index) => [id, BOUNDARIES[index] ?? 'settled']))
    const reached = new Map<string, string>()
    // One worker takes four outputs at once, so it takes two of them to stop at every boundary.
    while (reached.size < BOUNDARIES.length) {
      const before = reached.size
      const worker = workers.startStopping(stops)
      worker.on('message', ({ outputId, boundary }: Reached) => reached.set(outputId, boundary))
      const expected = Math.min(before + 4, BOUNDARIES.length)
      await until(`${expected} outputs stand still`, () => reached.size >= expected, 30_000)
      await workers.kill(worker)
    }
    expect(Object.fromEntries(reached)).toEqual(stops)
    expect(studio.gemini.requests().length).toBeGreaterThanOrEqual(BOUNDARIES.length - 1)

    await workers.start()
    await untilAllIsDone(scene)
    await expectNoTraceOfCrashes(scene, generationIds)
  })

  it('three times at random: nothing is lost, doubled or left behind', async () => {
    await using scene = await setScene()
    const { studio, workers } = scene
    for (let index = 0; index < 10; index++)
      studio.gemini.addScenario({ effect: { kind: 'delay', delayMs: 400 } })
    const generationIds = await startOutputs(scene, 10)
    for (let kill = 0; kill < 3; kill++) {
      const worker = await workers.start()
      const asked = studio.gemini.requests().length
      // Somewhere between two calls of the provider, wherever its outputs happen to be.
      const more = 1 + Math.floor(Math.random() * 3)
      await until('it works', () => studio.gemini.requests().length >= Math.min(asked + more, 10), 30_000)
      await workers.kill(worker)
    }
    await workers.start()
    await untilAllIsDone(scene)
    await expectNoTraceOfCrashes(scene, generationIds)
  })
})
