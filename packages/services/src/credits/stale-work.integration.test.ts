import { workSchema } from '@studio/core/quotes'
import type { AccountActor } from '@studio/services/kernel'
import { createGate, openTestStudio, readLedger, type TestStudio } from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { endStaleGenerations, makeOutput, readGeneration, startGeneration } from '../generations/index.ts'
import { operatorActor, systemActor } from '../kernel/index.ts'
import { checkLedger, expireCredits } from './index.ts'

const DAY_MS = 86_400_000
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
  expect(await checkLedger(studio.deps)).toEqual([])
})

const start = () => {
  const work = workSchema.parse({ prompt: 'a red shoe', count: 2 })
  return startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
}
const ledger = () => readLedger(merchant, studio.deps)

describe('I8: work whose hold has outlived its time', () => {
  it('ends as failed, in plain words, and gives every credit back', async () => {
    const generation = await start()
    studio.clock.advance(DAY_MS)
    await endStaleGenerations(systemActor, studio.deps)
    const ended = await readGeneration(merchant, generation, studio.deps)
    expect(ended).toMatchObject({ status: 'failed', credits: { charged: 0 } })
    expect(ended.outputs.map(({ failure }) => failure?.code)).toEqual(['timed_out', 'timed_out'])
    expect((await ledger()).slice(-2)).toEqual(['release 2 failed:timed_out', 'release 2 failed:timed_out'])
  })

  it('can no longer be settled by a worker that wakes up late', async () => {
    const { outputs } = await start()
    const gate = createGate()
    const { gemini } = studio.deps.providers
    const slow = {
      ...gemini,
      makePicture: async (...call: Parameters<typeof gemini.makePicture>) => {
        await gate.pass()
        return gemini.makePicture(...call)
      },
    }
    const late = makeOutput(
      systemActor,
      { outputId: outputs[0]?.id ?? '', turn: 0, signal: new AbortController().signal },
      { ...studio.deps, providers: { ...studio.deps.providers, gemini: slow } },
    )
    await gate.reached
    studio.clock.advance(DAY_MS)
    await endStaleGenerations(systemActor, studio.deps)
    const after = await ledger()
    gate.open()
    await late
    expect(await ledger()).toEqual(after)
    expect(await studio.deps.db.asset.count({ where: { accountId: merchant.accountId } })).toBe(0)
  })

  it('is left to its own ending: the sweep never takes the hold from under outputs that are still open', async () => {
    const generation = await start()
    studio.clock.advance(DAY_MS)
    await expireCredits(systemActor, studio.deps)
    await endStaleGenerations(systemActor, studio.deps)
    expect(await readGeneration(merchant, generation, studio.deps)).toMatchObject({ status: 'failed' })
  })

  it('is ended once, also when several sweeps run at once', async () => {
    await start()
    studio.clock.advance(DAY_MS)
    const sweep = async () => {
      await endStaleGenerations(systemActor, studio.deps)
      await expireCredits(systemActor, studio.deps)
    }
    await Promise.all(Array.from({ length: 4 }, sweep))
    expect((await ledger()).filter((line) => line.startsWith('release'))).toHaveLength(2)
  })

  it('keeps what it had charged before', async () => {
    const generation = await start()
    const [first] = generation.outputs
    await makeOutput(
      systemActor,
      { outputId: first?.id ?? '', turn: 0, signal: new AbortController().signal },
      studio.deps,
    )
    studio.clock.advance(DAY_MS)
    await endStaleGenerations(systemActor, studio.deps)
    expect(await readGeneration(merchant, generation, studio.deps)).toMatchObject({
      status: 'succeeded',
      credits: { charged: 2 },
    })
  })

  it('is ended by the worker, and by nobody else', async () => {
    const work = endStaleGenerations(operatorActor, studio.deps)
    await expect(work).rejects.toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})
