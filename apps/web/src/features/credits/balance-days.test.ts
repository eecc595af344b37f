import { describe, expect, it } from 'vitest'
import { boundsOfMonth, fillBalanceDays, monthsOf, roundUp } from './balance-days.ts'

const NOW = new Date('2026-11-22T23:30:00.000Z')

describe('the balance by day', () => {
  it('ends today, and a day without entries ends as the day before it did', () => {
    const days = fillBalanceDays(
      [
        { day: '2026-11-10', available: 220, held: 0 },
        { day: '2026-11-20', available: 212, held: 8 },
      ],
      NOW,
    )
    expect(days).toHaveLength(13)
    expect(days.slice(-4)).toEqual([
      { day: '2026-11-19', available: 220, held: 0 },
      { day: '2026-11-20', available: 212, held: 8 },
      { day: '2026-11-21', available: 212, held: 8 },
      { day: '2026-11-22', available: 212, held: 8 },
    ])
  })

  it('of an account made today shows the week before it, with nothing', () => {
    const days = fillBalanceDays([{ day: '2026-11-22', available: 220, held: 0 }], NOW)
    expect(days.map(({ available }) => available)).toEqual([0, 0, 0, 0, 0, 0, 220])
  })

  it('of an old account begins with what it had before the first day shown', () => {
    const days = fillBalanceDays([{ day: '2025-01-01', available: 40, held: 2 }], NOW)
    expect(days).toHaveLength(90)
    expect(days[0]).toEqual({ day: '2026-08-25', available: 40, held: 2 })
  })

  it('of nobody is nothing', () => {
    expect(fillBalanceDays([], NOW).every(({ available, held }) => available + held === 0)).toBe(true)
  })
})

it.each([
  [0, 10],
  [10, 10],
  [11, 20],
  [220, 300],
  [401, 600],
  [801, 1000],
  [4_001, 6_000],
])('a scale for %d credits ends at %d', (amount, top) => {
  expect(roundUp(amount)).toBe(top)
})

it('months are offered newest first, once each', () => {
  const days = ['2026-09-01', '2026-11-02', '2026-11-03'].map((day) => ({ day, available: 0, held: 0 }))
  expect(monthsOf(days)).toEqual(['2026-11', '2026-09'])
})

it('a month ends where the next one begins, in December too', () => {
  expect(boundsOfMonth('2026-12')).toEqual({
    from: '2026-12-01T00:00:00.000Z',
    to: '2027-01-01T00:00:00.000Z',
  })
})
