import { EARLIER_PLANS, PLANS, TOP_UP_PACKS } from '@studio/core/plans'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { createManualBilling } from '@studio/integrations/billing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccount } from '../accounts/create-account.ts'
import { checkLedger, expireCredits, readBalance } from '../credits/index.ts'
import { type AccountActor, operatorActor, systemActor } from '../kernel/index.ts'
import {
  buyTopUp,
  cancelOrders,
  changePlan,
  confirmOrder,
  listPendingOrders,
  readSubscription,
  renewSubscriptions,
} from './index.ts'

const BEGIN = '2026-04-01T00:00:00.000Z'
let now: Date
const clock = { now: () => now }
let database: TestDatabase
let deps: Parameters<typeof changePlan>[2]
let merchant: AccountActor
let signUps = 0

beforeAll(async () => {
  database = await createTestDatabase()
  deps = { db: database.db, clock, billing: createManualBilling() }
  goTo('04-01')
  // It counts as nobody's first account, and so nobody here gets the starting grant.
  await createAccount({ email: 'first@example.com', password: 'a long password', name: '' }, deps)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.subscription.deleteMany()
  goTo('04-01')
  merchant = await signUp()
})
afterEach(async () => {
  await expireCredits(systemActor, deps)
  expect(await checkLedger(deps)).toEqual([])
})

/** Sets the clock, in UTC and in 2026, to a day or to a moment of it. */
function goTo(text: string): void {
  now = new Date(text.includes('T') ? `2026-${text}Z` : `2026-${text}T00:00:00.000Z`)
}
async function signUp(): Promise<AccountActor> {
  const person = { email: `person-${++signUps}@example.com`, password: 'a long password', name: '' }
  return { kind: 'account', accountId: await createAccount(person, deps), sessionId: '' }
}
const change = (planId: keyof typeof PLANS, actor = merchant) => changePlan(actor, { planId }, deps)
const confirm = (id: string | undefined) => confirmOrder(operatorActor, id ?? 'none', deps)
const renew = () => renewSubscriptions(systemActor, deps)
const available = async (actor = merchant) => (await readBalance(actor, deps)).available
const read = () => readSubscription(merchant, deps)
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })
const grants = async () => {
  const rows = await database.db.grant.findMany({
    where: { accountId: merchant.accountId },
    orderBy: { id: 'asc' },
  })
  return rows.map(
    ({ source, credits, expiresAt }) => `${source} ${credits} ${expiresAt?.toISOString().slice(0, 10)}`,
  )
}
/** Orders a plan and has it paid at once. */
const subscribe = async (planId: keyof typeof PLANS) => {
  const { pendingOrders } = await change(planId)
  await confirm(pendingOrders[0]?.id)
}
/** Has whatever plan order waits paid. */
const pay = async () => confirm((await read()).pendingOrders.find(({ kind }) => kind === 'plan')?.id)

describe('an account', () => {
  it('begins on the free plan, with its credits for the first month', async () => {
    expect(await read()).toEqual({
      planId: 'free',
      plan: expect.objectContaining({ id: 'free', creditsPerMonth: 20 }),
      nextPlanId: null,
      periodStart: BEGIN,
      periodEnd: '2026-05-01T00:00:00.000Z',
      paymentDueBy: null,
      nextRenewal: { at: '2026-05-01T00:00:00.000Z', planId: 'free', cents: 0, credits: 20 },
      pendingOrders: [],
    })
    expect(await grants()).toEqual(['plan 20 2026-05-01'])
  })
})

