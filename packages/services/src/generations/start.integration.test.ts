import { newId } from '@studio/core/kernel'
import { QUOTE_VALID_MINUTES, type Work, workSchema } from '@studio/core/quotes'
import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset } from '../assets/index.ts'
import { readBalance } from '../credits/index.ts'
import { createQuote } from '../quotes/index.ts'
import { deleteGeneration, startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
})

type Extras = { quoteId?: `quo_${string}`; maxCredits?: number; idempotencyKey?: string }
const work = (asked: Partial<Work> = {}) => workSchema.parse({ prompt: 'a mug', count: 2, ...asked })
const start = ({ quoteId, maxCredits, idempotencyKey, ...asked }: Partial<Work> & Extras, actor = merchant) =>
  startGeneration(actor, { ...work(asked), quoteId, maxCredits, idempotencyKey }, studio.deps)
const quote = (asked: Partial<Work> = {}, actor = merchant) => createQuote(actor, work(asked), studio.deps)
const refusal = (code: string, words = /./) => ({ code, message: expect.stringMatching(words) })

/** What a refused start must leave as it was. */
async function traces() {
  const { accountId } = merchant
  const { db } = studio.deps
  return {
    generations: await db.generation.count({ where: { accountId } }),
    outputs: await db.output.count({ where: { accountId } }),
    jobs: (await outputJobs()).length,
    ledger: await readLedger(merchant, studio.deps),
    balance: await readBalance(merchant, studio.deps),
  }
}

/** The outputs of this merchant that wait to be made; an output that was never written counts for nobody. */
async function outputJobs(): Promise<string[]> {
  const jobs = await studio.jobs.waiting()
  const outputs = await studio.deps.db.output.findMany({ where: { accountId: { not: merchant.accountId } } })
  const foreign = new Set(outputs.map(({ id }) => id))
  return jobs
    .flatMap(({ payload: { outputId } }) =>
      typeof outputId === 'string' && !foreign.has(outputId) ? [outputId] : [],
    )
    .sort()
}

const nothing = {
  generations: 0,
  outputs: 0,
  jobs: 0,
  ledger: ['grant 10 test'],
  balance: { available: 10, held: 0 },
}

describe('a start', () => {
  it('holds what was quoted, writes the outputs and enqueues one job for each', async () => {
    const { id: quoteId, credits } = await quote()
    const generation = await start({ quoteId })
    expect(generation).toMatchObject({
      status: 'queued',
      credits: { quoted: credits, held: credits, charged: 0 },
    })
    expect(await readLedger(merchant, studio.deps)).toEqual(['grant 10 test', 'hold 4 started'])
    expect(await outputJobs()).toEqual(generation.outputs.map(({ id }) => id))
  })

  it('with a ceiling instead of a quote costs today’s price', async () => {
    const generation = await start({ maxCredits: 9 })
    expect(generation.credits.quoted).toBe(4)
  })

  it('costs what was quoted, also after prices rose', async () => {
    const { id: quoteId } = await quote()
    const { db } = studio.deps
    await db.quote.update({ where: { id: quoteId }, data: { credits: 2, priceListVersion: 'older' } })
    const { id } = await start({ quoteId })
    await studio.jobs.runAll()
    const { hold } = await db.generation.findUniqueOrThrow({ where: { id }, include: { hold: true } })
    expect(hold).toMatchObject({ credits: 2, captured: 2, released: 0 })
  })
})

