import { workSchema } from '@studio/core/quotes'
import { startGeneration } from '@studio/services/generations'
import { until } from '@studio/services/testing'
import { createWorkers } from '../apps/worker/testing/processes.ts'
import { withStudio } from './support/bench-studio.ts'
import { report } from './support/figures.ts'

/**
 * How long it takes from killing a worker (kill -9, four outputs in hand) until another one has made them all.
 * Goal of the product: at most 20 s.
 */
const RUNS = 5
const OUTPUTS = 4

await withStudio(async (studio) => {
  const workers = createWorkers(studio)
  const merchant = await studio.makeAccount(OUTPUTS * RUNS * 2)
  const work = workSchema.parse({ shotId: 'white-hero', count: OUTPUTS })
  const recoveredMs: number[] = []
  for (let run = 0; run < RUNS; run++) {
    studio.gemini.reset()
    studio.gemini.addScenario({ effect: { kind: 'hang' }, times: OUTPUTS })
    const worker = await workers.start()
    const { id } = await startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
    await until('all are asked for', () => studio.gemini.requests().length === OUTPUTS, 30_000)
    await workers.kill(worker)
    const killedAt = performance.now()
    await workers.start()
    await until(
      'all are made',
      () => studio.deps.db.generation.findFirst({ where: { id, status: 'succeeded' } }),
      60_000,
    )
    recoveredMs.push(performance.now() - killedAt)
    await workers.killAll()
  }
  report(
    'kill to recovered',
    recoveredMs.map((ms) => ms / 1000),
    's',
    '20',
  )
})
