import { describe, expect, it } from 'vitest'
import { isFast, rowsInView } from './rows-in-view.ts'

const grid = { rows: 2000, rowPx: 300 }

describe('the rows of a grid that are kept', () => {
  it('are those in the window and two on either side', () => {
    expect(rowsInView(3000, 900, grid)).toEqual({ first: 8, end: 15 })
  })

  it('end where the grid does, also where the window is far from it', () => {
    expect(rowsInView(-600, 900, grid)).toEqual({ first: 0, end: 3 })
    expect(rowsInView(599_700, 900, grid)).toEqual({ first: 1997, end: 2000 })
    expect(rowsInView(900_000, 900, grid)).toEqual({ first: 2000, end: 2000 })
  })
})

describe('scrolling', () => {
  it('is fast when more than four windows go by in a second, in either direction', () => {
    expect(isFast(60, 16, 900)).toBe(true)
    expect(isFast(-60, 16, 900)).toBe(true)
    expect(isFast(55, 16, 900)).toBe(false)
  })
})
