import { describe, expect, it } from 'vitest'
import {
  addSources,
  type BatchDraft,
  chooseShot,
  EMPTY_DRAFT,
  fromKept,
  splitSources,
  toKept,
  toRequest,
} from './batch-draft.ts'

const WORK = [{ shotId: 'white-hero', count: 1 }]
const draft: BatchDraft = {
  ...EMPTY_DRAFT,
  name: 'Autumn',
  assetIds: ['ast_1', 'ast_2'],
  productIds: ['prd_1'],
  rows: [{ url: 'https://shop.example/a.jpg', sku: 'A' }],
  shots: [{ ...chooseShot('white-hero'), aspectRatio: '4:5', productTypes: ['Mugs'] }, chooseShot(null)],
}

describe('the draft of a batch', () => {
  it('is a request once there are sources and work', () => {
    expect(toRequest(draft, [])).toBeNull()
    expect(toRequest(EMPTY_DRAFT, WORK)).toBeNull()
    expect(toRequest(draft, WORK)).toMatchObject({ name: 'Autumn', work: WORK, stopLossPercent: 20 })
    const skus = { ast_1: 'MUG-1', ast_gone: 'MUG-2' } as const
    expect(toRequest({ ...draft, skus }, WORK)?.sources.skus).toEqual({ ast_1: 'MUG-1' })
    expect(toRequest({ ...draft, stopLossPercent: null }, WORK)).not.toHaveProperty('stopLossPercent')
  })

  it('comes back as it was kept, with wishes that cannot be met now', () => {
    expect(fromKept('Autumn', JSON.parse(JSON.stringify(toKept(draft))))).toEqual(draft)
  })

  it('begins another one like a batch that was started, and what was vouched for is asked again', () => {
    const work = [{ shotId: 'on-model', prompt: 'smiling', count: 2, options: { hasConsent: true } }]
    const [again] = fromKept('', { ...toRequest(draft, []), work }).shots
    expect(again).toMatchObject({ shotId: 'on-model', words: 'smiling', count: 2, options: {} })
  })

  it('makes nothing of what it does not understand', () => {
    expect(fromKept('', { work: 'all of it' })).toEqual({ ...EMPTY_DRAFT, stopLossPercent: null })
  })

  it('has each photo, product and address once, however often they are chosen', () => {
    expect(addSources(draft, draft)).toEqual(draft)
    const row = { url: 'https://shop.example/a.jpg', sku: 'B' }
    expect(addSources(draft, { rows: [row], assetIds: ['ast_3'] })).toMatchObject({
      assetIds: ['ast_1', 'ast_2', 'ast_3'],
      rows: [{ sku: 'A' }, { sku: 'B' }],
    })
  })

  it.each([0, 1, 3, 4])('that is parted behind %i sources loses none', (first) => {
    const [before, after] = splitSources(draft, first)
    expect(before.assetIds.length + before.productIds.length + before.rows.length).toBe(first)
    expect(addSources(before, after)).toEqual(draft)
  })
})