describe('a larger plan', () => {
  it('changes nothing before its order is confirmed', async () => {
    const view = await change('starter')
    expect(view).toMatchObject({
      planId: 'free',
      pendingOrders: [{ kind: 'plan', planId: 'starter', cents: 1900 }],
    })
    expect(await available()).toBe(20)
    expect(await listPendingOrders(operatorActor, deps)).toContainEqual({
      id: view.pendingOrders[0]?.id,
      email: `person-${signUps}@example.com`,
      what: 'Starter plan',
      cents: 1900,
      credits: 230,
      dueBy: null,
    })
  })

  it('begins with the confirmation; price and credits are in proportion to the month that was left when it was ordered', async () => {
    goTo('04-16')
    const { pendingOrders } = await change('starter')
    expect(pendingOrders).toMatchObject([{ cents: 950, credits: 115 }])
    goTo('04-20')
    await confirm(pendingOrders[0]?.id)
    expect(await read()).toMatchObject({ planId: 'starter', pendingOrders: [] })
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'proration 115 2026-06-01'])
  })

  it('begins once, however often and however many at once confirm its order', async () => {
    const { pendingOrders } = await change('starter')
    await Promise.all(Array.from({ length: 8 }, () => confirm(pendingOrders[0]?.id)))
    const again = await confirm(pendingOrders[0]?.id)
    expect(again.status).toBe('confirmed')
    expect(await available()).toBe(250)
  })

  it('whose order was withdrawn cannot be confirmed any more', async () => {
    const { pendingOrders } = await change('starter')
    expect((await cancelOrders(merchant, deps)).pendingOrders).toEqual([])
    await expect(confirm(pendingOrders[0]?.id)).rejects.toThrow(refusal('already_ended'))
    expect(await read()).toMatchObject({ planId: 'free' })
    expect(await available()).toBe(20)
  })

  it('ordered in place of another one withdraws that one’s order', async () => {
    const first = await change('starter')
    const second = await change('studio')
    expect(second.pendingOrders.map(({ planId }) => planId)).toEqual(['studio'])
    await expect(confirm(first.pendingOrders[0]?.id)).rejects.toThrow(refusal('already_ended'))
  })

  it('ordered eight times at the same moment is ordered once, and the last wish can be paid', async () => {
    const wishes = (
      ['starter', 'studio', 'agency', 'starter', 'studio', 'agency', 'starter', 'studio'] as const
    ).map((planId) => change(planId))
    const refused = (await Promise.allSettled(wishes)).flatMap((wish) =>
      wish.status === 'rejected' ? [wish.reason] : [],
    )
    expect(refused).toEqual(refused.map(() => refusal('already_ended')))
    const { pendingOrders } = await read()
    expect(pendingOrders).toHaveLength(1)
    await pay()
    expect(await read()).toMatchObject({ planId: pendingOrders[0]?.planId, pendingOrders: [] })
    expect(await grants()).toHaveLength(2)
  })

  it('that is pending twice is refused by the database itself', async () => {
    const [order] = (await change('starter')).pendingOrders
    const row = await database.db.order.findUniqueOrThrow({ where: { id: order?.id ?? '' } })
    await expect(database.db.order.create({ data: { ...row, id: 'ord_other' } })).rejects.toThrow('Unique')
  })

  it('confirmed when its month is over is refused with a sentence, and brings nothing by accident', async () => {
    goTo('04-30')
    const { pendingOrders } = await change('starter')
    expect(pendingOrders).toMatchObject([{ cents: 63, credits: 8 }])
    goTo('05-01T00:00:01')
    await expect(confirm(pendingOrders[0]?.id)).rejects.toThrow('This order was for a month that is over.')
    await renew()
    await expect(confirm(pendingOrders[0]?.id)).rejects.toThrow('This order was withdrawn on 2026-05-01.')
    expect(await read()).toMatchObject({ planId: 'free', pendingOrders: [] })
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'plan 20 2026-06-01'])
  })

  it('is priced for the month that runs, also when the renewal is late', async () => {
    goTo('05-16')
    expect((await change('starter')).pendingOrders).toMatchObject([{ cents: 980, credits: 119 }])
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'plan 20 2026-06-01'])
  })

  it('begun near the period’s end is asked for in full with the next period', async () => {
    goTo('04-30')
    await subscribe('studio')
    expect((await read()).nextRenewal).toMatchObject({ planId: 'studio', cents: 5900, credits: 900 })
    goTo('05-01')
    await renew()
    expect((await read()).pendingOrders).toMatchObject([{ planId: 'studio', cents: 5900, credits: 900 }])
    await pay()
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'proration 30 2026-06-01', 'plan 900 2026-07-01'])
  })
})

