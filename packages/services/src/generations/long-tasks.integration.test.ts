import { type FAILURES, MAX_MAKING_MS, MAX_WAITING_MS } from '@studio/core/generations'
import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import {
  type MadePicture,
  type PictureRequest,
  ProviderFailure,
  type StillMaking,
} from '@studio/integrations/picture-provider'
import type { AccountActor, Deps } from '@studio/services/kernel'
import {
  auditStorage,
  createGate,
  listKeys,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { checkLedger } from '../credits/index.ts'
import { systemActor } from '../kernel/index.ts'
import { applyRetention } from '../retention/index.ts'
import { MAX_CLAIMS } from './claim-output.ts'
import { cancelGeneration, deleteGeneration, makeOutput, readGeneration, startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

/** Who makes the pictures here: it does what the test says, and keeps what it was asked. */
const provider = {
  asked: [] as PictureRequest[],
  answer: (): Promise<MadePicture | StillMaking> => Promise.reject(new Error('the test said nothing')),
}

beforeAll(async () => {
  studio = await openTestStudio()
  photo = await readPhoto()
  studio.deps.providers.gemini = {
    ...studio.deps.providers.gemini,
    makePicture(request) {
      provider.asked.push(request)
      return provider.answer()
    },
  }
})
afterAll(() => studio.close())
beforeEach(async () => {
  provider.asked = []
  merchant = await studio.makeAccount(10)
})
afterEach(async () => {
  await studio.jobs.runAll()
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  expect(await checkLedger(studio.deps)).toEqual([])
})

const taken: StillMaking = { checkAgainInMs: 10_000, isTaken: true }
const noPlace: StillMaking = { checkAgainInMs: 10_000, isTaken: false }
const still = (answer: StillMaking) => () => Promise.resolve(answer)
const fails =
  (code: keyof typeof FAILURES, more: { retryAfterMs?: number } = {}) =>
  () =>
    Promise.reject(new ProviderFailure(code, 'scripted', more))
const finished = () =>
  Promise.resolve<MadePicture>({
    ...{ bytes: photo, mime: 'image/jpeg', modelVersion: 'scripted', signature: null, cutOut: null },
    usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 420_000 },
    marking: 'generated',
  })
/** Does the one after the other, and the last of them from then on. */
function script(...steps: (() => Promise<MadePicture | StillMaking>)[]): void {
  provider.answer = () => {
    const step = steps.length > 1 ? steps.shift() : steps[0]
    return step?.() ?? finished()
  }
}

const start = async (sourceAssetIds: `ast_${string}`[] = []) => {
  const work = workSchema.parse({ prompt: 'a mug on white', sourceAssetIds })
  const { id, outputs } = await startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
  return { id, outputId: outputs[0]?.id ?? expect.fail('no output') }
}
const read = ({ id }: { id: string }) => readGeneration(merchant, { id }, studio.deps)
const row = ({ outputId }: { outputId: string }) =>
  studio.deps.db.output.findUniqueOrThrow({ where: { id: outputId } })
const ledger = () => readLedger(merchant, studio.deps)
const deliver = (outputId: string, turn: number, deps: Deps = studio.deps) =>
  makeOutput(systemActor, { outputId, turn, signal: new AbortController().signal }, deps)
const taskIds = () => provider.asked.map(({ task }) => task.id.split('-').pop())
const eventsOf = async (type: string, { id }: { id: string }) =>
  studio.deps.db.event.count({ where: { type, subjectId: id } })
const charged = ['grant 10 test', 'hold 2 started', 'capture 2 succeeded']

describe('an output that its provider is still making', () => {
  it('runs on for the person, holds no worker, and ends in a picture that is charged once', async () => {
    script(still(taken), still(taken), finished)
    const work = await start()
    await studio.jobs.runDue()
    expect((await read(work)).outputs[0]).toMatchObject({ status: 'running', attempt: 1, asset: null })
    expect(await row(work)).toMatchObject({ claim: null, turn: 1, attempt: 1 })
    await studio.jobs.runAll()
    expect(await read(work)).toMatchObject({ status: 'succeeded', credits: { charged: 2, held: 0 } })
    expect(await ledger()).toEqual(charged)
  })

  it('is looked at when the provider said, and not before', async () => {
    script(still(taken), finished)
    await start()
    await studio.jobs.runDue()
    studio.clock.advance(9_000)
    expect(await studio.jobs.runDue()).toEqual([])
    studio.clock.advance(1_000)
    expect(await studio.jobs.runDue()).toEqual(['output.make'])
  })

  it('is one task however often it is looked at; only the first time it may be begun unseen', async () => {
    script(still(noPlace), still(taken), still(taken), finished)
    await start()
    await studio.jobs.runAll()
    expect(taskIds()).toEqual(['0', '0', '0', '0'])
    expect(provider.asked.map(({ task }) => [task.isNew, task.isTaken])).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [false, true],
    ])
  })

  it('tells once that it was taken, and once that it began', async () => {
    script(still(noPlace), still(taken), still(taken), finished)
    const work = await start()
    await studio.jobs.runAll()
    expect(await eventsOf('output.submitted', work)).toBe(1)
    expect(await eventsOf('output.started', work)).toBe(1)
  })

  it('has its sources read until it is taken; after that they may even be deleted', async () => {
    script(still(noPlace), still(taken), finished)
    const { id } = await studio.upload(merchant, photo)
    await studio.jobs.runDue()
    const work = await start([id])
    await studio.jobs.runDue()
    studio.clock.advance(10_000)
    await studio.jobs.runDue()
    await deleteAsset(merchant, { id }, studio.deps)
    await studio.jobs.runAll()
    expect((await read(work)).status).toBe('succeeded')
    expect(provider.asked.map(({ sources }) => sources.length)).toEqual([1, 1, 0])
  })

  it('knows in its recipe how long all of it took, and what it cost us', async () => {
    script(still(taken), still(taken), finished)
    const work = await start()
    await studio.jobs.runAll()
    const { recipe } = (await read(work)).outputs[0] ?? {}
    expect(recipe?.durationMs).toBeGreaterThanOrEqual(20_000)
    expect(recipe?.providerCostMicroUsd).toBe(420_000)
  })

  it('keeps its place in the account’s line', async () => {
    merchant = await studio.makeAccount(10, 'free')
    script(still(taken))
    const work = workSchema.parse({ prompt: 'a mug', count: 3 })
    await startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
    await studio.jobs.runDue()
    expect(provider.asked).toHaveLength(2)
    script(finished)
    await studio.jobs.runAll()
    expect(await ledger()).toHaveLength(2 + 3)
  })
})

