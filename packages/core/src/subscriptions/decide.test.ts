import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUpgrade, PLAN_IDS, PLANS, type PlanId } from '../plans/index.ts'
import {
  decideChange,
  decideRenewal,
  decideStart,
  prorate,
  prorateCents,
  type SubscriptionState,
} from './decide.ts'
import { periodAt } from './periods.ts'

const ANCHOR = new Date('2026-04-01T00:00:00.000Z')
const at = (text: string) => new Date(`2026-${text}Z`)
const on = (planId: PlanId, nextPlanId: PlanId | null = null): SubscriptionState => ({
  ...{ planId, nextPlanId, anchor: ANCHOR, periodIndex: 0 },
})
const MIDDLE = at('04-16T00:00:00')

describe('a subscription that begins', () => {
  it('brings the month’s credits at once, until the end of the period or of those it rolls over to', () => {
    expect(decideStart('free', ANCHOR)).toEqual({
      state: on('free'),
      grant: { credits: 20, expiresAt: at('05-01T00:00:00') },
    })
    expect(decideStart('agency', ANCHOR).grant.expiresAt).toEqual(at('07-01T00:00:00'))
  })
})

describe('a larger plan', () => {
  it('begins at once, with the difference of credits for the time that is left', () => {
    expect(decideChange(on('starter'), 'studio', MIDDLE)).toEqual({
      when: 'now',
      state: on('studio'),
      grant: { credits: 325, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('brings all of the difference in the first moment, and still one credit in the last', () => {
    const creditsAt = (now: Date) => {
      const change = decideChange(on('starter'), 'studio', now)
      return change.when === 'now' && change.grant?.credits
    }
    expect(creditsAt(ANCHOR)).toBe(650)
    expect(creditsAt(at('04-30T23:59:59.999'))).toBe(1)
  })

  it('brings no credits when its period is over: the renewal brings the whole month', () => {
    const late = at('05-01T00:00:00')
    const change = decideChange(on('starter'), 'studio', late)
    expect(change).toEqual({ when: 'now', state: on('studio'), grant: null })
    expect(decideRenewal(change.state, late)?.grant.credits).toBe(900)
  })

  it('takes back a cancellation that has not begun', () => {
    expect(decideChange(on('starter', 'free'), 'studio', MIDDLE).state).toEqual(on('studio'))
  })
})

describe('a smaller plan', () => {
  it('begins at the end of the period, and takes nothing away before', () => {
    const change = decideChange(on('agency'), 'starter', MIDDLE)
    expect(change).toEqual({ when: 'period-end', state: on('agency', 'starter'), at: at('05-01T00:00:00') })
  })

  it('that is free is how one cancels; the plan one has takes it back', () => {
    const cancelled = decideChange(on('studio'), 'free', MIDDLE).state
    expect(cancelled).toEqual(on('studio', 'free'))
    expect(decideChange(cancelled, 'studio', MIDDLE)).toEqual({
      when: 'now',
      state: on('studio'),
      grant: null,
    })
  })

  it('can be chosen anew as often as one likes; the last choice holds', () => {
    expect(decideChange(on('agency', 'free'), 'starter', MIDDLE).state).toEqual(on('agency', 'starter'))
  })
})

describe('the plan one has', () => {
  it.each(PLAN_IDS)('is refused when nothing would change: %s', (planId) => {
    expect(() => decideChange(on(planId), planId, MIDDLE)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: `You are already on the ${PLANS[planId].name} plan.`,
      }),
    )
  })
})

describe('a renewal', () => {
  it('comes with the first moment of the new period, and not before', () => {
    expect(decideRenewal(on('starter'), at('04-30T23:59:59.999'))).toBe(null)
    expect(decideRenewal(on('starter'), at('05-01T00:00:00'))).toEqual({
      state: { ...on('starter'), periodIndex: 1 },
      grant: { credits: 250, expiresAt: at('07-01T00:00:00') },
    })
  })

  it('once done is not due again in its period', () => {
    const renewed = decideRenewal(on('starter'), at('05-01T00:00:00'))?.state as SubscriptionState
    expect(decideRenewal(renewed, at('05-31T23:59:59.999'))).toBe(null)
  })

  it('that comes months late brings the period that runs, once, and keeps the day of the month', () => {
    expect(decideRenewal(on('starter'), at('08-20T00:00:00'))).toEqual({
      state: { ...on('starter'), periodIndex: 4 },
      grant: { credits: 250, expiresAt: at('10-01T00:00:00') },
    })
  })

  it('turns into the plan that was chosen for it', () => {
    expect(decideRenewal(on('agency', 'free'), at('05-01T00:00:00'))).toEqual({
      state: { ...on('free'), periodIndex: 1 },
      grant: { credits: 20, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('of a subscription that was there before plans begins its first period', () => {
    const before = { ...on('free'), periodIndex: -1 }
    expect(decideRenewal(before, MIDDLE)?.state).toEqual(on('free'))
  })
})

describe('credits in proportion', () => {
  const period = periodAt(ANCHOR, 0)
  it.each([
    ['a third', 630, at('04-21T00:00:00'), 210],
    ['a tenth', 30, at('04-28T00:00:00'), 3],
    ['where a fraction of time would round up wrongly', 630, at('04-12T16:00:00'), 385],
    ['a little more than a tenth', 30, at('04-27T23:59:59.999'), 4],
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

  it('of every change of plan are never more than the larger plan’s month', () => {
    const anyPlan = fc.constantFrom(...PLAN_IDS)
    const anyTime = fc.integer({ min: 0, max: 60 * 86_400 }).map((s) => new Date(ANCHOR.getTime() + s * 1000))
    fc.assert(
      fc.property(anyPlan, anyPlan, anyTime, (from, to, now) => {
        fc.pre(from !== to)
        const change = decideChange(on(from), to, now)
        expect(change.when).toBe(isUpgrade(from, to) ? 'now' : 'period-end')
        if (change.when !== 'now' || !change.grant) return
        const already = PLANS[from].creditsPerMonth
        expect(already + change.grant.credits).toBeLessThanOrEqual(PLANS[to].creditsPerMonth)
        expect(change.grant.expiresAt > now).toBe(true)
      }),
    )
  })
})

describe('the price of a larger plan', () => {
  const period = { index: 0, start: new Date('2026-11-01T00:00:00Z'), end: new Date('2026-12-01T00:00:00Z') }

  it.each([
    ['2026-11-01T00:00:00Z', 4000],
    ['2026-11-16T00:00:00Z', 2000],
    ['2026-11-30T23:59:59.999Z', 0],
    ['2027-01-01T00:00:00Z', 0],
  ])('asked for at %s is the share of the difference, never rounded up: %i cents', (now, cents) => {
    expect(prorateCents(4000, period, new Date(now))).toBe(cents)
  })
})
