import { expect, test } from 'vitest'
import { confidenceOf } from './confidence.ts'
import type { Measures } from './contract.ts'

const clean: Measures = {
  areaShare: 0.2,
  backgroundSigma: 0.5,
  borderInlierShare: 1,
  weakContourShare: 0.01,
  unexplainedShare: 0,
  texturedShare: 0,
  agreement: 0.99,
  borderTouchShare: 0,
  leakShare: 0,
  hardShadowShare: 0,
}

test('a clean cut on a plain ground is trusted fully', () => {
  expect(confidenceOf(clean)).toBeCloseTo(1)
})

const faults: [string, Partial<Measures>][] = [
  ['nothing was found', { areaShare: 0 }],
  ['the product fills the frame', { areaShare: 0.95 }],
  ['the ground is unevenly coloured', { backgroundSigma: 12 }],
  ['the border does not look like one ground', { borderInlierShare: 0.3 }],
  ['the outline has no contrast', { weakContourShare: 0.8 }],
  ['something else was removed with the ground', { unexplainedShare: 0.4 }],
  ['the ground is textured', { texturedShare: 0.5 }],
  ['the two cuts disagree', { agreement: 0.5 }],
  ['the product runs out of the picture', { borderTouchShare: 0.4 }],
  ['edges inside the outline were lost', { leakShare: 0.2 }],
]

test.each(faults)('a single bad sign is enough to doubt a cut: %s', (_, fault) => {
  expect(confidenceOf({ ...clean, ...fault })).toBeLessThanOrEqual(0.15001)
})

test('what may be a hard shadow is for a person to look at', () => {
  const confidence = confidenceOf({ ...clean, hardShadowShare: 0.11 })
  expect(confidence).toBeLessThan(0.7)
  expect(confidence).toBeGreaterThan(0.15)
})
