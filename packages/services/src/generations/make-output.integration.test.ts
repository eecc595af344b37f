import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import { recipeSchema } from '@studio/core/generations'
import { type Work, workSchema } from '@studio/core/quotes'
import { composePrompt, findShot } from '@studio/core/shots'
import type { Effect } from '@studio/emulators/gemini'
import { createGemini } from '@studio/integrations/gemini'
import type { AccountActor } from '@studio/services/kernel'
import {
  auditStorage,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { systemActor } from '../kernel/index.ts'
import { makeOutput, readGeneration, startGeneration } from './index.ts'

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
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
})

const start = (asked: Partial<Work> = {}) =>
  startGeneration(
    merchant,
    { ...workSchema.parse({ prompt: 'a mug on white', ...asked }), maxCredits: 99 },
    studio.deps,
  )
const read = (generation: { id: string }) => readGeneration(merchant, generation, studio.deps)
const costsOf = async (type: string, { id }: { id: string }) => {
  const events = await studio.deps.db.event.findMany({
    where: { type, subjectId: id },
    orderBy: { id: 'asc' },
  })
  return events.map(({ facts }) => (facts as { providerCostMicroUsd?: number }).providerCostMicroUsd)
}
const ledger = () => readLedger(merchant, studio.deps)

describe('an output', () => {
  it('becomes a ready picture of the account, and its credits are charged', async () => {
    const { id } = await start()
    await studio.jobs.runDue()
    const generation = await read({ id })
    expect(generation).toMatchObject({
      status: 'succeeded',
      credits: { quoted: 2, charged: 2, held: 0, returned: 0 },
    })
    expect(generation.outputs[0]).toMatchObject({
      status: 'succeeded',
      failure: null,
      creditsCharged: 2,
      asset: { kind: 'output', status: 'ready', generationId: id, fileName: 'picture-1.jpg' },
    })
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'capture 2 succeeded'])
  })

  it('keeps its whole recipe, and all of it is true', async () => {
    const source = await studio.upload(merchant, await readPhoto(), 'mug.jpg')
    const asked = { shotId: 'white-hero', prompt: 'with steam', imageSize: '2K', aspectRatio: '4:5' } as const
    const { id } = await start({ ...asked, sourceAssetIds: [source.id] })
    const began = studio.clock.now().getTime()
    await studio.jobs.runDue()
    const [output] = (await read({ id })).outputs
    const recipe = recipeSchema.parse(output?.recipe)
    const shot = findShot('white-hero') ?? expect.fail('no such shot')
    expect(recipe).toMatchObject({
      provider: 'gemini',
      modelId: 'gemini-nano-banana-2.1',
      modelVersion: 'gemini-nano-banana-2.1',
      shotId: shot.id,
      shotVersion: shot.version,
      words: 'with steam',
      prompt: composePrompt({
        ...{ shot, words: 'with steam', options: {}, brand: null, makes: 'picture', isRefinement: false },
        roles: ['product'],
      }),
      sources: [{ assetId: source.id, sha256: source.sha256, role: 'product' }],
      aspectRatio: '4:5',
      imageSize: '2K',
      costCredits: 3,
    })
    expect(recipe.providerCostMicroUsd).toBeGreaterThan(1000)
    expect(new Date(recipe.madeAt).getTime()).toBeGreaterThanOrEqual(began)
    const call = studio.gemini.requests()[0]?.body as {
      contents: { parts: { text?: string }[] }[]
      generationConfig: { seed: number }
    }
    expect(call.contents[0]?.parts[0]?.text).toBe(recipe.prompt)
    expect(call.generationConfig.seed).toBe(recipe.seed)
    expect(output?.asset?.fileName).toBe('mug-white-hero-1.jpg')
  })

  it('names the model version that answered, not the one that was asked', async () => {
    const { gemini } = studio.deps.providers
    const renamed = {
      ...gemini,
      makePicture: async (...call: Parameters<typeof gemini.makePicture>) => ({
        ...(await gemini.makePicture(...call)),
        modelVersion: 'gemini-nano-banana-2.1-007',
      }),
    }
    const { id, outputs } = await start()
    const delivery = { outputId: outputs[0]?.id ?? '', turn: 0, signal: new AbortController().signal }
    await makeOutput(systemActor, delivery, {
      ...studio.deps,
      providers: { ...studio.deps.providers, gemini: renamed },
    })
    expect((await read({ id })).outputs[0]?.recipe?.modelVersion).toBe('gemini-nano-banana-2.1-007')
  })

  it('carries the marking of a machine-made picture in original, thumb and preview', async () => {
    const { id } = await start()
    await studio.jobs.runDue()
    const asset = (await read({ id })).outputs[0]?.asset ?? expect.fail('no picture')
    for (const size of ['original', 'thumb', 'preview'] as const) {
      const key = assetKey({ accountId: merchant.accountId, id: asset.id, attempt: 1 }, size)
      const { xmp } = await sharp(await buffer((await studio.deps.store.get(key)).body)).metadata()
      expect(xmp?.toString(), size).toContain(
        '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<',
      )
    }
  })
})

