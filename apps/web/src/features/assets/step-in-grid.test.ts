import { expect, test } from 'vitest'
import type { GridRow } from './justify-rows.ts'
import { stepInGrid } from './step-in-grid.ts'

const row = (ids: string, widthsPx: number[]): GridRow<{ id: string }> => ({
  kind: 'pictures',
  items: [...ids].map((id) => ({ id })),
  widthsPx,
  topPx: 0,
  heightPx: 100,
})
const rows: GridRow<{ id: string }>[] = [
  { kind: 'day', day: 'Today', topPx: 0, heightPx: 44 },
  row('abc', [100, 100, 200]),
  { kind: 'day', day: 'Yesterday', topPx: 0, heightPx: 44 },
  row('de', [250, 150]),
]

test.each([
  ['a', 'ArrowRight', 'b'],
  ['c', 'ArrowRight', 'd'],
  ['d', 'ArrowLeft', 'c'],
  ['a', 'ArrowLeft', null],
  ['a', 'ArrowDown', 'd'],
  ['c', 'ArrowDown', 'e'],
  ['d', 'ArrowUp', 'b'],
  ['e', 'ArrowDown', null],
  ['b', 'Home', 'a'],
  ['b', 'End', 'c'],
  ['b', 'q', null],
])('from %s, %s leads to %s', (from, key, to) => {
  expect(stepInGrid(rows, from, key)).toBe(to)
})
