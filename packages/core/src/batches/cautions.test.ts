import { expect, it } from 'vitest'
import { cautionsOf, type MadePicture } from './cautions.ts'

const picture = (more: Partial<MadePicture> = {}): MadePicture => ({
  ...{ aspectRatio: '4:5', widthPx: 1024, heightPx: 1280, cutOutConfidence: null },
  ...more,
})

it.each([
  ['as was asked for', picture()],
  ['as near as blocks of pixels allow', picture({ widthPx: 928, heightPx: 1152 })],
  ['in the shape of its source', picture({ aspectRatio: 'source', widthPx: 3000, heightPx: 10 })],
  ['cut out for sure', picture({ cutOutConfidence: 0.9 })],
  ['of unknown size', picture({ widthPx: null })],
])('a picture %s needs no second look', (_how, made) => {
  expect(cautionsOf(made)).toEqual([])
})

it('a picture of another shape than was asked for says so', () => {
  expect(cautionsOf(picture({ heightPx: 1024 }))).toEqual([
    'It is 1024 × 1024 pixels, not 4:5 as was asked for.',
  ])
})

it('a cut-out that is not sure is to be looked at', () => {
  expect(cautionsOf(picture({ cutOutConfidence: 0.3 }))).toEqual([expect.stringMatching(/check its edges/)])
})
