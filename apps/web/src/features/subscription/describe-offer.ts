import type { AppRouter } from '@studio/api/router'
import { PAYMENT_GRACE_DAYS } from '@studio/core/plans'
import { type Period, prorate, prorateCents, type SubscriptionView } from '@studio/core/subscriptions'
import type { inferRouterOutputs } from '@trpc/server'
import { formatCount, formatCredits, formatDate, formatNumberOf } from '../../lib/format.ts'

/** The plans and packs as the API offers them. */
export type Offers = inferRouterOutputs<AppRouter>['subscription']['offers']

/** A plan on offer. */
export type OfferedPlan = Offers['plans'][number]

/** A pack of credits on offer. */
export type OfferedPack = Offers['packs'][number]

const dollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  trailingZeroDisplay: 'stripIfInteger',
})
const cents = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** A price in US cents: 1900 → `$19`, 1950 → `$19.50`. */
export function formatPrice(priceCents: number): string {
  return dollars.format(priceCents / 100)
}

/** What one credit of a pack costs: `7.8¢ a credit`. */
export function describeUnitPrice(pack: OfferedPack): string {
  return `${cents.format(pack.cents / pack.credits)}¢ a credit`
}

/** What becomes of credits that a month leaves over. */
export function describeRollOver({ rollOverPeriods }: Pick<OfferedPlan, 'rollOverPeriods'>): string {
  if (rollOverPeriods === 0) return 'What is left over expires with the month'
  return `What is left over stays for ${rollOverPeriods === 1 ? 'one more month' : `${rollOverPeriods} more months`}`
}

/** What a plan allows, a line each. */
export function describeLimits({ limits }: Pick<OfferedPlan, 'limits'>): string[] {
  return [
    `${formatNumberOf(limits.concurrentOutputs, 'picture')} made at once`,
    `Batches of up to ${formatNumberOf(limits.batchItems, 'item')}`,
    formatNumberOf(limits.stores, 'store'),
    formatNumberOf(limits.tokens, 'access token'),
  ]
}

/** How another plan relates to the current one. */
export function compareTo(current: OfferedPlan, plan: OfferedPlan): 'same' | 'larger' | 'smaller' {
  if (plan.id === current.id) return 'same'
  return plan.creditsPerMonth > current.creditsPerMonth ? 'larger' : 'smaller'
}

/** What choosing a larger plan does and costs, a sentence each. Credits are in proportion to the time left. */
export function describeLargerPlan(
  current: OfferedPlan,
  plan: OfferedPlan,
  { periodStart, periodEnd }: Pick<SubscriptionView, 'periodStart' | 'periodEnd'>,
  now: Date,
): string[] {
  const more = plan.creditsPerMonth - current.creditsPerMonth
  const centsNow = priceNow(current, plan, { periodStart, periodEnd }, now)
  const creditsNow = prorate(more, toPeriod({ periodStart, periodEnd }), now)
  return [
    `You pay ${formatPrice(centsNow)} for the rest of this month. Nothing changes before the payment is confirmed.`,
    `Once it is, ${plan.name} begins at once and brings ${formatCredits(creditsNow)} more: what is left of this month’s difference of ${formatCount(more)}.`,
    `From ${formatDate(periodEnd)} it is ${formatPrice(plan.centsPerMonth)} a month and brings ${formatCredits(plan.creditsPerMonth)} each time that is paid; you have ${PAYMENT_GRACE_DAYS} days for it. ${describeRollOver(plan)}.`,
  ]
}

/** What a larger plan costs now, in US cents: the difference for what is left of the month. */
export function priceNow(
  current: OfferedPlan,
  plan: OfferedPlan,
  month: Pick<SubscriptionView, 'periodStart' | 'periodEnd'>,
  now: Date,
): number {
  return prorateCents(Math.max(0, plan.centsPerMonth - current.centsPerMonth), toPeriod(month), now)
}

/** What choosing another plan does while the month of the current one is not paid for, a sentence each. */
export function describeInsteadOfUnpaid(current: OfferedPlan, plan: OfferedPlan): string[] {
  if (plan.centsPerMonth === 0)
    return [
      `This month of ${current.name} is not paid for, so the plan ends at once and there is nothing to pay.`,
      `${plan.name} brings ${formatCredits(plan.creditsPerMonth)} for this month. Credits you have are kept until their own date.`,
    ]
  return [
    `You pay ${formatPrice(plan.centsPerMonth)} for this month instead of ${formatPrice(current.centsPerMonth)} for ${current.name}.`,
    `${plan.name} begins with the payment and brings ${formatCredits(plan.creditsPerMonth)}. ${describeRollOver(plan)}.`,
  ]
}

function toPeriod({ periodStart, periodEnd }: Pick<SubscriptionView, 'periodStart' | 'periodEnd'>): Period {
  return { index: 0, start: new Date(periodStart), end: new Date(periodEnd) }
}

/** What choosing a smaller plan does, a sentence each; `free` costs nothing and is how one cancels. */
export function describeSmallerPlan(
  current: OfferedPlan,
  plan: OfferedPlan,
  { periodEnd }: Pick<SubscriptionView, 'periodEnd'>,
): string[] {
  const end = formatDate(periodEnd)
  const price =
    plan.centsPerMonth === 0
      ? 'there is nothing more to pay'
      : `it costs ${formatPrice(plan.centsPerMonth)} a month`
  return [
    `${current.name} stays as it is until the end of the period, ${end}.`,
    `From then on ${price}, and each month brings ${formatCredits(plan.creditsPerMonth)}.`,
    `Credits you have are kept until their own date. You can take this back until ${end}.`,
  ]
}

/** What was ordered: `Studio plan` or `500 credits`. */
export function nameOrder(order: SubscriptionView['pendingOrders'][number], offers: Offers): string {
  const plan = offers.plans.find(({ id }) => id === order.planId)
  const pack = offers.packs.find(({ id }) => id === order.packId)
  return plan ? `${plan.name} plan` : pack ? formatCredits(pack.credits) : 'Order'
}
