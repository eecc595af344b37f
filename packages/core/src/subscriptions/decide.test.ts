import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { EARLIER_PLANS, isUpgrade, PLAN_IDS, PLANS, type PlanId } from '../plans/index.ts'
import {
  decideChange,
  decidePaid,
  decideRenewal,
  decideStart,
  offerOfMonth,
  type SubscriptionState,
} from './decide.ts'

const ANCHOR = new Date('2026-04-01T00:00:00.000Z')
const at = (text: string) => new Date(`2026-${text}Z`)
const on = (planId: PlanId, changes: Partial<SubscriptionState> = {}): SubscriptionState => ({
  ...{ planId, planVersion: 1, nextPlanId: null, anchor: ANCHOR, periodIndex: 0, paymentDueBy: null },
  ...changes,
})
const MIDDLE = at('04-16T00:00:00')
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

/** The order of a larger plan, asked for at a moment. */
function offerAt(state: SubscriptionState, target: PlanId, now: Date) {
  const change = decideChange(state, target, now)
  if (change.when !== 'payment') throw new Error(`nothing to pay: ${change.when}`)
  return { ...change.offer, orderedAt: now }
}

/** What a change that needs no payment makes of a subscription. */
function changed(state: SubscriptionState, target: PlanId): SubscriptionState {
  const change = decideChange(state, target, MIDDLE)
  if (change.when === 'payment') throw new Error('this has to be paid')
  return change.state
}

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
  it('is offered for what is left of the month: the difference in price, and in credits', () => {
    const offer = { planId: 'studio', planVersion: 1, cents: 2000, credits: 325 }
    expect(decideChange(on('starter'), 'studio', MIDDLE)).toEqual({ when: 'payment', offer })
  })

  it('costs and brings all of the difference in the first moment, and next to nothing in the last', () => {
    expect(offerAt(on('starter'), 'studio', ANCHOR)).toMatchObject({ cents: 4000, credits: 650 })
    expect(offerAt(on('starter'), 'studio', at('04-30T23:59:59.999'))).toMatchObject({ cents: 0, credits: 1 })
  })

  it('begins when it is paid, with the credits that were agreed, however long the payment took', () => {
    const order = offerAt(on('starter'), 'studio', MIDDLE)
    expect(decidePaid(on('starter'), order, at('04-29T00:00:00'))).toEqual({
      state: on('studio'),
      grant: { credits: 325, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('that is paid when its month is over is refused: the next month has a price of its own', () => {
    const order = offerAt(on('starter'), 'studio', at('04-30T23:59:59'))
    expect(() => decidePaid(on('starter'), order, at('05-01T00:00:00'))).toThrow(refusal('already_ended'))
  })

  it('paid for near the period’s end is asked for in full from the next period on', () => {
    const late = at('04-30T00:00:00')
    const order = offerAt(on('starter'), 'studio', late)
    expect(order).toMatchObject({ cents: 133, credits: 22 })
    const { state } = decidePaid(on('starter'), order, late)
    const renewed = decideRenewal(state, at('05-01T00:00:00'))?.state as SubscriptionState
    expect(renewed).toMatchObject({ planId: 'studio', paymentDueBy: at('05-08T00:00:00') })
    expect(offerOfMonth(renewed.planId)).toMatchObject({ cents: 5900, credits: 900 })
  })

  it('takes back a cancellation that has not begun', () => {
    const cancelled = on('starter', { nextPlanId: 'free' })
    expect(decidePaid(cancelled, offerAt(cancelled, 'studio', MIDDLE), MIDDLE).state).toEqual(on('studio'))
  })
})

describe('a smaller plan', () => {
  it('begins at the end of the period, and takes nothing away before', () => {
    const change = decideChange(on('agency'), 'starter', MIDDLE)
    const state = on('agency', { nextPlanId: 'starter' })
    expect(change).toEqual({ when: 'period-end', state, at: at('05-01T00:00:00') })
  })

  it('that is free is how one cancels; the plan one has takes it back', () => {
    const cancelled = changed(on('studio'), 'free')
    expect(cancelled).toEqual(on('studio', { nextPlanId: 'free' }))
    expect(decideChange(cancelled, 'studio', MIDDLE)).toEqual({
      when: 'now',
      state: on('studio'),
      grant: null,
    })
  })

  it('can be chosen anew as often as one likes; the last choice holds', () => {
    expect(changed(on('agency', { nextPlanId: 'free' }), 'starter')).toEqual(
      on('agency', { nextPlanId: 'starter' }),
    )
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
    expect(decideRenewal(on('free'), at('04-30T23:59:59.999'))).toBe(null)
    expect(decideRenewal(on('free'), at('05-01T00:00:00'))).toEqual({
      state: on('free', { periodIndex: 1 }),
      grant: { credits: 20, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('of a plan that costs something brings no credits yet: the month is to be paid within seven days', () => {
    expect(decideRenewal(on('starter'), at('05-01T00:00:00'))).toEqual({
      state: on('starter', { periodIndex: 1, paymentDueBy: at('05-08T00:00:00') }),
      grant: null,
    })
  })

  it('once done is not due again in its period', () => {
    const renewed = decideRenewal(on('free'), at('05-01T00:00:00'))?.state as SubscriptionState
    expect(decideRenewal(renewed, at('05-31T23:59:59.999'))).toBe(null)
  })

  it('that comes months late brings the period that runs, once, and keeps the day of the month', () => {
    expect(decideRenewal(on('free'), at('08-20T00:00:00'))).toEqual({
      state: on('free', { periodIndex: 4 }),
      grant: { credits: 20, expiresAt: at('09-01T00:00:00') },
    })
  })

  it('that comes late gives its days of grace from then on, though not beyond the period', () => {
    const dueBy = (now: Date) => decideRenewal(on('starter'), now)?.state.paymentDueBy
    expect(dueBy(at('08-20T00:00:00'))).toEqual(at('08-27T00:00:00'))
    expect(dueBy(at('08-30T00:00:00'))).toEqual(at('09-01T00:00:00'))
  })

  it('turns into the plan that was chosen for it', () => {
    const cancelled = on('agency', { nextPlanId: 'free' })
    expect(decideRenewal(cancelled, at('05-01T00:00:00'))).toEqual({
      state: on('free', { periodIndex: 1 }),
      grant: { credits: 20, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('of a subscription that was there before plans begins its first period', () => {
    expect(decideRenewal(on('free', { periodIndex: -1 }), MIDDLE)?.state).toEqual(on('free'))
  })
})

describe('a period that is not paid for', () => {
  const unpaid = on('studio', { periodIndex: 1, paymentDueBy: at('05-08T00:00:00') })
  const payment = { ...offerOfMonth('studio'), orderedAt: at('05-01T00:00:00') }

  it('brings its whole month of credits with its payment, and is paid for then', () => {
    expect(decidePaid(unpaid, payment, at('05-07T00:00:00'))).toEqual({
      state: on('studio', { periodIndex: 1 }),
      grant: { credits: 900, expiresAt: at('07-01T00:00:00') },
    })
  })

  it('falls to the free plan with the end of its grace, and not before', () => {
    expect(decideRenewal(unpaid, at('05-07T23:59:59.999'))).toBe(null)
    expect(decideRenewal(unpaid, at('05-08T00:00:00'))).toEqual({
      state: on('free', { periodIndex: 1 }),
      grant: { credits: 20, expiresAt: at('06-01T00:00:00') },
    })
  })

  it('whose end nobody noticed for months falls to the free plan in the period that runs', () => {
    expect(decideRenewal(unpaid, at('08-20T00:00:00'))?.state).toEqual(on('free', { periodIndex: 4 }))
  })

  it.each(PLAN_IDS.slice(1))(
    'is offered for the whole price on every plan, smaller or larger: %s',
    (planId) => {
      const { centsPerMonth: cents, creditsPerMonth: credits } = PLANS[planId]
      expect(offerAt(unpaid, planId, at('05-07T00:00:00'))).toMatchObject({ planId, cents, credits })
    },
  )

  it('ends at once when it is cancelled: nothing was bought that could be kept', () => {
    expect(decideChange(unpaid, 'free', at('05-03T00:00:00'))).toEqual({
      when: 'now',
      state: on('free', { periodIndex: 1 }),
      grant: { credits: 20, expiresAt: at('06-01T00:00:00') },
    })
  })
})

describe('a plan that is edited while subscribed', () => {
  const { starter } = PLANS
  afterEach(() => {
    PLANS.starter = starter
    EARLIER_PLANS.length = 0
  })
  const edit = () => {
    EARLIER_PLANS.push(starter)
    PLANS.starter = { ...starter, version: 2, centsPerMonth: 2_900, creditsPerMonth: 300, rollOverPeriods: 0 }
  }

  it('stays as it was bought until the period ends, and is the new one from then on', () => {
    edit()
    const order = offerAt(on('starter'), 'studio', MIDDLE)
    expect(order).toMatchObject({ cents: 2000, credits: 325 })
    const renewed = decideRenewal(on('starter'), at('05-01T00:00:00'))?.state as SubscriptionState
    expect(renewed.planVersion).toBe(2)
    expect(offerOfMonth('starter')).toEqual({
      ...{ planId: 'starter', planVersion: 2, cents: 2900, credits: 300 },
    })
  })

  it('between its order and its payment brings what was ordered', () => {
    const order = offerAt(on('free'), 'starter', MIDDLE)
    edit()
    expect(decidePaid(on('free'), order, MIDDLE)).toEqual({
      state: on('starter'),
      grant: { credits: 115, expiresAt: at('06-01T00:00:00') },
    })
  })
})

it('every change of plan is paid for or waits, and never brings more than the larger plan’s month', () => {
  const anyPlan = fc.constantFrom(...PLAN_IDS)
  const anyTime = fc.integer({ min: 0, max: 30 * 86_400 - 1 }).map((s) => new Date(+ANCHOR + s * 1000))
  fc.assert(
    fc.property(anyPlan, anyPlan, anyTime, (from, to, now) => {
      fc.pre(from !== to)
      const change = decideChange(on(from), to, now)
      expect(change.when).toBe(isUpgrade(from, to) ? 'payment' : 'period-end')
      if (change.when !== 'payment') return
      const { cents, credits } = change.offer
      expect(PLANS[from].creditsPerMonth + credits).toBeLessThanOrEqual(PLANS[to].creditsPerMonth)
      expect(PLANS[from].centsPerMonth + cents).toBeLessThanOrEqual(PLANS[to].centsPerMonth)
    }),
  )
})