describe('a smaller plan', () => {
  it('begins at the end of the period, and until then nothing is taken away', async () => {
    await subscribe('studio')
    expect(await change('starter')).toMatchObject({ planId: 'studio', nextPlanId: 'starter' })
    goTo('04-30T23:59:59.999')
    await renew()
    expect(await read()).toMatchObject({ planId: 'studio' })
    goTo('05-01')
    await renew()
    expect(await read()).toMatchObject({ planId: 'starter', nextPlanId: null })
    await pay()
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'proration 880 2026-06-01', 'plan 250 2026-07-01'])
  })

  it('withdraws the order of a larger one that was not paid: the last wish holds', async () => {
    await subscribe('studio')
    const { pendingOrders } = await change('agency')
    expect(await change('free')).toMatchObject({ planId: 'studio', nextPlanId: 'free', pendingOrders: [] })
    await expect(confirm(pendingOrders[0]?.id)).rejects.toThrow(refusal('already_ended'))
  })
})

describe('a cancellation', () => {
  it('ends the plan with its period, and is taken back by choosing the plan again', async () => {
    await subscribe('starter')
    await change('free')
    expect(await change('starter')).toMatchObject({ planId: 'starter', nextPlanId: null })
    await change('free')
    goTo('05-01')
    await renew()
    expect(await read()).toMatchObject({ planId: 'free', nextPlanId: null })
  })

  it('of what one does not have is refused', async () => {
    await expect(change('free')).rejects.toThrow('You are already on the Free plan.')
  })
})

describe('a renewal', () => {
  it('brings the month’s credits exactly once when eight run at once, and again and again', async () => {
    goTo('05-01')
    await Promise.all(Array.from({ length: 8 }, renew))
    await renew()
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'plan 20 2026-06-01'])
    expect(await read()).toMatchObject({ periodStart: '2026-05-01T00:00:00.000Z' })
  })

  it('that comes months late brings the month that runs and none of those that passed', async () => {
    goTo('08-20')
    await renew()
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'plan 20 2026-09-01'])
  })

  it('lets unused credits of the free plan end with their month, and those of a paid one roll over', async () => {
    await subscribe('starter')
    goTo('05-01')
    await renew()
    await pay()
    await expireCredits(systemActor, deps)
    expect(await available()).toBe(230 + 250)
    goTo('06-01')
    await renew()
    await pay()
    await expireCredits(systemActor, deps)
    expect(await available()).toBe(250 + 250)
  })

  it('keeps the day of a month’s end through shorter months', async () => {
    goTo('01-31')
    merchant = await signUp()
    const ends: string[] = []
    for (const day of ['02-28', '03-31', '04-30']) {
      goTo(day)
      await renew()
      ends.push((await read()).periodEnd.slice(0, 10))
    }
    expect(ends).toEqual(['2026-03-31', '2026-04-30', '2026-05-31'])
  })

  it('of what began on a leap day comes on the 29th, and on 28 February in other years', async () => {
    now = new Date('2028-02-29T00:00:00.000Z')
    merchant = await signUp()
    const starts: string[] = []
    for (const day of ['2028-03-29', '2029-02-28', '2029-03-29', '2032-02-29']) {
      now = new Date(`${day}T00:00:00.000Z`)
      await renew()
      starts.push((await read()).periodStart.slice(0, 10))
    }
    expect(starts).toEqual(['2028-03-29', '2029-02-28', '2029-03-29', '2032-02-29'])
    expect(await grants()).toHaveLength(5)
  })

  it('is the worker’s, and nobody else’s', async () => {
    for (const actor of [merchant, operatorActor, { kind: 'anonymous' } as const])
      await expect(renewSubscriptions(actor, deps)).rejects.toThrow(refusal('not_found'))
  })
})

