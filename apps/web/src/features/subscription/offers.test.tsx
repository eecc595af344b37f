import { DomainError } from '@studio/core/kernel'
import type { SubscriptionView } from '@studio/core/subscriptions'
import { expect, it, vi } from 'vitest'
import { formatDate } from '../../lib/format.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import { answerCredits, PACK_ORDER, sampleSubscription } from '../credits/testing/sample-statement.ts'

vi.setConfig({ testTimeout: 30_000 })

const PLANS_ADDRESS = '/credits?view=plans'

/** A server that keeps its subscription and remembers what it was asked to do. */
function answerSubscription(first: SubscriptionView) {
  const server = { subscription: first, acts: [] as unknown[] }
  const become = (act: unknown, changes: Partial<SubscriptionView>) => {
    server.acts.push(act)
    server.subscription = { ...server.subscription, ...changes }
    return server.subscription
  }
  answerCredits({
    'subscription.get': () => server.subscription,
    'subscription.changePlan': ({ planId }: { planId: 'free' | 'starter' | 'studio' }) => {
      if (planId !== 'studio') return become(planId, { nextPlanId: planId === 'free' ? 'free' : null })
      const order = { ...PACK_ORDER, kind: 'plan' as const, planId, packId: null, cents: 5_900 }
      return become(planId, { pendingOrders: [order] })
    },
    'subscription.buyTopUp': ({ packId }: { packId: string }) => {
      become(packId, { pendingOrders: [PACK_ORDER] })
      return PACK_ORDER
    },
    'subscription.cancelOrders': () => become('withdraw', { pendingOrders: [] }),
  })
  return server
}

const dialog = () => document.querySelector('[role=dialog]')?.textContent?.replace(/\s+/g, ' ') ?? ''

it('a larger plan says what it costs and brings before anything happens', async () => {
  const server = answerSubscription(sampleSubscription())
  const { button, text } = renderScreen(PLANS_ADDRESS)
  await eventually(() => button(/^Change to Studio$/))
  button(/^Change to Studio$/).click()
  await eventually(() => expect(dialog()).toContain('Change to Studio?'))
  // Half of the month is left: half of the $40 and of the 650 credits that Studio is more than Starter.
  expect(dialog()).toMatch(
    /You pay \$(20|19\.99) for the rest of this month\. Nothing changes before the payment/,
  )
  expect(dialog()).toContain('begins at once and brings 325 credits more')
  expect(dialog()).toContain(`From ${formatDate(server.subscription.periodEnd)} it is $59 a month`)
  expect(server.acts).toEqual([])

  button(/^Order Studio · \$(20|19\.99) now$/).click()
  await eventually(() => expect(text()).toContain('Studio plan · $59'))
  expect(server.acts).toEqual(['studio'])
  expect(text()).toContain('The operator of this studio confirms it once it is paid.')
  expect(text()).toContain('Begins when it is paid.')
})

it('a smaller plan begins at the end of the period, and can be taken back until then', async () => {
  const server = answerSubscription(sampleSubscription())
  const end = formatDate(server.subscription.periodEnd)
  const { button, text } = renderScreen(PLANS_ADDRESS)
  await eventually(() => button(/^Change to Free$/))
  button(/^Change to Free$/).click()
  await eventually(() => expect(dialog()).toContain('Cancel Starter?'))
  expect(dialog()).toContain(`Starter stays as it is until the end of the period, ${end}.`)
  expect(dialog()).toContain('there is nothing more to pay')
  button(/^Change to Free on/).click()
  await eventually(() => expect(text()).toContain(`From ${end}`))

  button(/^Keep Starter$/).click()
  await eventually(() => expect(dialog()).toContain('this costs nothing'))
  const [confirm] = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].filter(
    (each) => each.textContent === 'Keep Starter',
  )
  confirm?.click()
  await eventually(() => expect(text()).toContain('Your plan'))
  expect(server.acts).toEqual(['free', 'starter'])
})

it('a pack says what it costs, and waits for its payment until it is withdrawn', async () => {
  const server = answerSubscription(sampleSubscription())
  const { button, text } = renderScreen(PLANS_ADDRESS)
  await eventually(() => button(/^Order 500 credits$/))
  button(/^Order 500 credits$/).click()
  await eventually(() => expect(dialog()).toContain('You order 500 credits for $39, once.'))
  button(/^Order 500 credits · \$39$/).click()
  await eventually(() => button(/^Withdraw$/))
  expect(text()).toContain('500 credits · $39waits for its payment')

  button(/^Withdraw$/).click()
  await eventually(() =>
    expect(dialog()).toContain('500 credits ($39) will not come, and nothing is charged.'),
  )
  button(/^Withdraw 1 order$/).click()
  await eventually(() => expect(text()).toContain('Withdrawn. Nothing was charged.'))
  expect(server.acts).toEqual(['pack-500', 'withdraw'])
})

it('an order that is refused stays open and shows the server’s sentence', async () => {
  answerCredits({
    'subscription.buyTopUp': () => {
      throw new DomainError('rate_limited', 'Payments cannot be asked for right now. Nothing was ordered.')
    },
  })
  const { button } = renderScreen(PLANS_ADDRESS)
  await eventually(() => button(/^Order 100 credits$/))
  button(/^Order 100 credits$/).click()
  await eventually(() => button(/^Order 100 credits · \$9$/))
  button(/^Order 100 credits · \$9$/).click()
  await eventually(() =>
    expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toBe(
      'Payments cannot be asked for right now. Nothing was ordered.',
    ),
  )
})

it('the cards say what each plan allows, and the current one as it was bought', async () => {
  const bought = { ...sampleSubscription().plan, creditsPerMonth: 240 }
  answerSubscription(sampleSubscription({ plan: bought }))
  const { text, button } = renderScreen(PLANS_ADDRESS)
  await eventually(() => button(/^Change to Agency$/))
  for (const limit of ['240 credits every month', '2 pictures made at once', '24 pictures made at once'])
    expect(text()).toContain(limit)
  expect(text()).not.toContain('250 credits every month')
})

it('a month that is not paid for says until when, cannot be withdrawn, and can be paid on another plan', async () => {
  const paymentDueBy = new Date(Date.now() + 5 * 86_400_000).toISOString()
  const renewal = {
    ...PACK_ORDER,
    kind: 'plan' as const,
    planId: 'starter' as const,
    packId: null,
    cents: 1_900,
  }
  const server = answerSubscription(sampleSubscription({ paymentDueBy, pendingOrders: [renewal] }))
  const { text, button } = renderScreen(PLANS_ADDRESS)
  await eventually(() => expect(text()).toContain('This month of Starter is not paid for yet.'))
  expect(text()).toContain(`unpaid on ${formatDate(paymentDueBy)}, the plan becomes Free`)
  expect(text()).toContain(`To be paid by ${formatDate(paymentDueBy)}`)
  expect(() => button(/^Withdraw/)).toThrow()

  button(/^Change to Studio$/).click()
  await eventually(() => expect(dialog()).toContain('Take Studio this month?'))
  expect(dialog()).toContain('You pay $59 for this month instead of $19 for Starter.')
  button(/^Leave it$/).click()
  await eventually(() => expect(dialog()).toBe(''))
  button(/^Change to Free$/).click()
  await eventually(() => expect(dialog()).toContain('the plan ends at once and there is nothing to pay'))
  button(/^Cancel Starter now$/).click()
  await eventually(() => expect(server.acts).toEqual(['free']))
})