const SUCCESS = { status: 'succeeded', ledger: 'capture 2 succeeded' }
const failed = (code: string) => ({ status: 'failed', code, ledger: `release 2 failed:${code}` })

describe('a fault of the provider ends as it should, with the credits where they belong:', () => {
  it.each<[string, Effect, number, number, { status: string; code?: string; ledger: string }, RegExp?]>([
    ['429 that names a pause, once', { kind: 'rate_limited', retryDelay: '31s' }, 1, 2, SUCCESS],
    ['429 without a pause, once', { kind: 'status', status: 429 }, 1, 2, SUCCESS],
    ['429 for ever', { kind: 'rate_limited' }, 99, 5, failed('rate_limited'), /busy with our other requests/],
    ['a used-up quota', { kind: 'per_day_quota' }, 99, 1, failed('quota_exhausted'), /Try again tomorrow/],
    ['500, three times', { kind: 'status', status: 500 }, 3, 4, SUCCESS],
    ['500 for ever', { kind: 'status', status: 500 }, 99, 5, failed('overloaded'), /overloaded/],
    ['503, four times', { kind: 'status', status: 503 }, 4, 5, SUCCESS],
    ['a broken connection, once', { kind: 'reset' }, 1, 2, SUCCESS],
    ['a broken connection for ever', { kind: 'reset' }, 99, 5, failed('unreachable'), /could not be reached/],
    [
      'a blocked prompt',
      { kind: 'blocked_prompt' },
      99,
      1,
      failed('blocked_prompt'),
      /declined the photo or the wording/,
    ],
    ['a blocked picture, once', { kind: 'blocked_output' }, 1, 2, SUCCESS],
    [
      'a blocked picture, again and again',
      { kind: 'blocked_output' },
      99,
      2,
      failed('blocked_output'),
      /declined the picture/,
    ],
    ['words instead of a picture', { kind: 'no_image' }, 99, 2, failed('no_image'), /without a picture/],
    ['a picture that is only a thought', { kind: 'thought_only_image' }, 99, 1, SUCCESS],
    ['a cut-off base64 text', { kind: 'truncated_base64' }, 99, 2, failed('bad_image'), /damaged picture/],
    ['half a picture', { kind: 'truncated_image' }, 1, 2, SUCCESS],
    ['something that is no picture', { kind: 'not_an_image' }, 99, 2, failed('bad_image'), /damaged picture/],
    ['a web page of a proxy', { kind: 'html_body' }, 1, 2, SUCCESS],
    ['an answer cut off on the way', { kind: 'truncate' }, 1, 2, SUCCESS],
  ])('%s', async (_what, effect, times, attempts, expected, words) => {
    studio.gemini.addScenario({ effect, times })
    const { id } = await start()
    const before = studio.clock.now().getTime()
    await studio.jobs.runAll()
    const generation = await read({ id })
    const [output] = generation.outputs
    expect(generation.status).toBe(expected.status)
    expect(output).toMatchObject({ status: expected.status, attempt: attempts })
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', expected.ledger])
    expect(generation.credits.held).toBe(0)
    expect(studio.gemini.requests()).toHaveLength(attempts)
    if (expected.code) {
      expect(output).toMatchObject({
        asset: null,
        recipe: null,
        creditsCharged: 0,
        failure: { code: expected.code },
      })
      expect(output?.failure?.message).toMatch(/^You were not charged: .*Gemini|quota at Gemini/)
      expect(output?.failure?.message).toMatch(words ?? /./)
    } else expect(output?.failure).toBeNull()
    if (effect.retryDelay) expect(studio.clock.now().getTime() - before).toBeGreaterThanOrEqual(31_000)
  })

  it('silence, which ends at our own time limit', async () => {
    studio.gemini.addScenario({ effect: { kind: 'hang' }, times: 2 })
    const gemini = createGemini({ apiKey: 'stand-in', baseUrl: studio.gemini.url, timeoutMs: 150 })
    const { id, outputs } = await start()
    const delivery = { outputId: outputs[0]?.id ?? '', turn: 0, signal: new AbortController().signal }
    for (let turn = 0; turn < 2; turn++)
      await makeOutput(
        systemActor,
        { ...delivery, turn },
        { ...studio.deps, providers: { ...studio.deps.providers, gemini } },
      )
    expect((await read({ id })).outputs[0]?.failure).toEqual({
      code: 'timed_out',
      message: 'You were not charged: Gemini took too long. Try again.',
    })
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'release 2 failed:timed_out'])
    await studio.jobs.runAll()
  })

  it('a failed attempt’s cost to us is written down, and charged to nobody', async () => {
    studio.gemini.addScenario({ effect: { kind: 'no_image' }, times: 2 })
    studio.gemini.addScenario({ effect: { kind: 'status', status: 503 }, times: 99 })
    const blocked = await start()
    await studio.jobs.runAll()
    const [retried = 0] = await costsOf('output.retrying', blocked)
    const [given = 0] = await costsOf('output.failed', blocked)
    expect(retried).toBeGreaterThan(0)
    expect(given).toBeGreaterThan(0)
    const down = await start()
    await studio.jobs.runAll()
    expect([await costsOf('output.retrying', down), await costsOf('output.failed', down)]).toEqual([
      [0, 0, 0, 0],
      [0],
    ])
  })
})

