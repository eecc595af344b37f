import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { periodAt } from './periods.ts'
import { prorate, prorateCents } from './prorate.ts'

const ANCHOR = new Date('2026-04-01T00:00:00.000Z')
const at = (text: string) => new Date(`2026-${text}Z`)
const period = periodAt(ANCHOR, 0)

describe('credits in proportion', () => {
  it.each([
    ['a third', 630, at('04-21T00:00:00'), 210],
    ['a tenth', 30, at('04-28T00:00:00'), 3],
    ['where a fraction of time would round up wrongly', 630, at('04-12T16:00:00'), 385],
    ['a little more than a tenth', 30, at('04-27T23:59:59.999'), 4],
    ['the last millisecond', 650, at('04-30T23:59:59.999'), 1],
    ['a period that is over', 650, at('05-01T00:00:00'), 0],
  ])(
    'are exact, and rounded up in the customer’s favour only where they must be: %s',
    (_share, credits, now, share) => {
      expect(prorate(credits, period, now)).toBe(share)
    },
  )

  it('are whole, at least none and at most all of them, and never grow with time', () => {
    const anyTime = fc
      .integer({ min: -90, max: 90 * 86_400 })
      .map((s) => new Date(ANCHOR.getTime() + s * 1000))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), anyTime, anyTime, (credits, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        const [more, less] = [prorate(credits, period, early), prorate(credits, period, late)]
        expect([more, less].every(Number.isInteger)).toBe(true)
        expect(less).toBeGreaterThanOrEqual(0)
        expect(more).toBeGreaterThanOrEqual(less)
        expect(more).toBeLessThanOrEqual(credits)
      }),
    )
  })
})

describe('the price of a larger plan', () => {
  it.each([
    ['04-01T00:00:00', 4000],
    ['04-16T00:00:00', 2000],
    ['04-30T23:59:59.999', 0],
    ['05-15T00:00:00', 0],
  ])('asked for at %s is the share of the difference, never rounded up: %i cents', (now, cents) => {
    expect(prorateCents(4000, period, at(now))).toBe(cents)
  })
})
