import { describe, expect, it } from 'vitest'
import { EARLIER_PLANS, findPlan, isPlanId, isUpgrade, PLAN_IDS, PLANS, TOP_UP_PACKS } from './plans.ts'

const plans = PLAN_IDS.map((id) => PLANS[id])
const pairs = plans.slice(1).map((plan, index) => [plans[index] as (typeof plans)[0], plan] as const)

describe('the plans', () => {
  it.each(pairs)('$id to the next: more to pay, more credits, and no limit lower', (smaller, larger) => {
    expect(larger.centsPerMonth).toBeGreaterThan(smaller.centsPerMonth)
    expect(larger.creditsPerMonth).toBeGreaterThan(smaller.creditsPerMonth)
    expect(larger.rollOverPeriods).toBeGreaterThanOrEqual(smaller.rollOverPeriods)
    for (const limit of ['concurrentOutputs', 'batchItems', 'stores', 'tokens'] as const) {
      expect(larger.limits[limit]).toBeGreaterThanOrEqual(smaller.limits[limit])
    }
    expect(isUpgrade(smaller.id, larger.id)).toBe(true)
    expect(isUpgrade(larger.id, smaller.id)).toBe(false)
  })

  it.each(pairs.slice(1))('$id to the next: a credit costs no more', (smaller, larger) => {
    const centsEach = (plan: typeof smaller) => plan.centsPerMonth / plan.creditsPerMonth
    expect(centsEach(larger)).toBeLessThanOrEqual(centsEach(smaller))
  })

  it.each(plans)('$id: whole, positive credits and limits, and a price in whole cents', (plan) => {
    expect(PLANS[plan.id]).toBe(plan)
    for (const number of [plan.version, plan.creditsPerMonth, ...Object.values(plan.limits)]) {
      expect([number, Number.isInteger(number) && number > 0]).toEqual([number, true])
    }
    expect(Number.isInteger(plan.centsPerMonth) && plan.centsPerMonth >= 0).toBe(true)
    expect(isUpgrade(plan.id, plan.id)).toBe(false)
  })

  it.each(plans)('$id: every version there ever was is kept, once', ({ id, version }) => {
    const kept = [PLANS[id], ...EARLIER_PLANS.filter((plan) => plan.id === id)].map((plan) => plan.version)
    expect(kept.sort()).toEqual(Array.from({ length: version }, (_, index) => index + 1))
    expect(findPlan(id, version)).toBe(PLANS[id])
    expect(() => findPlan(id, version + 1)).toThrow(`no version ${version + 1} of the plan ${id} is kept`)
  })

  it('cost nothing only when free', () => {
    expect(plans.filter(({ centsPerMonth }) => centsPerMonth === 0).map(({ id }) => id)).toEqual(['free'])
  })

  it.each(['', 'FREE', 'gold', 'constructor', '__proto__'])('do not include "%s"', (id) => {
    expect(isPlanId(id)).toBe(false)
  })
})

describe('the packs', () => {
  it('have an id each, and a credit costs less the larger the pack', () => {
    expect(new Set(TOP_UP_PACKS.map(({ id }) => id)).size).toBe(TOP_UP_PACKS.length)
    const centsEach = TOP_UP_PACKS.map(({ cents, credits }) => cents / credits)
    expect(centsEach).toEqual(centsEach.toSorted((a, b) => b - a))
  })
})
