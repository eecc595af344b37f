import { expect, test } from 'vitest'
import { type GridMeasures, gridHeight, justifyRows, layoutRatio } from './justify-rows.ts'

const measures: GridMeasures = { widthPx: 1000, targetHeightPx: 220, gapPx: 8, dayHeightPx: 44 }
const RATIOS = [1, 1.5, 0.66, 0.8, 1.33, 1, 1.78, 0.5]
const today = () => 'Today'
const photos = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `ast_${index}`,
    widthPx: Math.round(1000 * (RATIOS[index % RATIOS.length] ?? 1)),
    heightPx: 1000,
  }))

test('every full row fills the width exactly and keeps each picture’s ratio', () => {
  const rows = justifyRows(photos(60), today, measures).filter((row) => row.kind === 'pictures')
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

test('pictures that are read later move nothing that is on screen', () => {
  const before = justifyRows(photos(50), today, measures, true)
  const after = justifyRows(photos(80), today, measures, true)
  expect(before.length).toBeGreaterThan(5)
  expect(after.slice(0, before.length)).toEqual(before)
})

test('nothing is held back once all is read', () => {
  const laid = justifyRows(photos(50), today, measures).flatMap((row) =>
    row.kind === 'day' ? [] : row.items,
  )
  expect(laid).toHaveLength(50)
})

test('a day’s last pictures keep the usual height instead of being blown up', () => {
  const rows = justifyRows(photos(1), today, measures)
  expect(rows.map((row) => row.heightPx)).toEqual([44, 220])
  expect(gridHeight(rows)).toBe(264)
})

test('each day starts with its heading and a row of its own', () => {
  const rows = justifyRows(photos(4), ({ id }) => (id < 'ast_2' ? 'Today' : 'Yesterday'), measures)
  expect(rows.map((row) => (row.kind === 'day' ? row.day : row.items.length))).toEqual([
    'Today',
    2,
    'Yesterday',
    2,
  ])
})

test('a panorama or a picture of unknown size cannot break the layout', () => {
  expect(layoutRatio({ id: 'a', widthPx: 9000, heightPx: 100 })).toBe(3)
  expect(layoutRatio({ id: 'a', widthPx: 100, heightPx: 9000 })).toBe(0.5)
  expect(layoutRatio({ id: 'a', widthPx: null, heightPx: null })).toBe(1)
})
