import { BUILT_IN_REGISTRY, viewModel } from '@studio/core/models'
import { SHOTS, type ShotView, viewShot } from '@studio/core/shots'
import { describe, expect, it } from 'vitest'
import { pricesOf } from '../models/settle-choices.ts'
import { type Draft, firstDraft } from './draft.ts'
import { type Offer, settleDraft } from './settle-draft.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const LITE = 'gemini-3.1-flash-lite-image'
const catalogue = SHOTS.map((shot) => viewShot(shot))

/** A shot of the catalogue, asked for differently. */
function shot(id: string, changes: Partial<ShotView>): ShotView {
  const base = catalogue.find((each) => each.id === 'plinth') as ShotView
  return { ...base, id, name: id, ...changes }
}

const motion = shot('clip', { tasks: ['motion'], defaultModelId: null, defaultAspectRatio: 'source' })
const worn = shot('worn', {
  tasks: ['wear', 'scene'],
  needs: { photos: 2, roles: ['product', 'person'], options: ['hasConsent'], words: false },
})
const own = shot('own', { tasks: ['studio', 'scene'], scene: 'sweep' })

const offer: Offer = {
  shots: [...catalogue, motion, worn, own],
  models: BUILT_IN_REGISTRY.models
    .filter(({ id }) => id !== 'sample')
    .map((model) => viewModel(model, NOW, ['gemini', 'kling', 'local'])),
  verdict: null,
}

function draft(changes: Partial<Draft>): Draft {
  return { ...firstDraft({ sources: 'ast_1' }, {}, 'plinth'), ...changes }
}

function settle(changes: Partial<Draft>, offered: Partial<Offer> = {}) {
  const settled = settleDraft(draft(changes), { ...offer, ...offered })
  if (!settled) throw new Error('Nothing can make this.')
  return settled
}

describe('settling a draft', () => {
  it('follows the ratio of the shot until another one is chosen', () => {
    expect(settle({ shotId: 'desk' }).work.aspectRatio).toBe('4:3')
    expect(settle({ shotId: 'desk', aspectRatio: '1:1' }).work.aspectRatio).toBe('1:1')
  })

  it('moves a size the model does not make to the nearest smaller one, and says so', () => {
    const settled = settle({ modelId: LITE, imageSize: '4K' })
    expect(settled.work.imageSize).toBe('1K')
    expect(settled.notes.imageSize).toBe('Nano Banana 2 Lite does not make 4K; 1K is the nearest.')
  })

  it('moves a ratio the model does not make to the one that looks nearest, and says so', () => {
    const settled = settle({ modelId: LITE, aspectRatio: '1:8' })
    expect(settled.work.aspectRatio).toBe('9:16')
    expect(settled.notes.aspectRatio).toContain('1:8')
  })

  it('brings the wish back when the model can do it again', () => {
    const settled = settle({ modelId: 'gemini-nano-banana-2.1', imageSize: '4K' })
    expect(settled.work.imageSize).toBe('4K')
    expect(settled.notes).toEqual({})
  })

  it('takes the replacement of a retired model, and names both', () => {
    const settled = settle({ modelId: 'gemini-2.5-flash-image' })
    expect(settled.model.id).toBe('gemini-nano-banana-2.1')
    expect(settled.notes.model).toBe('Nano Banana is retired; Nano Banana 2.1 takes its place.')
  })

  it('takes another model where the chosen one has no key here, and says so', () => {
    const models = offer.models.map((model) => ({
      ...model,
      isAvailable: model.isAvailable && model.provider !== 'kling',
    }))
    const settled = settle({ modelId: 'kling-v3-omni' }, { models })
    expect(settled.model.provider).toBe('gemini')
    expect(settled.notes.model).toBe('Kling 3 Omni is not set up here; Nano Banana 2.1 takes its place.')
  })

  it('gives up only where no model that is set up can make the shot', () => {
    const models = offer.models.filter(({ provider }) => provider !== 'kling')
    expect(settleDraft(draft({ shotId: 'clip' }), { ...offer, models })).toBeNull()
  })

  it('reads each photo of the address once', () => {
    expect(firstDraft({ sources: 'ast_1,nonsense,ast_2,ast_1' }, {}, null).sourceIds).toEqual([
      'ast_1',
      'ast_2',
    ])
  })
})

