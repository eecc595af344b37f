import type { PlanId } from '@studio/core/plans'
import { workSchema } from '@studio/core/quotes'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkLedger, expireCredits } from '../credits/index.ts'
import { type AccountActor, systemActor } from '../kernel/index.ts'
import { applyRetention } from '../retention/index.ts'
import {
  cancelGeneration,
  deleteGeneration,
  endStaleGenerations,
  makeOutput,
  readGeneration,
  startGeneration,
} from './index.ts'

const DAY_MS = 86_400_000
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.jobs.runAll()
  studio.gemini.reset()
  merchant = await studio.makeAccount(40, 'free')
})

const start = (count: number, actor = merchant) => {
  const work = workSchema.parse({ prompt: 'a mug on white', count })
  return startGeneration(actor, { ...work, maxCredits: 99 }, studio.deps)
}
const changeTo = (planId: PlanId) =>
  studio.deps.db.subscription.update({ where: { accountId: merchant.accountId }, data: { planId } })
/** The outputs that have a job, as they wait in the queue. */
const jobs = async () => (await studio.jobs.waiting()).filter(({ name }) => name === 'output.make')
const read = async (generation: { id: string }) => readGeneration(merchant, generation, studio.deps)
const statuses = async (generation: { id: string }) => {
  const { outputs } = await read(generation)
  return outputs.map(({ status }) => status)
}
/** Makes the output whose job waits longest, as a worker does, and leaves the others. */
async function makeOne(): Promise<void> {
  const job = (await jobs())[0] ?? expect.fail('no job waits')
  const { outputId, turn } = job.payload as { outputId: string; turn: number }
  await studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'completed' WHERE id = ${job.id}::uuid`
  await makeOutput(systemActor, { outputId, turn, signal: new AbortController().signal }, studio.deps)
}

describe('an account’s outputs', () => {
  it('are let in as many at once as its plan says, and the next one begins with each that ends', async () => {
    const generation = await start(5)
    for (const [left, ended] of [
      [2, 0],
      [2, 1],
      [2, 2],
      [2, 3],
      [1, 4],
    ]) {
      expect(await jobs()).toHaveLength(left ?? 0)
      expect((await statuses(generation)).filter((status) => status === 'succeeded')).toHaveLength(ended ?? 0)
      await makeOne()
    }
    expect(await jobs()).toEqual([])
    expect(await read(generation)).toMatchObject({ status: 'succeeded', credits: { charged: 10, held: 0 } })
  })

  it('begin in the order in which they were started, one generation after the other', async () => {
    const [first, second] = [await start(3), await start(2)]
    for (let made = 0; made < 3; made++) await makeOne()
    expect(await statuses(first)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(await statuses(second)).toEqual(['queued', 'queued'])
    expect(await jobs()).toHaveLength(2)
  })

  it('keep to the plan when eight generations start at the same moment', async () => {
    await Promise.all(Array.from({ length: 8 }, () => start(2)))
    expect(await jobs()).toHaveLength(2)
  })

  it('do not wait for those of another account', async () => {
    await start(5)
    await start(5, await studio.makeAccount(40, 'starter'))
    expect(await jobs()).toHaveLength(2 + 4)
  })

  it('make room when they fail, and keep their place while they are tried again', async () => {
    const generation = await start(3)
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 } })
    await makeOne()
    expect(await jobs()).toHaveLength(2)
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' }, times: 1 })
    await makeOne()
    expect(await jobs()).toHaveLength(2)
    await studio.jobs.runAll()
    expect((await statuses(generation)).toSorted()).toEqual(['failed', 'succeeded', 'succeeded'])
  })

  it.each([
    ['cancelled', cancelGeneration],
    ['deleted', deleteGeneration],
  ])('make room when their generation is %s', async (_how, end) => {
    const [first, second] = [await start(4), await start(3)]
    await end(merchant, first, studio.deps)
    const mine = new Set((await read(second)).outputs.map(({ id }) => id as string))
    const given = (await jobs()).filter(({ payload }) => mine.has(payload.outputId as string))
    expect(given).toHaveLength(2)
    await studio.jobs.runAll()
    expect(await statuses(second)).toEqual(['succeeded', 'succeeded', 'succeeded'])
  })

  it('that wait for longer than their hold end without a charge, and leave the line', async () => {
    const generation = await start(5)
    studio.clock.advance(DAY_MS)
    await endStaleGenerations(systemActor, studio.deps)
    await expireCredits(systemActor, studio.deps)
    expect(await read(generation)).toMatchObject({ status: 'failed', credits: { returned: 10, held: 0 } })
    expect(await studio.deps.db.output.count({ where: { isWaiting: true } })).toBe(0)
    expect(await checkLedger(studio.deps)).toEqual([])
  })
})

describe('a change of plan while outputs run', () => {
  it('to a larger one lets more of them in with the next that ends', async () => {
    const generation = await start(7)
    await changeTo('starter')
    await makeOne()
    expect(await jobs()).toHaveLength(4)
    await studio.jobs.runAll()
    expect((await read(generation)).status).toBe('succeeded')
  })

  it('to a smaller one lets nobody in until there are as few as it allows', async () => {
    await changeTo('starter')
    await start(7)
    await changeTo('free')
    const waiting: number[] = []
    for (let made = 0; made < 4; made++) {
      await makeOne()
      waiting.push((await jobs()).length)
    }
    expect(waiting).toEqual([3, 2, 2, 2])
  })
})

describe('an output that waits for a place', () => {
  it('cannot be begun by a job that came too early', async () => {
    const generation = await start(3)
    const { id = '' } = (await studio.deps.db.output.findFirst({ where: { isWaiting: true } })) ?? {}
    await makeOutput(
      systemActor,
      { outputId: id, turn: 0, signal: new AbortController().signal },
      studio.deps,
    )
    expect(await statuses(generation)).toEqual(['queued', 'queued', 'queued'])
  })

  it('gets none from the sweep that looks for lost jobs, and its place from it when nobody gave it one', async () => {
    await start(3)
    studio.clock.advance(DAY_MS / 24)
    await applyRetention(systemActor, studio.deps)
    expect(await jobs()).toHaveLength(2)
    await changeTo('starter')
    await applyRetention(systemActor, studio.deps)
    expect(await jobs()).toHaveLength(3)
  })

  it('is let in once, however many look for it at the same moment', async () => {
    await start(7)
    await changeTo('starter')
    await Promise.all(Array.from({ length: 8 }, () => applyRetention(systemActor, studio.deps)))
    expect(await jobs()).toHaveLength(4)
  })
})
