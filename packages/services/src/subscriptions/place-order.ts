import { DomainError, type Id, newId } from '@studio/core/kernel'
import { PLANS, type PlanId, TOP_UP_PACKS } from '@studio/core/plans'
import type { OrderView, PlanOffer, SubscriptionView } from '@studio/core/subscriptions'
import { inTransaction, isUniqueViolation, type Order, recordEvent } from '@studio/db'
import type { Bill, PaymentRequest } from '@studio/integrations/billing'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { cancelPendingOrders } from './cancel-orders.ts'
import { confirmPaidOrder } from './confirm-order.ts'
import { readSubscription, viewOrder } from './read-subscription.ts'

/** What is ordered: what it costs in US cents and what it brings are agreed here and now. */
type NewOrder = { cents: number; credits: number } & (
  | { kind: 'plan'; planId: PlanId; planVersion: number }
  | { kind: 'top-up'; packId: string }
)

type BillingDeps = Pick<Deps, 'db' | 'clock' | 'billing'>

/** How often an order makes way for one that was placed at the same moment, before it gives up. */
const MOST_TRIES = 5

/** Orders a pack of credits; they come when the payment is confirmed. @throws DomainError `invalid_input` */
export async function buyTopUp(
  actor: Actor,
  { packId }: { packId: string },
  deps: BillingDeps,
): Promise<OrderView> {
  const accountId = requirePerson(actor)
  const pack = TOP_UP_PACKS.find(({ id }) => id === packId)
  if (!pack) throw new DomainError('invalid_input', `There is no pack called "${packId}".`)
  const { credits, cents } = pack
  const asked = await askPayment({ kind: 'top-up', title: `${credits} credits`, cents }, deps)
  const order = await writeOrder(accountId, asked, { kind: 'top-up', packId, cents, credits }, deps)
  return viewOrder(await settleAtOnce(order, asked, deps))
}

/**
 * Orders a plan in place of whatever plan was ordered and not paid. The last wish holds: of two orders at the
 * same moment the later one replaces the earlier. @throws DomainError `already_ended` among too many at once
 */
export async function orderPlan(accountId: string, offer: PlanOffer, deps: BillingDeps): Promise<void> {
  const asked = await askPayment({ kind: 'plan', ...billOf(offer) }, deps)
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    await cancelPendingOrders(accountId, { kind: 'plan' }, deps)
    const order = await writePlanOrder(accountId, asked, offer, deps)
    if (order) return void (await settleAtOnce(order, asked, deps))
  }
  await deps.billing.withdraw(asked.reference)
  throw new DomainError('already_ended', 'Another plan was ordered at the same moment. Look, and try again.')
}

/** Asks for the payment of a period, unless a plan order is pending already. */
export async function orderRenewal(accountId: string, offer: PlanOffer, deps: BillingDeps): Promise<void> {
  const asked = await askPayment({ kind: 'renewal', ...billOf(offer) }, deps)
  const order = await writePlanOrder(accountId, asked, offer, deps)
  if (order) await settleAtOnce(order, asked, deps)
  else await deps.billing.withdraw(asked.reference)
}

function billOf({ planId, cents }: PlanOffer): Pick<Bill, 'title' | 'cents'> {
  return { title: `${PLANS[planId].name} plan`, cents }
}

/** A payment that was asked for, and whose order is not written down yet. */
type AskedPayment = PaymentRequest & { orderId: Id<'order'> }

/** The provider is asked before anything is written: an order nobody can pay is never seen. */
async function askPayment(
  bill: Omit<Bill, 'orderId'>,
  { clock, billing }: BillingDeps,
): Promise<AskedPayment> {
  const orderId = newId('order', clock.now())
  return { ...(await billing.requestPayment({ orderId, ...bill })), orderId }
}

/** Answers null when another plan order is pending: the database lets there be one. */
function writePlanOrder(
  accountId: string,
  asked: AskedPayment,
  offer: PlanOffer,
  deps: BillingDeps,
): Promise<Order | null> {
  return writeOrder(accountId, asked, { kind: 'plan', ...offer }, deps).catch((error: unknown) => {
    if (isUniqueViolation(error)) return null
    throw error
  })
}

function writeOrder(
  accountId: string,
  { orderId: id, reference, instructions }: AskedPayment,
  order: NewOrder,
  { db, clock, billing }: BillingDeps,
): Promise<Order> {
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    await recordEvent(tx, { accountId, type: 'order.placed', subjectId: id, now })
    const columns = { id, accountId, ...order, status: 'pending' as const, createdAt: now }
    return tx.order.create({ data: { ...columns, provider: billing.id, reference, instructions } })
  })
}

/** Some payments need nobody: what they are for takes effect at once. */
async function settleAtOnce(order: Order, { status }: AskedPayment, deps: BillingDeps): Promise<Order> {
  return status === 'paid' ? confirmPaidOrder(order.id, deps) : order
}

/**
 * Withdraws everything that the account has ordered and not paid; the payment of the running period stays asked
 * for, since only cancelling the plan ends that.
 */
export async function cancelOrders(actor: Actor, deps: BillingDeps): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  const { planId, paymentDueBy } = await deps.db.subscription.findUniqueOrThrow({ where: { accountId } })
  await cancelPendingOrders(accountId, { kind: 'top-up' }, deps)
  const renewal = paymentDueBy ? { NOT: { planId } } : {}
  await cancelPendingOrders(accountId, { kind: 'plan', ...renewal }, deps)
  return readSubscription(actor, deps)
}
