import { describe, expect, it } from 'vitest'
import { ASPECT_RATIOS } from './ratios.ts'
import {
  DEFAULT_MODEL_ID,
  findModel,
  IMAGE_SIZES,
  isServed,
  MODELS,
  type Model,
  PRICE_LIST_VERSION,
} from './registry.ts'
import { viewModel } from './schema.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const retirements = MODELS.flatMap(({ retiresOn }) =>
  retiresOn ? [new Date(`${retiresOn}T00:00:00.000Z`)] : [],
)
const latest = new Date(Math.max(NOW.getTime(), ...retirements.map((day) => day.getTime())))

describe('a model is served', () => {
  const model = { ...(findModel(DEFAULT_MODEL_ID) as Model), retiresOn: '2026-10-29' }
  it.each([
    ['until the last millisecond before its retirement day', '2026-10-28T23:59:59.999Z', true],
    ['but not from its retirement day on', '2026-10-29T00:00:00.000Z', false],
    ['nor later', '2027-01-01T00:00:00.000Z', false],
  ])('%s', (_when, now, served) => {
    expect(isServed(model, new Date(now))).toBe(served)
    expect(viewModel(model, new Date(now)).isServed).toBe(served)
  })

  it('for good while no retirement is announced', () => {
    expect(isServed({ ...model, retiresOn: null }, new Date('2100-01-01'))).toBe(true)
  })
})

describe.each(MODELS.map((model) => [model.id, model] as const))('the model %s', (id, model) => {
  it('is the only one with its id, and is found by it even when retired', () => {
    expect(MODELS.filter((other) => other.id === id)).toEqual([findModel(id)])
  })

  it('has a price in whole credits for its smallest size and every size it offers', () => {
    const { sizes } = viewModel(model, NOW)
    expect(sizes.length).toBeGreaterThan(0)
    for (const { imageSize, credits } of sizes) {
      expect(IMAGE_SIZES).toContain(imageSize)
      // Only what nobody outside is paid for costs nothing.
      expect(Number.isInteger(credits) && credits > 0).toBe(model.provider !== 'sample')
    }
    expect(sizes.map(({ credits }) => credits)).toEqual(
      sizes.map(({ credits }) => credits).sort((a, b) => a - b),
    )
  })

  it('offers more than one size only if a request may name the size', () => {
    expect(viewModel(model, NOW).sizes.length === 1 || model.acceptsImageSize).toBe(true)
  })

  it('knows only ratios that the product knows, each once', () => {
    for (const ratio of model.aspectRatios) expect(ASPECT_RATIOS).toContain(ratio)
    expect(new Set(model.aspectRatios).size).toBe(model.aspectRatios.length)
  })

  it('names, once retired, a replacement that is still served', () => {
    if (!model.retiresOn) return expect(model.replacementId).toBeNull()
    const replacement = findModel(model.replacementId ?? '')
    expect(replacement && isServed(replacement, latest)).toBe(true)
  })
})

describe('the price list', () => {
  it('changes only together with its version', () => {
    const prices = Object.fromEntries(MODELS.map(({ id, creditsPerOutput }) => [id, creditsPerOutput]))
    expect({ version: PRICE_LIST_VERSION, prices }).toEqual({
      version: '2026-11-22',
      prices: {
        'gemini-nano-banana-2.1': { '1K': 2, '2K': 3, '4K': 6 },
        'gemini-3-pro-image': { '1K': 6, '2K': 6, '4K': 10 },
        'gemini-3.1-flash-lite-image': { '1K': 1 },
        'gemini-3.1-flash-image': { '1K': 3, '2K': 4, '4K': 6 },
        'gemini-2.5-flash-image': { '1K': 2 },
        sample: { '1K': 0 },
      },
    })
  })
})

describe('the default model', () => {
  it('is served, also after every announced retirement', () => {
    const model = findModel(DEFAULT_MODEL_ID)
    expect(model && isServed(model, latest)).toBe(true)
  })
})
