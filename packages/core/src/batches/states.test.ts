import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOver, isStopLoss, NO_ITEMS, paceOf, STOP_LOSS_SAMPLE, totalOf, windowFor } from './states.ts'

const counts = fc.record({
  pending: fc.nat(1000),
  started: fc.nat(1000),
  succeeded: fc.nat(1000),
  failed: fc.nat(1000),
  cancelled: fc.nat(1000),
})

describe('a batch', () => {
  it('is over exactly when succeeded, failed and cancelled items add up to all', () => {
    fc.assert(
      fc.property(counts, (items) => {
        const ended = items.succeeded + items.failed + items.cancelled
        expect(isOver(items)).toBe(ended === totalOf(items))
      }),
    )
  })

  it('keeps more on their way than its plan makes at once, so that nothing waits for the next to be begun', () => {
    expect(windowFor(1)).toBeGreaterThan(1)
    expect(windowFor(16)).toBeGreaterThan(16)
  })
})

describe('a stop-loss', () => {
  const of = (succeeded: number, failed: number) => ({ ...NO_ITEMS, succeeded, failed })

  it.each([
    [of(8, 2), 20, false],
    [of(7, 3), 20, true],
    [of(79, 21), 20, true],
    [of(80, 20), 20, false],
    [of(0, STOP_LOSS_SAMPLE - 1), 1, false],
    [of(0, STOP_LOSS_SAMPLE), 1, true],
    [of(0, 500), null, false],
  ])('%j at %s percent: %s', (items, percent, isReached) => {
    expect(isStopLoss(items, percent)).toBe(isReached)
  })

  it('counts what was cancelled neither way', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 99 }), fc.nat(1000), (items, percent, cancelled) => {
        expect(isStopLoss({ ...items, cancelled }, percent)).toBe(isStopLoss(items, percent))
      }),
    )
  })
})

describe('the pace', () => {
  it('says how many minutes are left if it goes on like this', () => {
    const items = { ...NO_ITEMS, pending: 50, started: 10, succeeded: 40 }
    expect(paceOf(20, 120_000, items)).toEqual({ itemsPerMinute: 10, minutesLeft: 6 })
  })

  it('says nothing before anything has ended', () => {
    expect(paceOf(0, 60_000, { ...NO_ITEMS, pending: 5 })).toBeNull()
    expect(paceOf(3, 0, NO_ITEMS)).toBeNull()
  })
})
