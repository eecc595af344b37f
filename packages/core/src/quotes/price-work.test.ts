import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import { DEFAULT_MODEL_ID, MODELS, SAMPLE_MODEL_ID } from '../models/index.ts'
import { SHOTS } from '../shots/index.ts'
import { priceWork, quoteExpiry, quoteItems } from './price-work.ts'
import { type Work, workSchema } from './schema.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const photos = (count: number) => Array.from({ length: count }, () => newId('asset', NOW))
const work = (asked: Partial<Work>): Work =>
  workSchema.parse({ shotId: 'white-hero', sourceAssetIds: photos(1), ...asked })
const price = (asked: Partial<Work>, now = NOW) => priceWork(work(asked), now)

describe('the price of a piece of work', () => {
  it('is the price of one output times their number', () => {
    expect(price({ count: 4, imageSize: '2K' })).toMatchObject({ creditsPerOutput: 3, count: 4, credits: 12 })
  })

  it('is for the smallest size and the shot’s own ratio when nothing else is said', () => {
    expect(price({ shotId: 'desk' })).toMatchObject({ imageSize: '1K', aspectRatio: '4:3', credits: 2 })
  })

  it('is for a square when own words are all there is', () => {
    const asked = { shotId: undefined, prompt: 'a red shoe', sourceAssetIds: [] }
    expect(price(asked)).toMatchObject({ shot: null, words: 'a red shoe', aspectRatio: '1:1' })
  })

  it('is known for every shot with the default model', () => {
    for (const { id } of SHOTS) expect(price({ shotId: id }).credits).toBeGreaterThan(0)
  })

  it('is known for every model as long as it is served', () => {
    const early = new Date('2026-01-01')
    for (const { id } of MODELS)
      expect(price({ modelId: id }, early).credits > 0).toBe(id !== SAMPLE_MODEL_ID)
  })

  it('is the sum of the quote’s lines, which say what is bought', () => {
    const settled = price({ count: 3 })
    expect(quoteItems(settled)).toEqual([
      {
        label: 'Pure white hero · Nano Banana 2.1 · 1K · 1:1',
        count: 3,
        creditsEach: 2,
        credits: settled.credits,
      },
    ])
  })

  it('holds for 30 minutes', () => {
    expect(quoteExpiry(NOW).toISOString()).toBe('2026-11-22T12:30:00.000Z')
  })
})

describe('work is refused, with a sentence that says what would work,', () => {
  const photo = newId('asset', NOW)
  it.each<[string, Partial<Work>, string, string]>([
    [
      'for a model that is unknown',
      { modelId: 'gemini-9' },
      'invalid_input',
      'There is no model called "gemini-9".',
    ],
    [
      'for a model that was retired',
      { modelId: 'gemini-2.5-flash-image' },
      'model_retired',
      'Nano Banana was retired on 2026-10-02. Use Nano Banana 2.1 instead.',
    ],
    ['for a shot that is unknown', { shotId: 'moon' }, 'invalid_input', 'There is no shot called "moon".'],
    [
      'without a shot and without words',
      { shotId: undefined, prompt: '   ' },
      'invalid_input',
      'Choose a shot, or say in your own words what the picture should show.',
    ],
    [
      'for a shot without a photo',
      { sourceAssetIds: [], prompt: 'a red shoe' },
      'invalid_input',
      'Add a photo of your product: a shot shows what is on it.',
    ],
    [
      'with more photos than the model takes',
      { sourceAssetIds: photos(11) },
      'option_not_supported',
      'Nano Banana 2.1 takes at most 10 photos.',
    ],
    [
      'with the same photo twice',
      { sourceAssetIds: [photo, photo] },
      'invalid_input',
      'The same photo is listed twice.',
    ],
    [
      'in a ratio the model does not make',
      { modelId: 'gemini-3-pro-image', aspectRatio: '8:1' },
      'option_not_supported',
      'Nano Banana Pro does not make 8:1 pictures.',
    ],
    [
      'in a size the model does not make',
      { modelId: 'gemini-3.1-flash-lite-image', imageSize: '4K' },
      'option_not_supported',
      'Nano Banana 2 Lite does not make 4K pictures.',
    ],
  ])('%s', (_when, asked, code, message) => {
    expect(() => price(asked)).toThrow(expect.objectContaining({ code, message }))
  })

  it('for a retired model, naming its replacement for programs', () => {
    expect(() => price({ modelId: 'gemini-2.5-flash-image' })).toThrow(
      expect.objectContaining({ details: { replacementId: DEFAULT_MODEL_ID } }),
    )
  })
})

describe('work as it comes in', () => {
  it('is one picture when it does not say, by a model that is settled later', () => {
    expect(workSchema.parse({ shotId: 'desk' })).toEqual({
      shotId: 'desk',
      sourceAssetIds: [],
      count: 1,
    })
  })

  it.each<[string, object]>([
    ['no outputs', { count: 0 }],
    ['a negative number of outputs', { count: -1 }],
    ['half an output', { count: 1.5 }],
    ['more outputs than one generation makes', { count: 9 }],
    ['words without end', { prompt: 'x'.repeat(2001) }],
    ['a photo that is no asset', { sourceAssetIds: ['gen_01kaqx3v5zj8m4n7p2q9r6t0wy'] }],
    ['more photos than any model takes', { sourceAssetIds: photos(15) }],
    ['a ratio nobody knows', { aspectRatio: '7:5' }],
    ['a size nobody knows', { imageSize: '8K' }],
  ])('is refused with %s', (_what, asked) => {
    expect(workSchema.safeParse({ shotId: 'desk', ...asked }).success).toBe(false)
  })
})