describe('a start is refused, writes nothing, enqueues nothing and charges nothing', () => {
  it.each<[string, () => Promise<Partial<Work> & Extras>, { code: string }]>([
    [
      'without a quote or a ceiling',
      async () => ({}),
      refusal('price_not_agreed', /quote first.*maxCredits/),
    ],
    [
      'above the ceiling',
      async () => ({ maxCredits: 3 }),
      refusal('price_too_high', /costs 4 credits, more than the 3.*Nothing was charged/),
    ],
    [
      'above the ceiling, although it was quoted',
      async () => ({ quoteId: (await quote()).id, maxCredits: 3 }),
      refusal('price_too_high'),
    ],
    [
      'with a quote that does not exist',
      async () => ({ quoteId: newId('quote', new Date()) }),
      refusal('not_found'),
    ],
    [
      'with somebody else’s quote',
      async () => ({ quoteId: (await quote({}, await studio.makeAccount())).id }),
      refusal('not_found'),
    ],
    [
      'for other work than was quoted',
      async () => ({ quoteId: (await quote()).id, count: 1 }),
      refusal('quote_mismatch', /new quote/),
    ],
    [
      'with other words than were quoted',
      async () => ({ quoteId: (await quote()).id, prompt: 'with steam' }),
      refusal('quote_mismatch'),
    ],
    [
      'with a model that was retired',
      async () => ({ maxCredits: 9, modelId: 'gemini-2.5-flash-image' }),
      refusal('model_retired', /retired on 2026-10-02. Use Nano Banana 2.1 instead/),
    ],
    [
      'with a person who was not asked',
      async () => ({
        maxCredits: 9,
        sourceAssetIds: [(await studio.upload(merchant, await readPhoto())).id],
        sourceRoles: ['person'],
      }),
      refusal('invalid_input', /person in the photo agreed/),
    ],
    [
      'for a shot that does not exist',
      async () => ({ maxCredits: 9, shotId: 'moon' }),
      refusal('invalid_input', /no shot called "moon"/),
    ],
    ['with too few credits', async () => ({ maxCredits: 99, count: 6 }), refusal('insufficient_credits')],
    [
      'with a source that does not exist',
      async () => ({ maxCredits: 9, sourceAssetIds: [newId('asset', new Date())] }),
      refusal('not_found', /Choose another/),
    ],
    [
      'with somebody else’s source',
      async () => ({
        maxCredits: 9,
        sourceAssetIds: [(await studio.upload(await studio.makeAccount(), await readPhoto())).id],
      }),
      refusal('not_found'),
    ],
  ])('%s', async (_when, request, expected) => {
    await expect(start(await request())).rejects.toMatchObject(expected)
    expect(await traces()).toEqual(nothing)
  })

  it('with a quote that has expired, to the millisecond', async () => {
    const { id: quoteId } = await quote()
    studio.clock.advance(QUOTE_VALID_MINUTES * 60_000)
    await expect(start({ quoteId })).rejects.toMatchObject(refusal('quote_expired', /nothing was charged/))
    expect(await traces()).toEqual(nothing)
  })

  it('with a source that was deleted', async () => {
    const source = await studio.upload(merchant, await readPhoto())
    await deleteAsset(merchant, source, studio.deps)
    await expect(start({ maxCredits: 9, sourceAssetIds: [source.id] })).rejects.toMatchObject(
      refusal('not_found'),
    )
    await studio.jobs.runDue()
    expect(await traces()).toEqual(nothing)
  })

  it('with a source that turned out to be damaged, in that photo’s own words', async () => {
    const photo = await readPhoto()
    const source = await studio.upload(merchant, photo.subarray(0, photo.byteLength / 2), 'mug.jpg')
    await studio.jobs.runDue()
    await expect(start({ maxCredits: 9, sourceAssetIds: [source.id] })).rejects.toMatchObject(
      refusal('file_unreadable', /“mug.jpg” is damaged/),
    )
    expect(await traces()).toEqual(nothing)
  })

  it('with a model of a service that is not set up here', async () => {
    const deps = { ...studio.deps, offeredProviders: ['gemini' as const] }
    const request = { ...work({ modelId: 'kling-v3-omni' }), maxCredits: 9 }
    await expect(startGeneration(merchant, request, deps)).rejects.toMatchObject(
      refusal('option_not_supported', /not set up here/),
    )
    expect(await traces()).toEqual(nothing)
  })

  it('with a video as a source', async () => {
    const source = await studio.upload(merchant, await readPhoto())
    const { db } = studio.deps
    await db.asset.update({ where: { id: source.id }, data: { mime: 'video/mp4', kind: 'output' } })
    await expect(start({ maxCredits: 9, sourceAssetIds: [source.id] })).rejects.toMatchObject(
      refusal('option_not_supported', /A video cannot be a source/),
    )
    await db.asset.update({ where: { id: source.id }, data: { mime: 'image/jpeg', kind: 'upload' } })
    await studio.jobs.runDue()
    expect(await traces()).toEqual(nothing)
  })

  it('by somebody who is not signed in', async () => {
    const request = { ...work(), maxCredits: 9 }
    await expect(startGeneration({ kind: 'anonymous' }, request, studio.deps)).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  })
})

describe('words in any language', () => {
  it.each(['eine rote Tasse auf Schnee', '雪の上の赤いマグカップ', 'كوب أحمر على الثلج'])(
    'are kept and sent as they are: %s',
    async (prompt) => {
      const { id } = await start({ maxCredits: 9, prompt, count: 1 })
      await studio.jobs.runAll()
      const {
        words,
        prompt: sent,
        status,
      } = await studio.deps.db.generation.findUniqueOrThrow({ where: { id } })
      expect({ words, status }).toEqual({ words: prompt, status: 'succeeded' })
      expect(sent).toContain(prompt)
    },
  )
})

