import { describe, expect, it } from 'vitest'
import { LOCAL_STUDIO_ID, SAMPLE_MODEL_ID } from './local.ts'
import {
  BUILT_IN_REGISTRY,
  creditsFor,
  currentModelId,
  DEFAULT_MODEL_ID,
  findModel,
  isServed,
  type Model,
  type Registry,
} from './registry.ts'
import { viewModel } from './schema.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const { models } = BUILT_IN_REGISTRY
const retirements = models.flatMap(({ retiresOn }) =>
  retiresOn ? [new Date(`${retiresOn}T00:00:00.000Z`)] : [],
)
const latest = new Date(Math.max(NOW.getTime(), ...retirements.map((day) => day.getTime())))
const find = (id: string) => findModel(BUILT_IN_REGISTRY, id) as Model

describe('a model is served', () => {
  const model = { ...find(DEFAULT_MODEL_ID), retiresOn: '2026-10-29' }
  it.each([
    ['until the last millisecond before its retirement day', '2026-10-28T23:59:59.999Z', true],
    ['but not from its retirement day on', '2026-10-29T00:00:00.000Z', false],
    ['nor later', '2027-01-01T00:00:00.000Z', false],
  ])('%s', (_when, now, served) => {
    expect(isServed(model, new Date(now))).toBe(served)
    expect(viewModel(model, new Date(now), ['gemini'])).toMatchObject({
      isServed: served,
      isAvailable: served,
    })
  })

  it('for good while no retirement is announced', () => {
    expect(isServed({ ...model, retiresOn: null }, new Date('2100-01-01'))).toBe(true)
  })
})

describe('a model is available', () => {
  it('only where its provider is set up', () => {
    expect(viewModel(find('kling-v3'), NOW, ['gemini', 'local'])).toMatchObject({
      isServed: true,
      isAvailable: false,
    })
    expect(viewModel(find('kling-v3'), NOW, ['kling'])).toMatchObject({ isAvailable: true })
  })
})

describe('a model that nobody chose', () => {
  const retired = { ...find('kling-v3'), retiresOn: '2026-11-22', replacementId: 'kling-v3-omni' }
  const registry: Registry = { version: 'test', models: [retired, find('kling-v3-omni')] }

  it('is its replacement from the day on which it retires', () => {
    expect(currentModelId(registry, 'kling-v3', new Date('2026-11-21T23:59:59Z'))).toBe('kling-v3')
    expect(currentModelId(registry, 'kling-v3', NOW)).toBe('kling-v3-omni')
  })

  it('stays what it is where there is no replacement, so that the refusal names it', () => {
    const alone = { version: 'test', models: [{ ...retired, replacementId: null }] }
    expect(currentModelId(alone, 'kling-v3', NOW)).toBe('kling-v3')
    expect(currentModelId(alone, 'unknown', NOW)).toBe('unknown')
  })
})

describe.each(models.map((model) => [model.id, model] as const))('the model %s', (id, model) => {
  it('is found by its id even when it is retired', () => {
    expect(find(id)).toBe(model)
  })

  it('has prices that rise with its sizes, and are nothing only for what runs here', () => {
    const { sizes } = viewModel(model, NOW, [])
    const credits = sizes.map((size) => size.credits)
    expect(credits.every((price) => (model.provider === 'local' ? price === 0 : price > 0))).toBe(true)
    expect(credits).toEqual(credits.toSorted((a, b) => a - b))
  })

  it('is replaced, once retired, by one that stays', () => {
    if (!model.retiresOn) return expect(model.replacementId).toBeNull()
    expect(isServed(find(model.replacementId ?? ''), latest)).toBe(true)
  })
})

describe('credits for one output', () => {
  it('of a video are those of a second, as often as it has seconds', () => {
    expect(creditsFor(find('kling-3.0-turbo'), '1080p', 5)).toBe(45)
  })

  it('of a picture are its price, whatever length is asked for', () => {
    expect(creditsFor(find('kling-v3-omni'), '4K', 5)).toBe(4)
  })

  it('are not known for a size that is not offered', () => {
    expect(creditsFor(find('kling-v3-omni'), '1080p', null)).toBeUndefined()
  })
})

describe('the price list', () => {
  it('changes only together with its version', () => {
    const prices = Object.fromEntries(models.map(({ id, creditsPerOutput }) => [id, creditsPerOutput]))
    expect({ version: BUILT_IN_REGISTRY.version, prices }).toEqual({
      version: '2026-11-22.2',
      prices: {
        'gemini-nano-banana-2.1': { '1K': 2, '2K': 3, '4K': 6 },
        'gemini-3-pro-image': { '1K': 6, '2K': 6, '4K': 10 },
        'gemini-3.1-flash-lite-image': { '1K': 1 },
        'gemini-3.1-flash-image': { '1K': 3, '2K': 4, '4K': 6 },
        'gemini-2.5-flash-image': { '1K': 2 },
        'kling-v3-omni': { '1K': 2, '2K': 2, '4K': 4 },
        'kling-v3': { '1K': 2, '2K': 2 },
        'kolors-virtual-try-on-v1-5': { '1K': 5 },
        'kling-3.0-turbo': { '720p': 7, '1080p': 9 },
        'kling-v2-6': { '720p': 3, '1080p': 5 },
        [LOCAL_STUDIO_ID]: { '1K': 0, '2K': 0, '4K': 0 },
        [SAMPLE_MODEL_ID]: { '1K': 0 },
      },
    })
  })
})

describe('the default model', () => {
  it('is served, also after every announced retirement', () => {
    expect(isServed(find(DEFAULT_MODEL_ID), latest)).toBe(true)
  })
})