describe('the renewal of a plan that costs something', () => {
  beforeEach(async () => {
    await subscribe('starter')
    goTo('05-01')
  })

  it('asks for the payment once however often it runs, and its credits come once with the confirmation', async () => {
    await Promise.all(Array.from({ length: 8 }, renew))
    await renew()
    const view = await read()
    expect(view).toMatchObject({ planId: 'starter', paymentDueBy: '2026-05-08T00:00:00.000Z' })
    expect(view.pendingOrders).toMatchObject([{ planId: 'starter', cents: 1900, credits: 250 }])
    expect(await listPendingOrders(operatorActor, deps)).toContainEqual(
      expect.objectContaining({ id: view.pendingOrders[0]?.id, dueBy: new Date(view.paymentDueBy ?? '') }),
    )
    expect(await available()).toBe(250)

    goTo('05-07')
    await Promise.all(Array.from({ length: 8 }, () => confirm(view.pendingOrders[0]?.id)))
    await renew()
    expect(await read()).toMatchObject({ planId: 'starter', paymentDueBy: null, pendingOrders: [] })
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'proration 230 2026-06-01', 'plan 250 2026-07-01'])
  })

  it('that is not paid within its grace falls to the free plan, and what was bought before stays', async () => {
    await renew()
    const [order] = (await read()).pendingOrders
    goTo('05-07T23:59:59.999')
    await renew()
    expect(await read()).toMatchObject({ planId: 'starter' })
    goTo('05-08')
    await Promise.all(Array.from({ length: 8 }, renew))
    expect(await read()).toMatchObject({ planId: 'free', paymentDueBy: null, pendingOrders: [] })
    expect(await grants()).toEqual(['plan 20 2026-05-01', 'proration 230 2026-06-01', 'plan 20 2026-06-01'])
    await expect(confirm(order?.id)).rejects.toThrow('This order was withdrawn on 2026-05-08.')
  })

  it('that is paid at the moment its grace ends is either paid or ended, never both', async () => {
    await renew()
    goTo('05-08')
    const [payment] = await Promise.allSettled([pay(), ...Array.from({ length: 4 }, renew)])
    await renew()
    const isPaid = payment.status === 'fulfilled'
    expect(await read()).toMatchObject({ planId: isPaid ? 'starter' : 'free', pendingOrders: [] })
    expect((await grants()).at(-1)).toBe(isPaid ? 'plan 250 2026-07-01' : 'plan 20 2026-06-01')
    expect(await grants()).toHaveLength(3)
  })

  it('that was interrupted before it asked for the payment asks with the next run', async () => {
    const broken = { ...createManualBilling(), requestPayment: () => Promise.reject(new Error('no network')) }
    await expect(renewSubscriptions(systemActor, { ...deps, billing: broken })).rejects.toThrow(
      '1 subscriptions',
    )
    expect(await read()).toMatchObject({ paymentDueBy: '2026-05-08T00:00:00.000Z', pendingOrders: [] })
    goTo('05-02')
    await renew()
    expect((await read()).pendingOrders).toMatchObject([{ planId: 'starter', cents: 1900 }])
  })

  it('can be paid on another plan, smaller or larger, for its whole price', async () => {
    await renew()
    expect((await change('studio')).pendingOrders).toMatchObject([
      { planId: 'studio', cents: 5900, credits: 900 },
    ])
    await pay()
    expect(await read()).toMatchObject({ planId: 'studio', paymentDueBy: null })
    expect((await grants()).at(-1)).toBe('plan 900 2026-07-01')
  })

  it('ends at once when it is cancelled unpaid, and its order with it', async () => {
    await renew()
    expect(await change('free')).toMatchObject({ planId: 'free', paymentDueBy: null, pendingOrders: [] })
    await renew()
    expect((await grants()).at(-1)).toBe('plan 20 2026-06-01')
  })

  it('stays asked for when other orders are withdrawn: only cancelling the plan ends it', async () => {
    await renew()
    await buyTopUp(merchant, { packId: 'pack-100' }, deps)
    const { pendingOrders } = await cancelOrders(merchant, deps)
    expect(pendingOrders.map(({ kind }) => kind)).toEqual(['plan'])
  })

  it('withdraws a larger plan that was ordered for the month before and not paid', async () => {
    goTo('04-30')
    await change('agency')
    goTo('05-01')
    await renew()
    expect((await read()).pendingOrders).toMatchObject([{ planId: 'starter', cents: 1900 }])
  })

  it('takes the plan as it is then: one that was edited meanwhile gives what was bought until the period ends', async () => {
    const { starter } = PLANS
    EARLIER_PLANS.push(starter)
    const limits = { ...starter.limits, concurrentOutputs: 1 }
    PLANS.starter = { ...starter, version: 2, centsPerMonth: 2_900, creditsPerMonth: 300, limits }
    try {
      goTo('04-30')
      expect((await read()).plan).toMatchObject({ creditsPerMonth: 250, limits: { concurrentOutputs: 4 } })
      expect((await read()).nextRenewal).toMatchObject({ cents: 2900, credits: 300 })
      goTo('05-01')
      await renew()
      await pay()
      expect((await read()).plan).toMatchObject({ creditsPerMonth: 300, limits: { concurrentOutputs: 1 } })
      expect((await grants()).at(-1)).toBe('plan 300 2026-07-01')
    } finally {
      PLANS.starter = starter
      EARLIER_PLANS.length = 0
    }
  })
})

