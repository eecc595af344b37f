import type { PlanId } from '@studio/core/plans'
import { decideRenewal, offerOfMonth } from '@studio/core/subscriptions'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { cancelPendingOrders } from './cancel-orders.ts'
import { orderRenewal } from './place-order.ts'
import { grantForPlan, lockSubscription, toState, writeSubscription } from './write-subscription.ts'

/** How many subscriptions one run renews; the next run takes the rest. */
const PER_RUN = 1000

type RenewDeps = Pick<Deps, 'db' | 'clock' | 'billing'>

/**
 * Begins the new period of every subscription whose period has ended, ends the plans that were not paid for
 * within their grace, and asks for the payment of what is to be paid. However often and however many at once it
 * runs, a period is granted once and its payment asked for once.
 */
export async function renewSubscriptions(actor: Actor, deps: RenewDeps): Promise<void> {
  requireSystem(actor)
  const { db, clock } = deps
  const now = clock.now()
  const due = await db.subscription.findMany({
    where: { OR: [{ periodEnd: { lte: now } }, { paymentDueBy: { lte: now } }] },
    select: { accountId: true },
    orderBy: { periodEnd: 'asc' },
    take: PER_RUN,
  })
  // Also one whose renewal was interrupted before its payment could be asked for.
  const unasked = await db.$queryRaw<{ accountId: string }[]>`
    SELECT account_id AS "accountId" FROM subscription s
    WHERE payment_due_by > ${now} AND NOT EXISTS (
      SELECT FROM "order" o WHERE o.account_id = s.account_id AND o.kind = 'plan' AND o.status = 'pending')
    LIMIT ${PER_RUN}`
  const failures: unknown[] = []
  for (const { accountId } of [...due, ...unasked]) {
    // One subscription that cannot be renewed must not keep the others waiting.
    await renewSubscription(accountId, deps).catch((error) => failures.push(error))
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} subscriptions were not renewed`)
}

/** Does the same for one account; nothing when nothing is due. */
export async function renewSubscription(accountId: string, deps: RenewDeps): Promise<void> {
  const { db, clock } = deps
  const now = clock.now()
  const row = await db.subscription.findUniqueOrThrow({ where: { accountId } })
  if (decideRenewal(toState(row), now)) {
    // What was ordered for the period that ends, and not paid, is over with it.
    const createdAt = { lt: row.paymentDueBy ?? row.periodEnd }
    await cancelPendingOrders(accountId, { kind: 'plan', createdAt }, deps)
    await beginPeriod(accountId, now, deps)
  }
  const { planId, paymentDueBy } = await db.subscription.findUniqueOrThrow({ where: { accountId } })
  const isAskedFor = await db.order.count({ where: { accountId, kind: 'plan', status: 'pending' } })
  if (paymentDueBy && !isAskedFor) await orderRenewal(accountId, offerOfMonth(planId as PlanId), deps)
}

function beginPeriod(accountId: string, now: Date, { db }: RenewDeps): Promise<void> {
  return inTransaction(db, async (tx) => {
    // Decided anew under the lock: another run, or a payment, may have come first.
    const renewal = decideRenewal(await lockSubscription(tx, accountId), now)
    if (!renewal) return
    await writeSubscription(tx, accountId, renewal.state, now)
    if (!renewal.grant) return
    const idempotencyKey = `plan:${renewal.state.periodIndex}`
    await grantForPlan(tx, accountId, renewal.grant, { source: 'plan', idempotencyKey, now })
  })
}