describe('money', () => {
  it('is taken only for the outputs that succeeded', async () => {
    studio.gemini.addScenario({ match: { nth: 2 }, effect: { kind: 'blocked_prompt' } })
    const { id } = await start({ count: 3 })
    await studio.jobs.runAll()
    const generation = await read({ id })
    expect(generation).toMatchObject({
      status: 'succeeded',
      credits: { quoted: 6, charged: 4, returned: 2, held: 0 },
    })
    expect((await ledger()).sort()).toEqual([
      'capture 2 succeeded',
      'capture 2 succeeded',
      'grant 10 test',
      'hold 6 started',
      'release 2 failed:blocked_prompt',
    ])
  })

  it('that is charged is never more than was quoted, however often outputs are tried and delivered', async () => {
    const faults: Effect[] = [
      { kind: 'reset' },
      { kind: 'no_image' },
      { kind: 'status', status: 503 },
      { kind: 'blocked_output' },
    ]
    for (const [index, effect] of faults.entries())
      studio.gemini.addScenario({ match: { nth: index * 2 + 1 }, effect })
    const { id, outputs } = await start({ count: 5 })
    const signal = new AbortController().signal
    const deliverAll = () =>
      Promise.all(
        outputs.map((output) =>
          makeOutput(systemActor, { outputId: output.id, turn: 0, signal }, studio.deps),
        ),
      )
    for (let round = 0; round < 3; round++) await deliverAll()
    await studio.jobs.runAll()
    const { credits, outputs: ended } = await read({ id })
    expect(credits.charged + credits.returned).toBe(credits.quoted)
    expect(credits.charged).toBe(2 * ended.filter(({ status }) => status === 'succeeded').length)
  })
})

describe('our own faults', () => {
  it('a source that was deleted before its picture was made gives the credits back', async () => {
    const source = await studio.upload(merchant, await readPhoto())
    const { id } = await start({ sourceAssetIds: [source.id] })
    await deleteAsset(merchant, source, studio.deps)
    await studio.jobs.runAll()
    const [output] = (await read({ id })).outputs
    expect(output?.failure).toEqual({
      code: 'source_gone',
      message: 'You were not charged: A source photo was deleted before the picture was made.',
    })
    expect(await ledger()).toEqual(['grant 10 test', 'hold 2 started', 'release 2 failed:source_gone'])
    expect(studio.gemini.requests()).toEqual([])
  })

  it('a source that cannot be decoded is not blamed on the provider', async () => {
    const photo = await readPhoto()
    const source = await studio.upload(merchant, photo.subarray(0, photo.byteLength / 2))
    const { id, outputs } = await start({ sourceAssetIds: [source.id] })
    const delivery = { outputId: outputs[0]?.id ?? '', turn: 0, signal: new AbortController().signal }
    await makeOutput(systemActor, delivery, studio.deps)
    expect((await read({ id })).outputs[0]?.failure).toMatchObject({
      code: 'source_unreadable',
      message: expect.stringMatching(/^You were not charged: A source photo is damaged/),
    })
    await studio.jobs.runAll()
  })

  it('a defect after the provider answered is tried once more at the most, and logged as an error', async () => {
    const { id, outputs } = await start()
    const pictures = { ...studio.deps.pictures, mark: () => Promise.reject(new TypeError('a defect')) }
    for (let turn = 0; turn < 3; turn++) {
      const delivery = { outputId: outputs[0]?.id ?? '', turn, signal: new AbortController().signal }
      await makeOutput(systemActor, delivery, { ...studio.deps, pictures })
    }
    expect(studio.gemini.requests()).toHaveLength(2)
    expect((await read({ id })).outputs[0]?.failure).toEqual({
      code: 'internal',
      message: 'You were not charged: Something went wrong on our side.',
    })
    expect(studio.log).toContainEqual(
      expect.objectContaining({ level: 'error', facts: expect.objectContaining({ code: 'internal' }) }),
    )
    await studio.jobs.runAll()
  })

  it('storage that does not answer is waited for', async () => {
    const { id, outputs } = await start()
    const { ObjectStoreUnavailable } = await import('@studio/integrations/object-store')
    const store = {
      ...studio.deps.store,
      put: () => Promise.reject(new ObjectStoreUnavailable('put', 'down')),
    }
    const delivery = { outputId: outputs[0]?.id ?? '', turn: 0, signal: new AbortController().signal }
    await makeOutput(systemActor, delivery, { ...studio.deps, store })
    const generation = await read({ id })
    expect(generation.outputs[0]).toMatchObject({ status: 'queued', attempt: 1 })
    expect((await costsOf('output.retrying', generation))[0]).toBeGreaterThan(1000)
    await studio.jobs.runAll()
    expect((await read({ id })).status).toBe('succeeded')
  })
})
