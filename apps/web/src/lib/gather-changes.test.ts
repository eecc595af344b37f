import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GATHER_LONG_MS, GATHER_MS, gatherChanges } from './gather-changes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a few changes are read soon, together', () => {
  const readings: number[][] = []
  const { add } = gatherChanges<number>((changes) => readings.push(changes))
  for (const change of [1, 2, 3]) add(change)
  vi.advanceTimersByTime(GATHER_MS)
  expect(readings).toEqual([[1, 2, 3]])
})

it('changes that do not end are read once a second, and none is lost', () => {
  let [readings, changes] = [0, 0]
  const { add } = gatherChanges<number>((some) => {
    readings++
    changes += some.length
  })
  // A batch for a minute: fifty changes a second.
  for (let change = 0; change < 3000; change++) {
    add(change)
    vi.advanceTimersByTime(20)
  }
  vi.advanceTimersByTime(GATHER_LONG_MS)
  expect(changes).toBe(3000)
  expect(readings).toBeLessThanOrEqual(70)
  expect(readings).toBeGreaterThanOrEqual(50)
})

it('after a rest they are read soon again', () => {
  const readings: number[] = []
  const { add } = gatherChanges<number>(() => void readings.push(Date.now()))
  for (let change = 0; change < 500; change++) {
    add(change)
    vi.advanceTimersByTime(20)
  }
  vi.advanceTimersByTime(10_000)
  readings.length = 0
  add(1)
  vi.advanceTimersByTime(GATHER_MS)
  expect(readings).toHaveLength(1)
})
