import { describe, expect, it } from 'vitest'
import { GAP_PX, layOutItems, stepInItems } from './lay-out-items.ts'

describe('the grid of a batch', () => {
  it.each([358, 700, 1152, 2000])(
    'fills a width of %i px exactly, with two tiles in a row at least',
    (widthPx) => {
      const { columns, tilePx, rows } = layOutItems(101, widthPx)
      expect(columns).toBeGreaterThanOrEqual(2)
      expect(columns * tilePx + (columns - 1) * GAP_PX).toBeCloseTo(widthPx)
      expect(rows).toBe(Math.ceil(101 / columns))
    },
  )

  const from = (index: number) => ({ index, count: 10, columns: 4 })
  it.each([
    ['ArrowRight', 3, 4],
    ['k', 4, 3],
    ['ArrowDown', 5, 9],
    ['ArrowDown', 6, null],
    ['ArrowUp', 2, null],
    ['Home', 6, 4],
    ['End', 8, 9],
    ['ArrowRight', 9, null],
    ['a', 1, null],
  ])('%s leads from %i to %s', (key, index, to) => {
    expect(stepInItems(key, from(index))).toBe(to)
  })
})
