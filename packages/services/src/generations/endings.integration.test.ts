import { type Work, workSchema } from '@studio/core/quotes'
import { isMade, type MadePicture } from '@studio/integrations/picture-provider'
import type { AccountActor, Deps } from '@studio/services/kernel'
import {
  auditStorage,
  createGate,
  listKeys,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
  until,
} from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { systemActor } from '../kernel/index.ts'
import { createQuote } from '../quotes/index.ts'
import {
  cancelGeneration,
  deleteGeneration,
  listGenerations,
  makeOutput,
  purgeGeneration,
  readGeneration,
  startGeneration,
} from './index.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  studio.gemini.reset()
  merchant = await studio.makeAccount(10)
})
afterEach(async () => {
  await studio.jobs.runAll()
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
})

const start = (asked: Partial<Work> = {}) =>
  startGeneration(
    merchant,
    { ...workSchema.parse({ prompt: 'a mug on white', ...asked }), maxCredits: 99 },
    studio.deps,
  )
const read = (generation: { id: string }) => readGeneration(merchant, generation, studio.deps)
const ledger = () => readLedger(merchant, studio.deps)
const keysOf = () => listKeys(studio.deps, `accounts/${merchant.accountId}/`)
const deliver = (output: { id: string } | undefined, deps: Deps = studio.deps, turn = 0) =>
  makeOutput(systemActor, { outputId: output?.id ?? '', turn, signal: new AbortController().signal }, deps)

/** The studio's parts with a provider that stops before or after it made its picture. */
function withProvider(around: (make: () => Promise<MadePicture>) => Promise<MadePicture>): Deps {
  const { gemini } = studio.deps.providers
  return {
    ...studio.deps,
    providers: {
      ...studio.deps.providers,
      gemini: {
        ...gemini,
        makePicture: (...call) =>
          around(async () => {
            const answer = await gemini.makePicture(...call)
            return isMade(answer) ? answer : expect.fail('still making')
          }),
      },
    },
  }
}

/** A worker that has its picture, which is like no other, and is about to store it. */
function heldWorker(output: { id: string } | undefined, turn = 0) {
  const gate = createGate()
  const deps = withProvider(async (make) => {
    const made = await make()
    await gate.pass()
    return { ...made, bytes: await readPhoto(), mime: 'image/jpeg' }
  })
  return { ...gate, done: deliver(output, deps, turn) }
}

/** A worker that is killed the moment it has stored its picture. */
async function killAfterStoring(output: { id: string } | undefined, turn = 0): Promise<void> {
  let puts = 0
  const dead = createGate()
  const store: Deps['store'] = {
    ...studio.deps.store,
    async put(...object) {
      await studio.deps.store.put(...object)
      puts += 1
      if (puts === 3) await dead.pass()
    },
  }
  void deliver(output, { ...studio.deps, store }, turn)
  await dead.reached
}

