import { expect, test } from 'vitest'
import { colourMixture } from './colour-mixture.ts'

test('a mixture finds the colours of a picture and their shares', () => {
  const red = Array.from({ length: 300 }, () => [200, 20, 30]).flat()
  const white = Array.from({ length: 100 }, () => [250, 250, 250]).flat()
  const model = colourMixture(Float32Array.from([...red, ...white]))
  const weights = [...model.subarray(0, 5)]
  const means = weights.map((_, at) => [...model.subarray(5 + at * 3, 8 + at * 3)])
  const shareOf = (colour: number[]) =>
    weights.reduce((sum, weight, at) => (String(means[at]) === String(colour) ? sum + weight : sum), 0)
  expect(shareOf([200, 20, 30])).toBeCloseTo(0.75)
  expect(shareOf([250, 250, 250])).toBeCloseTo(0.25)
})

test('a flat patch keeps some variance, so that it can be inverted', () => {
  const model = colourMixture(new Float32Array(600).fill(255))
  expect(model[5 + 15]).toBeGreaterThan(0)
})