describe('the local studio', () => {
  it('makes a sure cut-out by itself, for nothing, once', () => {
    const settled = settle({ shotId: 'own', usualModelId: LITE, usualCount: 4 }, { verdict: 'sure' })
    expect(settled.work).toMatchObject({ modelId: 'local-studio', count: 1 })
  })

  it.each(['look', 'unsuitable', null] as const)('is not taken unasked at the verdict %s', (verdict) => {
    expect(settle({ shotId: 'white-hero' }, { verdict }).model.provider).toBe('gemini')
  })

  it('gives way to words and numbers, which it cannot follow, and to a model that was chosen', () => {
    const sure = { verdict: 'sure' } as const
    expect(settle({ shotId: 'own', count: 2 }, sure).model.provider).toBe('gemini')
    expect(settle({ shotId: 'own', words: 'with lemons' }, sure).model.provider).toBe('gemini')
    expect(settle({ shotId: 'own', modelId: LITE }, sure).model.id).toBe(LITE)
  })

  it('asks for somebody’s word before it makes what would fail', () => {
    const wish = { shotId: 'own', modelId: 'local-studio' }
    const unsuitable = { verdict: 'unsuitable' } as const
    expect(settle(wish, unsuitable).missing).toContain('say that the cut-out will do')
    expect(settle({ ...wish, options: { acceptUnsure: true } }, unsuitable).missing).toBeNull()
    expect(settle({ shotId: 'own' }, unsuitable).missing).toBeNull()
  })

  it('is sent no words, and offers its switches only where it cuts out', () => {
    const settled = settle({ shotId: 'own', words: 'with lemons', modelId: 'local-studio' })
    expect(settled.work.prompt).toBeUndefined()
    expect(settled.applicable).toEqual(['colour', 'fillHoles', 'removeShadow', 'acceptUnsure'])
    expect(settle({}).applicable).toEqual(['plainPrompt'])
  })
})

describe('a video', () => {
  it('is one, at the length and the size that the model makes', () => {
    const settled = settle({ shotId: 'clip', imageSize: '4K', usualCount: 4 })
    expect(settled.work).toMatchObject({
      modelId: 'kling-3.0-turbo',
      count: 1,
      aspectRatio: 'source',
      imageSize: '720p',
      options: { durationSec: 5 },
    })
    expect(settled.notes).toEqual({})
  })

  it('costs by the second', () => {
    const settled = settle({ shotId: 'clip', options: { durationSec: 10 } })
    expect(pricesOf(settled.model, settled.durationSec)).toEqual([
      { imageSize: '720p', credits: 70 },
      { imageSize: '1080p', credits: 90 },
    ])
  })

  it('forgets what only pictures have, and the other way round', () => {
    expect(settle({ shotId: 'clip', options: { fillHoles: true } }).work.options).toEqual({ durationSec: 5 })
    expect(settle({ options: { durationSec: 10 } }).work.options).toBeUndefined()
  })
})

describe('what is missing', () => {
  it.each([
    { changes: { sourceIds: [] }, missing: 'Add a photo of your product.' },
    {
      changes: { shotId: null },
      missing: 'Choose a shot, or say in your own words what the picture should show.',
    },
    { changes: { shotId: null, sourceIds: [], words: 'A red kite' }, missing: null },
    { changes: {}, missing: null },
    { changes: { shotId: 'worn' }, missing: 'Add another photo: worn needs 2.' },
    {
      changes: { shotId: 'worn', sourceIds: ['ast_1', 'ast_2'] },
      missing: 'Say which photo shows the person.',
    },
    {
      changes: { shotId: 'worn', sourceIds: ['ast_1', 'ast_2'], roles: { ast_2: 'person' } },
      missing: 'Confirm that the person in the photo agreed.',
    },
    {
      changes: {
        shotId: 'worn',
        sourceIds: ['ast_1', 'ast_2'],
        roles: { ast_2: 'person' },
        options: { hasConsent: true },
      },
      missing: null,
    },
    {
      changes: { refinesOutputId: 'out_1', shotId: null },
      missing: 'Say in your own words what shall be different.',
    },
  ] satisfies { changes: Partial<Draft>; missing: string | null }[])('$missing', ({ changes, missing }) => {
    expect(settle(changes).missing).toBe(missing)
  })

  it('says how many photos are too many for the model', () => {
    const sourceIds = Array.from({ length: 12 }, (_, index) => `ast_${index}` as const)
    expect(settle({ sourceIds }).missing).toBe('Nano Banana 2.1 takes 10 photos at most. Remove 2.')
  })
})
