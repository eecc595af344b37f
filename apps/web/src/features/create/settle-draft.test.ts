import { BUILT_IN_REGISTRY, viewModel } from '@studio/core/models'
import { SHOTS, viewShot } from '@studio/core/shots'
import { describe, expect, it } from 'vitest'
import { type Draft, firstDraft } from './draft.ts'
import { settleDraft } from './settle-draft.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const offer = {
  shots: SHOTS.map((shot) => viewShot(shot)),
  models: BUILT_IN_REGISTRY.models.map((model) => viewModel(model, NOW, ['gemini', 'kling', 'local'])),
}
const LITE = 'gemini-3.1-flash-lite-image'

function draft(changes: Partial<Draft>): Draft {
  return { ...firstDraft({ sources: 'ast_1' }, {}, 'plinth'), ...changes }
}

describe('settling a draft', () => {
  it('follows the ratio of the shot until another one is chosen', () => {
    expect(settleDraft(draft({ shotId: 'desk' }), offer)?.work.aspectRatio).toBe('4:3')
    expect(settleDraft(draft({ shotId: 'desk', aspectRatio: '1:1' }), offer)?.work.aspectRatio).toBe('1:1')
  })

  it('moves a size the model does not make to the nearest smaller one, and says so', () => {
    const settled = settleDraft(draft({ modelId: LITE, imageSize: '4K' }), offer)
    expect(settled?.work.imageSize).toBe('1K')
    expect(settled?.notes.imageSize).toBe('Nano Banana 2 Lite does not make 4K; 1K is the nearest.')
  })

  it('moves a ratio the model does not make to the one that looks nearest, and says so', () => {
    const settled = settleDraft(draft({ modelId: LITE, aspectRatio: '1:8' }), offer)
    expect(settled?.work.aspectRatio).toBe('9:16')
    expect(settled?.notes.aspectRatio).toContain('1:8')
  })

  it('brings the wish back when the model can do it again', () => {
    const wish = draft({ modelId: LITE, imageSize: '4K' })
    const settled = settleDraft({ ...wish, modelId: 'gemini-nano-banana-2.1' }, offer)
    expect(settled?.work.imageSize).toBe('4K')
    expect(settled?.notes).toEqual({})
  })

  it('takes the replacement of a retired model, and names both', () => {
    const settled = settleDraft(draft({ modelId: 'gemini-2.5-flash-image' }), offer)
    expect(settled?.model.id).toBe('gemini-nano-banana-2.1')
    expect(settled?.notes.model).toBe('Nano Banana is retired; Nano Banana 2.1 takes its place.')
  })

  it.each([
    { changes: { sourceIds: [] }, missing: 'Add a photo of your product.' },
    {
      changes: { shotId: null },
      missing: 'Choose a shot, or say in your own words what the picture should show.',
    },
    { changes: { shotId: null, sourceIds: [], words: 'A red kite' }, missing: null },
    { changes: {}, missing: null },
  ] satisfies { changes: Partial<Draft>; missing: string | null }[])(
    'says what is missing: $missing',
    (row) => {
      expect(settleDraft(draft(row.changes), offer)?.missing).toBe(row.missing)
    },
  )

  it('says how many photos are too many for the model', () => {
    const sourceIds = Array.from({ length: 12 }, (_, index) => `ast_${index}` as const)
    const settled = settleDraft(draft({ sourceIds }), offer)
    expect(settled?.missing).toBe('Nano Banana 2.1 takes 10 photos at most. Remove 2.')
  })

  it('reads each photo of the address once', () => {
    expect(firstDraft({ sources: 'ast_1,nonsense,ast_2,ast_1' }, {}, null).sourceIds).toEqual([
      'ast_1',
      'ast_2',
    ])
  })
})