describe('the brand kit', () => {
  const brand = () =>
    studio.deps.db.brandKit.create({
      data: {
        accountId: merchant.accountId,
        wordsToUse: ['calm'],
        wordsToAvoid: ['cheap'],
        updatedAt: new Date(),
      },
    })
  const promptOf = async ({ id }: { id: string }) =>
    (await studio.deps.db.generation.findUniqueOrThrow({ where: { id } })).prompt

  it('has its say in every prompt, unless a piece of work does without it', async () => {
    await brand()
    expect(await promptOf(await start({ maxCredits: 9 }))).toMatch(/calm.*\n.*cheap/)
    const plain = await start({ maxCredits: 9, options: { plainPrompt: true } })
    expect(await promptOf(plain)).not.toContain('calm')
  })
})

describe('two starts that race for the last credits', () => {
  it('end with one generation, and a clear sentence for the other', async () => {
    const racers = await Promise.allSettled([1, 2].map(() => start({ maxCredits: 9, count: 3 })))
    const refused = racers.flatMap((racer) => (racer.status === 'rejected' ? [racer.reason] : []))
    expect(refused).toEqual([expect.objectContaining(refusal('insufficient_credits', /6.*4|4.*6/))])
    expect(await traces()).toMatchObject({
      ...{ generations: 1, outputs: 3, ledger: ['grant 10 test', 'hold 6 started'] },
      balance: { available: 4, held: 6 },
    })
  })
})

describe('a quote', () => {
  it('starts one generation; the second start is told so', async () => {
    const { id: quoteId } = await quote()
    await start({ quoteId })
    await expect(start({ quoteId })).rejects.toMatchObject(refusal('quote_used'))
    expect(await traces()).toMatchObject({ generations: 1, balance: { available: 6, held: 4 } })
  })

  it('starts one generation, also when two start at the same moment', async () => {
    const { id: quoteId } = await quote()
    const starts = await Promise.allSettled([start({ quoteId }), start({ quoteId })])
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = starts.find((settled) => settled.status === 'rejected')
    expect(lost?.reason).toMatchObject(refusal('quote_used'))
    expect(await traces()).toMatchObject({ generations: 1, jobs: 2, balance: { available: 6, held: 4 } })
  })
})

describe('an idempotency key', () => {
  it.each([
    ['a ceiling', async () => ({ maxCredits: 4 })],
    ['a quote', async () => ({ quoteId: (await quote()).id })],
  ])(
    'with %s makes 20 simultaneous starts one generation, one hold and equal answers',
    async (_with, price) => {
      const request = { ...(await price()), idempotencyKey: 'once' }
      const answers = await Promise.all(Array.from({ length: 20 }, () => start(request)))
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(await traces()).toMatchObject({
        generations: 1,
        outputs: 2,
        jobs: 2,
        ledger: ['grant 10 test', 'hold 4 started'],
      })
    },
  )

  it('gives every repeated start its answer when the credits are enough for one of them only', async () => {
    merchant = await studio.makeAccount(4)
    const request = { maxCredits: 4, idempotencyKey: 'once' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(request)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  it('is refused for another request', async () => {
    await start({ maxCredits: 9, idempotencyKey: 'once' })
    await expect(start({ maxCredits: 9, count: 1, idempotencyKey: 'once' })).rejects.toMatchObject(
      refusal('key_reused'),
    )
    expect(await traces()).toMatchObject({ generations: 1 })
  })

  it('belongs to its account', async () => {
    const stranger = await studio.makeAccount(10)
    const [own, foreign] = await Promise.all(
      [merchant, stranger].map((actor) => start({ maxCredits: 9, idempotencyKey: 'once' }, actor)),
    )
    expect(own?.id).not.toBe(foreign?.id)
  })

  it('is remembered for a day after its generation was deleted for good: a late retry costs nothing', async () => {
    const request = { maxCredits: 9, idempotencyKey: 'once' }
    await studio.jobs.forget()
    const generation = await start(request)
    await deleteGeneration(merchant, generation, studio.deps)
    await expect(start(request)).rejects.toMatchObject(refusal('not_found'))
    await studio.jobs.runAll()
    expect(await studio.deps.db.generation.count({ where: { id: generation.id } })).toBe(0)

    const before = await readLedger(merchant, studio.deps)
    await expect(start(request)).rejects.toMatchObject(
      refusal('not_found', /deleted since. Nothing was charged/),
    )
    await expect(start({ ...request, count: 1 })).rejects.toMatchObject(refusal('key_reused'))
    expect(await readLedger(merchant, studio.deps)).toEqual(before)

    studio.clock.advance(86_400_000)
    expect((await start(request)).status).toBe('queued')
  })
})