describe('looking is no try:', () => {
  it('after more looks than tries are allowed a passing failure is still tried again', async () => {
    const looks = 2 * MAX_CLAIMS
    script(...Array.from({ length: looks }, () => still(noPlace)), fails('overloaded'), finished)
    const work = await start()
    await studio.jobs.runAll()
    expect((await read(work)).outputs[0]).toMatchObject({ status: 'succeeded', attempt: 2 })
    expect((await row(work)).attempt).toBe(looks + 2)
  })

  it('a try that the rules allow is a task of its own, and waited for anew', async () => {
    script(still(taken), fails('bad_image'), still(taken), finished)
    const work = await start()
    await studio.jobs.runAll()
    expect((await read(work)).status).toBe('succeeded')
    expect(taskIds()).toEqual(['0', '0', '1', '1'])
    expect(provider.asked.map(({ task }) => task.isNew)).toEqual([true, false, true, false])
    expect(await eventsOf('output.submitted', work)).toBe(2)
  })

  it('what failed once too often ends without a charge', async () => {
    script(still(taken), fails('bad_image'), still(taken), fails('bad_image'))
    const work = await start()
    await studio.jobs.runAll()
    expect((await read(work)).outputs[0]?.failure?.code).toBe('bad_image')
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'release 2 failed:bad_image'])
  })

  it.each(['unreachable', 'overloaded', 'rate_limited'] as const)(
    'a provider that has the task and answers %s is asked again about the same one',
    async (code) => {
      script(still(taken), fails(code), fails(code), finished)
      const work = await start()
      await studio.jobs.runAll()
      expect((await read(work)).status).toBe('succeeded')
      expect(taskIds()).toEqual(['0', '0', '0', '0'])
    },
  )
})

describe('a provider that never finishes', () => {
  // Asked rarely, so that half an hour is fifteen looks.
  const rarelyMs = 120_000

  it('is given up after half an hour, and costs nothing', async () => {
    script(still({ ...taken, checkAgainInMs: rarelyMs }))
    const work = await start()
    const began = studio.clock.now().getTime()
    await studio.jobs.runAll()
    expect((await read(work)).outputs[0]?.failure?.code).toBe('timed_out')
    expect(studio.clock.now().getTime() - began).toBeGreaterThanOrEqual(MAX_MAKING_MS)
    expect(new Set(taskIds())).toEqual(new Set(['0']))
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'release 2 failed:timed_out'])
  })

  it('or never has a place for it, is given up sooner', async () => {
    script(still({ ...noPlace, checkAgainInMs: rarelyMs }))
    const work = await start()
    const began = studio.clock.now().getTime()
    await studio.jobs.runAll()
    expect((await read(work)).outputs[0]?.failure?.code).toBe('rate_limited')
    const waitedMs = studio.clock.now().getTime() - began
    expect(waitedMs).toBeGreaterThanOrEqual(MAX_WAITING_MS)
    expect(waitedMs).toBeLessThan(MAX_MAKING_MS)
    expect(await eventsOf('output.submitted', work)).toBe(0)
  })

  it('or cannot be reached any more, is given up all the same', async () => {
    script(still(taken), fails('unreachable', { retryAfterMs: rarelyMs }))
    const work = await start()
    await studio.jobs.runAll()
    expect((await read(work)).outputs[0]?.failure?.code).toBe('unreachable')
  })
})

