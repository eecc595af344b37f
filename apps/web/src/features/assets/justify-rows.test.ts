import { expect, test } from 'vitest'
import { type GridMeasures, gridHeight, justifyRows, layoutRatio } from './justify-rows.ts'

const measures: GridMeasures = { widthPx: 1000, targetHeightPx: 220, gapPx: 8, dayHeightPx: 44 }
const RATIOS = [1, 1.5, 0.66, 0.8, 1.33, 1, 1.78, 0.5]
const photos = (count: number, day: (index: number) => string = () => 'Today') =>
  Array.from({ length: count }, (_, index) => ({
    id: `ast_${index}`,
    day: day(index),
    widthPx: Math.round(1000 * (RATIOS[index % RATIOS.length] ?? 1)),
    heightPx: 1000,
  }))

test('every full row fills the width exactly and keeps each picture’s ratio', () => {
  const rows = justifyRows(photos(60), measures).filter((row) => row.kind === 'pictures')
  for (const row of rows.slice(0, -1)) {
    const filled = row.widthsPx.reduce((sum, width) => sum + width, 0) + 8 * (row.items.length - 1)
    expect(filled).toBeCloseTo(1000, 6)
  }
  for (const row of rows) {
    row.items.forEach((item, index) => {
      expect((row.widthsPx[index] ?? 0) / row.heightPx).toBeCloseTo(item.widthPx / item.heightPx, 6)
    })
    expect(row.heightPx).toBeLessThanOrEqual(220)
  }
})

test('pictures read later move nothing above them but the last row', () => {
  const before = justifyRows(photos(50), measures)
  const after = justifyRows(photos(80), measures)
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
})

test('a day’s last pictures keep the usual height instead of being blown up', () => {
  const rows = justifyRows(photos(1), measures)
  expect(rows.map((row) => row.heightPx)).toEqual([44, 220])
  expect(gridHeight(rows)).toBe(264)
})

test('each day starts with its heading and a row of its own', () => {
  const rows = justifyRows(
    photos(4, (index) => (index < 2 ? 'Today' : 'Yesterday')),
    measures,
  )
  expect(rows.map((row) => (row.kind === 'day' ? row.day : row.items.length))).toEqual([
    'Today',
    2,
    'Yesterday',
    2,
  ])
})

test('a panorama or a picture of unknown size cannot break the layout', () => {
  expect(layoutRatio({ id: 'a', day: '', widthPx: 9000, heightPx: 100 })).toBe(3)
  expect(layoutRatio({ id: 'a', day: '', widthPx: 100, heightPx: 9000 })).toBe(0.5)
  expect(layoutRatio({ id: 'a', day: '', widthPx: null, heightPx: null })).toBe(1)
})
