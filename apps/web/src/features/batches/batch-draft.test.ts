import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT, fromKept, pictureCount, toKept, toRequest } from './batch-draft.ts'

const draft = {
  ...EMPTY_DRAFT,
  name: 'Autumn',
  assetIds: ['ast_1' as const, 'ast_2' as const],
  rows: [{ url: 'https://shop.example/a.jpg', sku: 'A' }],
  shots: [
    { shotId: 'white-hero', count: 1 },
    { shotId: 'plinth', count: 2 },
  ],
}

describe('the draft of a batch', () => {
  it('asks for every shot of every source', () => {
    expect(pictureCount(draft)).toBe(9)
  })

  it('is a request once there are sources and shots', () => {
    expect(toRequest({ ...draft, shots: [] })).toBeNull()
    expect(toRequest({ ...draft, assetIds: [], rows: [] })).toBeNull()
    expect(toRequest(draft)).toMatchObject({ name: 'Autumn', work: draft.shots, stopLossPercent: 20 })
    expect(toRequest({ ...draft, stopLossPercent: null })).not.toHaveProperty('stopLossPercent')
  })

  it('comes back as it was kept', () => {
    expect(fromKept('Autumn', toKept(draft))).toEqual(draft)
  })

  it('makes nothing of what it does not understand', () => {
    expect(fromKept('', { work: 'all of it' })).toEqual({ ...EMPTY_DRAFT, stopLossPercent: null })
  })
})
