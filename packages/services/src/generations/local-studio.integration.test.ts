import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import type { Id } from '@studio/core/kernel'
import { type Work, workSchema } from '@studio/core/quotes'
import type { AccountActor } from '@studio/services/kernel'
import { auditStorage, listKeys, openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAssetFile } from '../assets/index.ts'
import { createQuote } from '../quotes/index.ts'
import { deleteGeneration, readGeneration, startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let source: Id<'asset'>

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
  const { id } = await studio.upload(merchant, await readPhoto(), 'shoe.jpg')
  source = id
  await studio.jobs.runDue()
})

const asked = (changes: Partial<Work> = {}) =>
  workSchema.parse({
    ...{ shotId: 'white-hero', modelId: 'local-studio', sourceAssetIds: [source], ...changes },
  })
const start = (changes?: Partial<Work>) =>
  startGeneration(merchant, { ...asked(changes), maxCredits: 0 }, studio.deps)
async function make(changes?: Partial<Work>) {
  const { id } = await start(changes)
  await studio.jobs.runDue()
  return readGeneration(merchant, { id }, studio.deps)
}
const markingOf = async (assetId: string, size: 'original' | 'thumb' | 'preview') => {
  const key = assetKey({ accountId: merchant.accountId, id: assetId, attempt: 1 }, size)
  const { xmp } = await sharp(await buffer((await studio.deps.store.get(key)).body)).metadata()
  return xmp?.toString().match(/digitalsourcetype\/(\w+)/)?.[1]
}
const openMask = (id: Id<'asset'>) =>
  openAssetFile(merchant, { id, size: 'mask', isDownload: false }, studio.deps)

describe('a picture of the local studio', () => {
  it('is free, asks nobody outside, and keeps its mask beside it', async () => {
    studio.gemini.reset()
    const made = await make()
    const { asset, recipe } = made.outputs[0] ?? {}
    expect(made).toMatchObject({ status: 'succeeded', provider: 'local', credits: { quoted: 0, charged: 0 } })
    expect(studio.gemini.requests()).toEqual([])
    expect(recipe?.cutOut?.hasMask).toBe(true)
    expect(recipe?.cutOut?.confidence).toBeGreaterThan(0.7)
    const id = asset?.id ?? expect.fail('no picture')
    expect(await openMask(id)).toContain('mask.png')
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/assets/${id}/`)).toHaveLength(4)
    expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  })

  it('takes its mask with it when it is deleted', async () => {
    const made = await make()
    await deleteGeneration(merchant, made, studio.deps)
    await studio.jobs.runDue()
    const { id } = made.outputs[0]?.asset ?? expect.fail('no picture')
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/assets/${id}/`)).toEqual([])
  })

  it('is marked as enhanced in all its files; made from what a model drew, as drawn by a model', async () => {
    const { asset } = (await make()).outputs[0] ?? {}
    const own = asset ?? expect.fail('no picture')
    const drawn = await startGeneration(
      merchant,
      { ...asked({ modelId: 'gemini-nano-banana-2.1' }), maxCredits: 9 },
      studio.deps,
    )
    await studio.jobs.runDue()
    const [output] = (await readGeneration(merchant, drawn, studio.deps)).outputs
    const derived = await make({
      ...{ shotId: 'fit', sourceAssetIds: [output?.asset?.id ?? expect.fail('no picture')] },
      options: { widthPx: 400, heightPx: 400 },
    })
    const fitted = derived.outputs[0]?.asset ?? expect.fail('no picture')
    expect([own.marking, fitted.marking]).toEqual(['enhanced', 'generated'])
    for (const size of ['original', 'thumb', 'preview'] as const) {
      expect(await markingOf(own.id, size)).toBe('algorithmicallyEnhanced')
      expect(await markingOf(fitted.id, size)).toBe('trainedAlgorithmicMedia')
    }
  })

  it('without a cut-out has no mask to open; nor has an upload', async () => {
    const made = await make({ shotId: 'fit', options: { widthPx: 400, heightPx: 400 } })
    const { id } = made.outputs[0]?.asset ?? expect.fail('no picture')
    for (const each of [id, source]) await expect(openMask(each)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of a photo without a product ends with a sentence, and nothing is left', async () => {
    const empty = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#d8d8d8' } })
      .jpeg()
      .toBuffer()
    const { id } = await studio.upload(merchant, empty, 'empty.jpg')
    await studio.jobs.runDue()
    const made = await make({ sourceAssetIds: [id] })
    expect(made.outputs[0]?.failure).toEqual({
      code: 'no_product',
      message: 'You were not charged: There is no product to be seen in this photo. Use another one.',
    })
    expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  })
})

describe('what is known of a cut-out beforehand', () => {
  const judge = (confidence: number, status: 'unasked' | 'ready' = 'unasked') => {
    const { db, clock } = studio.deps
    const now = clock.now()
    const row = { accountId: merchant.accountId, status, createdAt: now, updatedAt: now }
    const cutOut = { confidence, measures: {} }
    return db.analysis.upsert({
      where: { assetId: source },
      create: { assetId: source, ...row, cutOut },
      update: { cutOut },
    })
  }
  const warnings = async (changes?: Partial<Work>) => {
    const quote = await createQuote(merchant, asked(changes), studio.deps)
    return quote.warnings.map(({ code }) => code)
  }

  it('is nothing to speak of when it is sure', async () => {
    await judge(0.9)
    expect(await warnings()).toEqual([])
  })

  it('is a warning when its edges need a look', async () => {
    await judge(0.4)
    const { warnings: said } = await createQuote(merchant, asked(), studio.deps)
    expect(said).toEqual([
      {
        code: 'cut_out_look',
        message: 'The cut-out may need a look: check its edges before you use it.',
      },
    ])
  })

  it('is a warning while nobody has judged it', async () => {
    await studio.deps.db.analysis.deleteMany({ where: { assetId: source } })
    expect(await warnings()).toEqual(['cut_out_not_judged'])
  })

  it('is a refusal, of the quote and of the start, when it would fail', async () => {
    await judge(0.05)
    const refusal = {
      code: 'cut_out_unsure',
      message: expect.stringMatching(/cannot be told from its background.*AI shot/),
      details: { assetId: source },
    }
    await expect(createQuote(merchant, asked(), studio.deps)).rejects.toMatchObject(refusal)
    await expect(start()).rejects.toMatchObject(refusal)
    expect(await studio.deps.db.generation.count({ where: { accountId: merchant.accountId } })).toBe(0)
  })

  it('can be overruled, which is still worth a warning', async () => {
    await judge(0.05)
    expect(await warnings({ options: { acceptUnsure: true } })).toEqual(['cut_out_look'])
    await expect(start({ options: { acceptUnsure: true } })).resolves.toMatchObject({ status: 'queued' })
    await studio.jobs.runDue()
  })

  it.each<[string, Partial<Work>]>([
    ['is drawn by a model', { modelId: 'gemini-nano-banana-2.1' }],
    ['takes the photo as it is', { shotId: 'fit', options: { widthPx: 400, heightPx: 400 } }],
  ])('does not matter to a shot that %s', async (_what, changes) => {
    await judge(0.05)
    expect(await warnings(changes)).toEqual([])
  })
})
