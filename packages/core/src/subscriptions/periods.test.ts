import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { periodAt, periodBoundary, periodContaining } from './periods.ts'

const time = (text: string) => new Date(`${text}Z`)
const days = (anchor: string, count: number) =>
  Array.from({ length: count }, (_, index) => periodBoundary(time(anchor), index).toISOString().slice(0, 10))

describe('the periods of a subscription', () => {
  it('begun on a 31st end on the last day of shorter months, and on the 31st again after them', () => {
    expect(days('2026-01-31T10:30', 5)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ])
    expect(days('2028-01-31T10:30', 3)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31'])
  })

  it('begun on a leap day end on the 29th where there is one, and on 28 February in other years', () => {
    expect(days('2028-02-29T00:00', 2)).toEqual(['2028-02-29', '2028-03-29'])
    expect(periodBoundary(time('2028-02-29T00:00'), 12)).toEqual(time('2029-02-28T00:00'))
    expect(periodBoundary(time('2028-02-29T00:00'), 48)).toEqual(time('2032-02-29T00:00'))
  })

  it('go over the end of the year', () => {
    expect(days('2026-11-30T23:59', 4)).toEqual(['2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28'])
  })

  it('keep the time of day to the millisecond, through the nights when clocks are changed', () => {
    const anchor = time('2026-02-28T01:30:15.123')
    for (let index = 0; index < 24; index++) {
      expect(periodBoundary(anchor, index).toISOString().slice(11)).toBe('01:30:15.123Z')
    }
  })

  it('begin at their first millisecond, and end before the next one’s', () => {
    const anchor = time('2026-01-31T12:00')
    const end = time('2026-02-28T12:00')
    expect(periodContaining(anchor, anchor).index).toBe(0)
    expect(periodContaining(anchor, new Date(end.getTime() - 1)).index).toBe(0)
    expect(periodContaining(anchor, end).index).toBe(1)
    expect(periodContaining(anchor, time('2026-03-01T00:00')).index).toBe(1)
  })

  it('follow each other without gap or overlap, and every moment lies in exactly one', () => {
    const from = time('2020-01-01T00:00').getTime()
    const anyAnchor = fc.date({
      min: new Date(from),
      max: time('2032-12-31T23:59:59.999'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(anyAnchor, fc.nat(120), fc.nat(20 * 366 * 86_400), (anchor, index, laterSeconds) => {
        const period = periodAt(anchor, index)
        expect(period.start < period.end).toBe(true)
        expect(periodAt(anchor, index + 1).start).toEqual(period.end)
        const now = new Date(anchor.getTime() + laterSeconds * 1000)
        const containing = periodContaining(anchor, now)
        expect(containing.start <= now && now < containing.end).toBe(true)
        expect(containing).toEqual(periodAt(anchor, containing.index))
      }),
      { numRuns: 2000 },
    )
  })
})
