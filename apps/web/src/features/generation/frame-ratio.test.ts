import { expect, it } from 'vitest'
import { madeOutput, openOutput, sampleGeneration } from '../../testing/sample-generation.ts'
import { frameRatio } from './frame-ratio.ts'

const waiting = { outputs: [openOutput(0, 'queued')] }
const { sources } = sampleGeneration()

it('a frame has the ratio that was asked for', () => {
  expect(frameRatio(sampleGeneration({ ...waiting, aspectRatio: '16:9' }))).toBe(16 / 9)
})

it('a frame has the sides that were asked for', () => {
  const options = { widthPx: 1200, heightPx: 600 }
  expect(frameRatio(sampleGeneration({ ...waiting, options }))).toBe(2)
})

it('what keeps the ratio of its photo is framed like the photo before it is made', () => {
  expect(frameRatio(sampleGeneration({ ...waiting, aspectRatio: 'source' }))).toBe(896 / 1120)
})

it('what changes a picture is framed like that picture, not like the photos that came along', () => {
  const [photo] = sources
  if (!photo?.asset) throw new Error('The sample has a source.')
  const base = { ...photo, role: 'base' as const, asset: { ...photo.asset, widthPx: 900, heightPx: 300 } }
  expect(frameRatio(sampleGeneration({ ...waiting, aspectRatio: 'source', sources: [photo, base] }))).toBe(3)
})

it('without its photo, a frame takes the ratio of what was made, and a square before that', () => {
  const gone = { aspectRatio: 'source' as const, sources: [] }
  expect(frameRatio(sampleGeneration({ ...gone, outputs: [madeOutput(0)] }))).toBe(896 / 1120)
  expect(frameRatio(sampleGeneration({ ...gone, ...waiting }))).toBe(1)
})
