import { workSchema } from '@studio/core/quotes'
import { readGeneration, startGeneration } from '@studio/services/generations'
import { openTestStudio, readLedger, until } from '@studio/services/testing'
import { expect, it } from 'vitest'
import { createWorkers } from '../testing/processes.ts'

const OUTPUTS = 7
const PATIENCE_MS = 90_000

it('of one account no more outputs run at once than its plan allows, with two workers and one of them killed, and all of them end', {
  timeout: 2 * PATIENCE_MS,
}, async () => {
  const studio = await openTestStudio()
  const workers = createWorkers(studio)
  try {
    const merchant = await studio.makeAccount(20, 'free')
    studio.gemini.addScenario({ effect: { kind: 'delay', delayMs: 300 }, times: OUTPUTS })
    const [doomed] = await Promise.all([workers.start(), workers.start()])
    const work = workSchema.parse({ prompt: 'a mug on white', count: OUTPUTS })
    const { id } = await startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)

    const atOnce: number[] = []
    const countRunning = async () => {
      atOnce.push(await studio.deps.db.output.count({ where: { status: 'running' } }))
      return atOnce.at(-1) ?? 0
    }
    await until('two of them run', async () => (await countRunning()) === 2, PATIENCE_MS)
    await workers.kill(doomed)
    await until(
      'all of them ended',
      async () => {
        await countRunning()
        return (await studio.deps.db.output.count({ where: { finishedAt: null } })) === 0
      },
      PATIENCE_MS,
    )
    expect(Math.max(...atOnce)).toBe(2)
    expect(await readGeneration(merchant, { id }, studio.deps)).toMatchObject({
      status: 'succeeded',
      credits: { charged: 2 * OUTPUTS, held: 0, returned: 0 },
    })
    const ledger = await readLedger(merchant, studio.deps)
    expect(ledger.filter((entry) => entry === 'capture 2 succeeded')).toHaveLength(OUTPUTS)
  } finally {
    await workers.killAll()
    await studio.close()
  }
})
