import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GrantState,
  type GrantUse,
  inConsumptionOrder,
  isDueToExpire,
  sliceUses,
  takeFromGrants,
} from './grants.ts'

const DAY_MS = 86_400_000
const at = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * DAY_MS)
const grantOf = (id: string, remaining: number, expiresDay: number | null, createdDay = 0): GrantState => ({
  id,
  remaining,
  expiresAt: expiresDay === null ? null : at(expiresDay),
  createdAt: at(createdDay),
})
const sumOf = (uses: readonly GrantUse[]) => uses.reduce((sum, { credits }) => sum + credits, 0)

describe('grants are used', () => {
  it('soonest to expire first, those that never do last, the older before the younger', () => {
    const grants = [
      grantOf('never, young', 1, null, 2),
      grantOf('late', 1, 30),
      grantOf('never, old', 1, null, 1),
      grantOf('soon', 1, 5, 3),
      grantOf('late, younger', 1, 30, 1),
      grantOf('a late twin', 1, 30),
    ]
    const order = inConsumptionOrder(grants).map(({ id }) => id)
    expect(order).toEqual(['soon', 'a late twin', 'late', 'late, younger', 'never, old', 'never, young'])
  })

  it('one after the other, each as far as it goes', () => {
    const grants = [grantOf('never', 50, null), grantOf('soon', 3, 5), grantOf('late', 4, 30)]
    expect(takeFromGrants(grants, 9)).toEqual([
      { grantId: 'soon', credits: 3 },
      { grantId: 'late', credits: 4 },
      { grantId: 'never', credits: 2 },
    ])
    expect(takeFromGrants(grants, 3)).toEqual([{ grantId: 'soon', credits: 3 }])
  })

  it('exactly, whatever there is and in whatever order it is listed; no later one before an earlier is empty', () => {
    const anyGrants = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 50 }), fc.option(fc.nat(20)), fc.nat(5))
        .map(([left, day, created]) => ({
          left,
          day,
          created,
        })),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(anyGrants, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
        const grants = parts.map(({ left, day, created }, index) => grantOf(`g${index}`, left, day, created))
        const credits = Math.floor(share * grants.reduce((sum, { remaining }) => sum + remaining, 0))
        const uses = takeFromGrants(grants, credits)
        expect(sumOf(uses)).toBe(credits)
        expect(takeFromGrants(grants.toReversed(), credits)).toEqual(uses)
        const line = inConsumptionOrder(grants)
        expect(uses.map(({ grantId }) => grantId)).toEqual(line.slice(0, uses.length).map(({ id }) => id))
        for (const [index, use] of uses.slice(0, -1).entries())
          expect(use.credits).toBe(line[index]?.remaining)
      }),
    )
  })
})

describe('a hold is a line of credits', () => {
  it('that captures eat from the front and releases from the back', () => {
    const line = [
      { grantId: 'soon', credits: 3 },
      { grantId: 'never', credits: 5 },
    ]
    expect(sliceUses(line, 0, 2)).toEqual([{ grantId: 'soon', credits: 2 }])
    expect(sliceUses(line, 2, 4)).toEqual([
      { grantId: 'soon', credits: 1 },
      { grantId: 'never', credits: 1 },
    ])
    expect(sliceUses(line, 4, 8)).toEqual([{ grantId: 'never', credits: 4 }])
    expect(sliceUses(line, 4, 4)).toEqual([])
  })

  it('I3: and each of its credits is settled once, however captures and releases take turns', () => {
    const anyLine = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    const anySteps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 })), { maxLength: 40 })
    fc.assert(
      fc.property(anyLine, anySteps, (parts, steps) => {
        const line = parts.map((credits, index) => ({ grantId: `g${index}`, credits }))
        const held = sumOf(line)
        const settled = new Map<string, number>()
        let [captured, released] = [0, 0]
        const settle = (isCapture: boolean, credits: number) => {
          const end = held - released
          const uses = isCapture
            ? sliceUses(line, captured, captured + credits)
            : sliceUses(line, end - credits, end)
          expect(sumOf(uses)).toBe(credits)
          for (const use of uses) settled.set(use.grantId, (settled.get(use.grantId) ?? 0) + use.credits)
          if (isCapture) captured += credits
          else released += credits
        }
        for (const [isCapture, wanted] of steps) {
          const credits = Math.min(wanted, held - captured - released)
          if (credits > 0) settle(isCapture, credits)
        }
        const rest = held - captured - released
        if (rest > 0) settle(false, rest)
        expect([...settled].sort()).toEqual(line.map(({ grantId, credits }) => [grantId, credits]).sort())
      }),
      { numRuns: 300 },
    )
  })
})

describe('a grant is due to expire', () => {
  it.each([
    ['at its very end', grantOf('g', 1, 5), at(5), true],
    ['and not a millisecond before', grantOf('g', 1, 5), new Date(at(5).getTime() - 1), false],
    ['only while something is left', grantOf('g', 0, 5), at(9), false],
    ['never without an end', grantOf('g', 1, null), at(99_999), false],
  ])('%s', (_when, grant, now, isDue) => {
    expect(isDueToExpire(grant, now)).toBe(isDue)
  })
})
