import type { AnalysisContent } from '@studio/core/analyses'
import { describe, expect, it } from 'vitest'
import { canAddColour, describeDraft, draftOf } from './analysis-draft.ts'

const CONTENT: AnalysisContent = {
  product: 'Red running shoe',
  category: 'shoes',
  materials: ['mesh', 'rubber'],
  colours: [{ name: 'red', hex: '#c0202a' }],
  suggestedShotIds: ['white-hero'],
  altText: 'A red running shoe.',
  photo: { productCount: 1, score: 80, remarks: [] },
}

describe('a description of one’s own', () => {
  it('begins with what was found, and says the same when nothing is changed', () => {
    const { photo: _photo, ...described } = CONTENT
    expect(describeDraft(draftOf(CONTENT))).toEqual(described)
  })

  it('can be begun from nothing', () => {
    expect(describeDraft(draftOf(null))).toEqual({
      product: '',
      category: 'other',
      materials: [],
      colours: [],
      suggestedShotIds: [],
      altText: '',
    })
  })

  it('takes materials as they are written, without blanks, gaps and doubles', () => {
    const draft = { ...draftOf(CONTENT), materials: ' mesh, , rubber ,mesh,' }
    expect(describeDraft(draft).materials).toEqual(['mesh', 'rubber'])
  })

  it('names eight colours at the most', () => {
    const colours = Array.from({ length: 8 }, () => ({ name: 'red', hex: '#c0202a' }))
    expect(canAddColour({ ...draftOf(CONTENT), colours })).toBe(false)
    expect(canAddColour(draftOf(CONTENT))).toBe(true)
  })
})
