import { describe, expect, it } from 'vitest'
import { type BatchDraft, chooseShot, EMPTY_DRAFT } from './batch-draft.ts'
import { countItems, fitCredits, isMade, sourcesAt } from './matrix.ts'

const draft: BatchDraft = {
  ...EMPTY_DRAFT,
  assetIds: ['ast_1'],
  productIds: ['prd_shoe', 'prd_bag'],
  rows: [{ url: 'https://shop.example/a.jpg' }],
  shots: [chooseShot('white-hero'), { ...chooseShot('plinth'), productTypes: ['Shoes'] }],
}
const types = new Map([
  ['prd_shoe', 'Shoes'],
  ['prd_bag', 'Bags'],
])

describe('the matrix of a batch', () => {
  it('has photos, then products, then addresses, a page at a time', () => {
    const all = sourcesAt(draft, 0, 10)
    expect(all.map(({ kind }) => kind)).toEqual(['asset', 'product', 'product', 'row'])
    expect(sourcesAt(draft, 2, 2)).toEqual(all.slice(2))
  })

  it('leaves out what a shot is not for: other types, and whatever has none', () => {
    const [, shoes] = draft.shots as [BatchDraft['shots'][0], BatchDraft['shots'][0]]
    expect(sourcesAt(draft, 0, 4).map((source) => isMade(shoes, source, types))).toEqual([
      false,
      true,
      false,
      false,
    ])
    expect(countItems(draft, types)).toEqual([4, 1])
  })

  it.each([
    [0, { sources: 0, items: 0 }],
    [2, { sources: 1, items: 1 }],
    [6, { sources: 1, items: 1 }],
    [7, { sources: 2, items: 3 }],
    [100, { sources: 4, items: 5 }],
  ])('%i credits are enough for whole sources from the first on', (available, fit) => {
    expect(fitCredits(draft, types, [2, 3], available)).toEqual(fit)
  })
})
