import { expect, test } from 'vitest'
import { placesInRow } from './place-row.ts'

const stage = { centreX: 0.5, baseY: 0.8, width: 0.9, height: 0.5, horizonY: 0.6, isCentred: false }

test('one product has the whole stage', () => {
  expect(placesInRow(stage, 1)).toEqual([stage])
})

test('several stand side by side within it and do not overlap', () => {
  const places = placesInRow(stage, 3)
  expect(places.map(({ centreX }) => Number(centreX.toFixed(2)))).toEqual([0.2, 0.5, 0.8])
  for (const { width } of places) expect(width).toBeLessThanOrEqual(0.3)
})