describe('a pack of credits', () => {
  it('comes with the confirmation of its order, once, and stays a year', async () => {
    const order = await buyTopUp(merchant, { packId: 'pack-500' }, deps)
    expect(order).toMatchObject({ kind: 'top-up', packId: 'pack-500', cents: 3900 })
    expect(await available()).toBe(20)
    await Promise.all([confirm(order.id), confirm(order.id)])
    expect((await grants()).at(-1)).toBe('top-up 500 2027-04-01')
    expect(await available()).toBe(520)
  })

  it('that was taken off the list between its order and its payment comes as it was ordered', async () => {
    const order = await buyTopUp(merchant, { packId: 'pack-500' }, deps)
    const packs = TOP_UP_PACKS as (typeof TOP_UP_PACKS)[number][]
    const [gone] = packs.splice(1, 1)
    try {
      await confirm(order.id)
    } finally {
      if (gone) packs.splice(1, 0, gone)
    }
    expect((await grants()).at(-1)).toBe('top-up 500 2027-04-01')
  })

  it('stays ordered beside a plan, and beside another pack', async () => {
    await buyTopUp(merchant, { packId: 'pack-100' }, deps)
    await buyTopUp(merchant, { packId: 'pack-100' }, deps)
    const { pendingOrders } = await change('starter')
    expect(pendingOrders.map(({ kind }) => kind)).toEqual(['top-up', 'top-up', 'plan'])
  })

  it('that is not on offer is refused', async () => {
    await expect(buyTopUp(merchant, { packId: 'pack-1' }, deps)).rejects.toThrow(refusal('invalid_input'))
  })
})

describe('an order', () => {
  it('is confirmed by the operator, and by nobody else', async () => {
    const { pendingOrders } = await change('starter')
    for (const actor of [merchant, systemActor, { kind: 'anonymous' } as const]) {
      await expect(confirmOrder(actor, pendingOrders[0]?.id ?? '', deps)).rejects.toThrow(
        refusal('not_found'),
      )
      await expect(listPendingOrders(actor, deps)).rejects.toThrow(refusal('not_found'))
    }
    await expect(confirm('ord_none')).rejects.toThrow(refusal('not_found'))
  })

  it('is seen and withdrawn by its own account only', async () => {
    const { pendingOrders } = await change('starter')
    const stranger = await signUp()
    expect((await readSubscription(stranger, deps)).pendingOrders).toEqual([])
    await cancelOrders(stranger, deps)
    expect((await confirm(pendingOrders[0]?.id)).status).toBe('confirmed')
  })

  it('that costs nothing takes effect at once', async () => {
    const free = {
      id: 'free',
      async withdraw() {},
      async requestPayment({ orderId }: { orderId: string }) {
        return { status: 'paid' as const, reference: orderId, instructions: 'Nothing to pay.' }
      },
    }
    await changePlan(merchant, { planId: 'starter' }, { ...deps, billing: free })
    expect(await read()).toMatchObject({ planId: 'starter', pendingOrders: [] })
  })

  it('that the provider refuses is never written down, and leaves an earlier one as it is', async () => {
    await change('starter')
    const broken = { ...createManualBilling(), requestPayment: () => Promise.reject(new Error('no network')) }
    await expect(changePlan(merchant, { planId: 'studio' }, { ...deps, billing: broken })).rejects.toThrow(
      'no network',
    )
    expect((await read()).pendingOrders.map(({ planId }) => planId)).toEqual(['starter'])
  })
})