describe('a worker that is killed', () => {
  it('after the task was begun and before that was settled leaves it to be found, not begun twice', async () => {
    const dead = createGate()
    script(async () => {
      await dead.pass()
      return taken
    })
    const work = await start()
    void deliver(work.outputId, 0)
    await dead.reached
    script(still(taken), finished)
    await studio.jobs.runAll()
    expect((await read(work)).status).toBe('succeeded')
    expect(taskIds()).toEqual(['0', '0', '0'])
    expect(provider.asked.map(({ task }) => task.isNew)).toEqual([true, false, false])
  })

  it('while it looks leaves the same task to the next one', async () => {
    script(still(taken))
    const work = await start()
    await studio.jobs.runDue()
    const dead = createGate()
    script(async () => {
      await dead.pass()
      return taken
    })
    void deliver(work.outputId, 1)
    await dead.reached
    script(finished)
    await studio.jobs.runAll()
    expect(await read(work)).toMatchObject({ status: 'succeeded', outputs: [{ attempt: 2 }] })
    expect(taskIds()).toEqual(['0', '0', '0'])
  })

  it('again and again while it looks ends in a failure that costs nothing', async () => {
    script(still(taken))
    const work = await start()
    await studio.jobs.runDue()
    for (let death = 1; death <= 10; death++) {
      const dead = createGate()
      script(async () => {
        await dead.pass()
        return taken
      })
      void deliver(work.outputId, 1)
      await dead.reached
    }
    await deliver(work.outputId, 1)
    expect(await read(work)).toMatchObject({ status: 'failed', credits: { returned: 2, held: 0 } })
  })

  it('and takes its job with it is replaced: the output that stands still is looked at again', async () => {
    script(still(taken), finished)
    const work = await start()
    await studio.jobs.runDue()
    await studio.deps.db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'output.make' AND state = 'created'`
    studio.clock.advance(6 * 60_000)
    await applyRetention(systemActor, studio.deps)
    await studio.jobs.runAll()
    expect((await read(work)).status).toBe('succeeded')
  })

  it('late finds its turn over: a look that was delivered twice is one look', async () => {
    script(still(taken))
    const work = await start()
    await studio.jobs.runDue()
    await deliver(work.outputId, 0)
    expect(provider.asked).toHaveLength(1)
    script(finished)
  })
})

describe('while it waits for a place at its provider', () => {
  it('an output can be cancelled: nothing is charged, and nobody is asked again', async () => {
    script(still(noPlace), finished)
    const work = await start()
    await studio.jobs.runDue()
    expect((await cancelGeneration(merchant, work, studio.deps)).status).toBe('cancelled')
    await studio.jobs.runAll()
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'release 2 cancelled'])
    expect(provider.asked).toHaveLength(1)
  })
})

describe('while a provider is making it', () => {
  const cancelled = ['grant 10 test', 'hold 2 started', 'release 2 cancelled']

  it('an output cannot be cancelled any more: it is finished, and charged once', async () => {
    script(still(taken), finished)
    const work = await start()
    await studio.jobs.runDue()
    await expect(cancelGeneration(merchant, work, studio.deps)).rejects.toMatchObject({
      code: 'already_ended',
    })
    await studio.jobs.runAll()
    expect(await ledger()).toEqual(charged)
  })

  it('an output can be deleted: nothing is charged, and nobody is asked again', async () => {
    script(still(taken), finished)
    const work = await start()
    await studio.jobs.runDue()
    await deleteGeneration(merchant, work, studio.deps)
    await studio.jobs.runAll()
    expect(await ledger()).toEqual(cancelled)
    expect(provider.asked).toHaveLength(1)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  })

  it('an output that is deleted during the last look is not charged, and its file is gone', async () => {
    script(still(taken))
    const work = await start()
    await studio.jobs.runDue()
    const gate = createGate()
    script(async () => {
      await gate.pass()
      return finished()
    })
    const look = deliver(work.outputId, 1)
    await gate.reached
    await deleteGeneration(merchant, work, studio.deps)
    gate.open()
    await look
    await studio.jobs.runAll()
    expect(await ledger()).toEqual(cancelled)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  })

  it('the deletion of the account ends it: nothing is asked any more, nothing is left', async () => {
    script(still(taken), finished)
    const work = await start()
    await studio.jobs.runDue()
    const { db, clock } = studio.deps
    const now = clock.now()
    const scheduled = { status: 'scheduled', requestedAt: now, dueAt: now } as const
    await db.accountDeletion.create({
      data: { id: newId('deletion', now), accountId: merchant.accountId, ...scheduled },
    })
    await applyRetention(systemActor, studio.deps)
    await studio.jobs.runAll()
    expect(provider.asked).toHaveLength(1)
    expect(await db.output.count({ where: { id: work.outputId } })).toBe(0)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  })
})