describe('cancelling', () => {
  it('releases what has not started, and lets what runs go on', async () => {
    const generation = await start({ count: 3 })
    const worker = heldWorker(generation.outputs[0])
    await worker.reached
    const cancelled = await cancelGeneration(merchant, generation, studio.deps)
    expect(cancelled.outputs.map(({ status }) => status)).toEqual(['running', 'cancelled', 'cancelled'])
    expect(cancelled.credits).toEqual({ quoted: 6, charged: 0, returned: 4, held: 2 })
    worker.open()
    await worker.done
    expect(await read(generation)).toMatchObject({
      status: 'succeeded',
      credits: { charged: 2, returned: 4, held: 0 },
    })
  })

  it('twice says that there is nothing left to cancel', async () => {
    const generation = await start({ count: 2 })
    expect((await cancelGeneration(merchant, generation, studio.deps)).status).toBe('cancelled')
    await expect(cancelGeneration(merchant, generation, studio.deps)).rejects.toMatchObject({
      code: 'already_ended',
    })
    expect(await ledger()).toEqual([
      'grant 10 test',
      'hold 4 started',
      'release 2 cancelled',
      'release 2 cancelled',
    ])
  })

  it('means that nobody is asked for the picture any more', async () => {
    const generation = await start({ count: 2 })
    await cancelGeneration(merchant, generation, studio.deps)
    await studio.jobs.runAll()
    expect(studio.gemini.requests()).toEqual([])
  })

  it('takes what waits for its second try as well', async () => {
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 } })
    const generation = await start()
    await deliver(generation.outputs[0])
    expect((await cancelGeneration(merchant, generation, studio.deps)).credits.returned).toBe(2)
  })

  it('somebody else’s generation is not possible', async () => {
    const generation = await start()
    const stranger = await studio.makeAccount()
    await expect(cancelGeneration(stranger, generation, studio.deps)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(deleteGeneration(stranger, generation, studio.deps)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a deleted generation', () => {
  it('leaves nothing but numbers: pictures, words and quote are gone, with proof, and the ledger stays', async () => {
    for (const prompt of ['canary', 'canary-wo', 'canary-words'])
      await createQuote(merchant, workSchema.parse({ prompt }), studio.deps)
    const generation = await start({ count: 2, prompt: 'canary-words' })
    await studio.jobs.runDue()
    expect(await keysOf()).toHaveLength(6)
    await deleteGeneration(merchant, generation, studio.deps)
    expect((await listGenerations(merchant, { limit: 10 }, studio.deps)).items).toEqual([])
    await studio.jobs.runDue()
    expect(await keysOf()).toEqual([])
    const { db } = studio.deps
    expect(await db.asset.count({ where: { accountId: merchant.accountId } })).toBe(0)
    expect(await db.output.count({ where: { accountId: merchant.accountId } })).toBe(0)
    const left = await db.$queryRaw<{ found: bigint }[]>`
      SELECT (SELECT count(*) FROM generation WHERE words LIKE '%canary%')
           + (SELECT count(*) FROM quote WHERE quote::text LIKE '%canary%')
           + (SELECT count(*) FROM event WHERE facts::text LIKE '%canary%')
           + (SELECT count(*) FROM pgboss.job WHERE data::text LIKE '%canary%') AS found`
    expect(left[0]?.found).toBe(0n)
    const proof = await db.event.findFirst({ where: { type: 'generation.purged', subjectId: generation.id } })
    expect(proof?.facts).toEqual({ objects: 6, isProvedGone: true })
    expect(await ledger()).toEqual([
      'grant 10 test',
      'hold 4 started',
      'capture 2 succeeded',
      'capture 2 succeeded',
    ])
  })

  it('gives the credits of running outputs back; a late worker cannot charge and leaves no file', async () => {
    const generation = await start({ count: 2 })
    const worker = heldWorker(generation.outputs[0])
    await worker.reached
    await deleteGeneration(merchant, generation, studio.deps)
    expect(await ledger()).toEqual([
      'grant 10 test',
      'hold 4 started',
      'release 2 cancelled',
      'release 2 cancelled',
    ])
    await purgeGeneration(systemActor, { generationId: generation.id }, studio.deps)
    worker.open()
    await worker.done
    expect(await keysOf()).toEqual([])
    expect(await ledger()).toHaveLength(4)
    await studio.jobs.runAll()
    expect(await studio.deps.db.generation.count({ where: { id: generation.id } })).toBe(0)
  })

  it('is proved gone only when no worker can store one more file', async () => {
    const generation = await start()
    await killAfterStoring(generation.outputs[0])
    await deleteGeneration(merchant, generation, studio.deps)
    await purgeGeneration(systemActor, { generationId: generation.id }, studio.deps)
    const proofs = () =>
      studio.deps.db.event.count({ where: { type: 'generation.purged', subjectId: generation.id } })
    expect([await proofs(), await keysOf()]).toEqual([0, []])
    // The killed worker's job is delivered again, which shows that it is gone.
    await deliver(generation.outputs[0])
    await studio.jobs.runAll()
    expect(await proofs()).toBe(1)
  })

  it('of which a worker never let go is removed all the same once its job’s time is long up', async () => {
    const generation = await start()
    await killAfterStoring(generation.outputs[0])
    await deleteGeneration(merchant, generation, studio.deps)
    await studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'failed' WHERE name = 'output.make'`
    studio.clock.advance(3_600_000)
    await studio.jobs.runAll()
    expect(await studio.deps.db.generation.count({ where: { id: generation.id } })).toBe(0)
    expect(await keysOf()).toEqual([])
  })
})

describe('a job that is delivered again', () => {
  it('for an output that ended does nothing', async () => {
    const generation = await start()
    await studio.jobs.runDue()
    const before = await read(generation)
    await deliver(generation.outputs[0])
    expect(await read(generation)).toEqual(before)
    expect(await ledger()).toHaveLength(3)
    expect(studio.gemini.requests()).toHaveLength(1)
    expect(await keysOf()).toHaveLength(3)
  })

  it('for an output that nobody knows does nothing', async () => {
    await deliver({ id: 'out_01kaqx3v5zj8m4n7p2q9r6t0wy' })
    expect(studio.gemini.requests()).toEqual([])
  })

  it('after its retry was settled leaves the output to the retry, before it begins and while it runs', async () => {
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 } })
    const generation = await start()
    await deliver(generation.outputs[0])
    await deliver(generation.outputs[0])
    expect((await read(generation)).outputs[0]).toMatchObject({ status: 'queued', attempt: 1 })
    const retry = heldWorker(generation.outputs[0], 1)
    await retry.reached
    await deliver(generation.outputs[0])
    retry.open()
    await retry.done
    expect((await read(generation)).outputs[0]).toMatchObject({ status: 'succeeded', attempt: 2 })
    expect(studio.gemini.requests()).toHaveLength(2)
  })

  it('takes over from a worker that died, also when it was a retry, also twice', async () => {
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 } })
    const generation = await start()
    await deliver(generation.outputs[0])
    for (let death = 0; death < 2; death++) await killAfterStoring(generation.outputs[0], 1)
    await deliver(generation.outputs[0], studio.deps, 1)
    expect((await read(generation)).outputs[0]).toMatchObject({ status: 'succeeded', attempt: 4 })
  })

  it('ten times at once makes one picture and charges once', async () => {
    const generation = await start()
    await Promise.all(Array.from({ length: 10 }, () => deliver(generation.outputs[0])))
    expect(await read(generation)).toMatchObject({ status: 'succeeded', credits: { charged: 2 } })
    expect(await keysOf()).toHaveLength(3)
  })

  it('again and again, killing its worker each time, ends in a failure that costs nothing', async () => {
    const generation = await start()
    const dying = withProvider(() => new Promise(() => {}))
    for (let claim = 1; claim <= 10; claim++) {
      void deliver(generation.outputs[0], dying)
      const where = { generationId: generation.id, attempt: claim }
      await until('the output is claimed', () => studio.deps.db.output.findFirst({ where }))
    }
    await deliver(generation.outputs[0])
    expect(await read(generation)).toMatchObject({
      status: 'failed',
      credits: { charged: 0, returned: 2, held: 0 },
    })
  })
})

describe('a worker whose output was taken over', () => {
  it('can neither store nor settle: the picture and the charge are those of the one who took it', async () => {
    const generation = await start()
    const stalled = heldWorker(generation.outputs[0])
    await stalled.reached
    await deliver(generation.outputs[0])
    const before = await read(generation)
    stalled.open()
    await stalled.done
    expect(await read(generation)).toEqual(before)
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'capture 2 succeeded'])
  })

  it('while it was storing changes no byte of the picture that was settled, and leaves none of its own', async () => {
    const generation = await start()
    const gate = createGate()
    const store: Deps['store'] = {
      ...studio.deps.store,
      async put(...object) {
        await gate.pass()
        await studio.deps.store.put(...object)
      },
    }
    const otherPicture = withProvider(async (make) => ({
      ...(await make()),
      bytes: await readPhoto(),
      mime: 'image/jpeg',
    }))
    const stalled = deliver(generation.outputs[0], { ...otherPicture, store })
    await gate.reached
    await deliver(generation.outputs[0])
    const before = await read(generation)
    gate.open()
    await stalled
    expect(await read(generation)).toEqual(before)
    expect(await keysOf()).toHaveLength(3)
    expect(await auditStorage(studio.deps)).toMatchObject({ mismatched: [] })
  })

  it('cannot fail it either', async () => {
    const generation = await start()
    const gate = createGate()
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' } })
    const stalled = deliver(
      generation.outputs[0],
      withProvider(async (make) => {
        const made = make()
        made.catch(() => {})
        await gate.pass()
        return made
      }),
    )
    await gate.reached
    await until('the provider was asked', () => studio.gemini.requests().length > 0)
    await deliver(generation.outputs[0])
    gate.open()
    await stalled
    expect((await read(generation)).status).toBe('succeeded')
    expect(await ledger()).toHaveLength(3)
  })
})

describe('files of a worker that was killed before it could settle', () => {
  it('are gone when the next try is declined', async () => {
    const generation = await start()
    await killAfterStoring(generation.outputs[0])
    expect(await keysOf()).toHaveLength(3)
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' } })
    await deliver(generation.outputs[0])
    expect((await read(generation)).status).toBe('failed')
    expect(await keysOf()).toEqual([])
  })

  it('are gone when the person cancels before the next try', async () => {
    const generation = await start()
    await killAfterStoring(generation.outputs[0])
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 } })
    await deliver(generation.outputs[0])
    await cancelGeneration(merchant, generation, studio.deps)
    await studio.jobs.runAll()
    expect(await keysOf()).toEqual([])
  })

  it('are replaced, not added to, when the next try succeeds', async () => {
    const generation = await start()
    await killAfterStoring(generation.outputs[0])
    await deliver(generation.outputs[0])
    expect((await read(generation)).status).toBe('succeeded')
    expect(await keysOf()).toHaveLength(3)
  })
})

describe('a picture that was deleted by itself', () => {
  it('leaves its place empty in the generation, whose recipe and charge stay', async () => {
    const generation = await start()
    await studio.jobs.runDue()
    const asset = (await read(generation)).outputs[0]?.asset ?? expect.fail('no picture')
    await deleteAsset(merchant, asset, studio.deps)
    await studio.jobs.runDue()
    const [output] = (await read(generation)).outputs
    expect(output).toMatchObject({ status: 'succeeded', asset: null, creditsCharged: 2 })
    expect(output?.recipe?.prompt).toContain('white')
    expect(await keysOf()).toEqual([])
  })
})
