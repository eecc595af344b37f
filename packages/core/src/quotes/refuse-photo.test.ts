import { describe, expect, it } from 'vitest'
import { refuseUnfit } from './refuse-photo.ts'

const kling = { name: 'Kling 3', photoLimits: { minSidePx: 300, maxRatio: 2.5 } }
const photo = { id: 'ast_1', fileName: 'mug.jpg' }
const refusing =
  (widthPx: number | null, heightPx: number | null, model = kling as Parameters<typeof refuseUnfit>[0]) =>
  () =>
    refuseUnfit(model, { ...photo, widthPx, heightPx })

describe('a photo', () => {
  it.each([
    [300, 300],
    [750, 300],
    [300, 750],
    [4000, 3000],
    [null, null],
  ])('of %s × %s pixels is taken', (widthPx, heightPx) => {
    expect(refusing(widthPx, heightPx)).not.toThrow()
  })

  it('that is too small is refused with its size and a way out', () => {
    expect(refusing(299, 2000)).toThrow(
      'Kling 3 takes photos of at least 300 pixels on each side; “mug.jpg” has 299 × 2000. Choose another photo or another model.',
    )
  })

  it.each([
    [751, 300],
    [300, 751],
  ])('of %s × %s pixels is too long', (widthPx, heightPx) => {
    expect(refusing(widthPx, heightPx)).toThrow('whose long side is at most 2.5 times the short one')
  })

  it('of any shape is taken by a model that says nothing about shapes', () => {
    expect(
      refusing(300, 3000, { name: 'Kolors', photoLimits: { minSidePx: 300, maxRatio: null } }),
    ).not.toThrow()
    expect(refusing(20, 3000, { name: 'Gemini', photoLimits: null })).not.toThrow()
  })
})
