import type { PlanId } from '@studio/core/plans'
import { decideChange, type SubscriptionView } from '@studio/core/subscriptions'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { cancelPendingOrders } from './cancel-orders.ts'
import { orderPlan } from './place-order.ts'
import { readSubscription } from './read-subscription.ts'
import { renewSubscription } from './renew-subscriptions.ts'
import { grantForPlan, lockSubscription, writeSubscription } from './write-subscription.ts'

/**
 * Changes the plan: a larger one is ordered, for the difference of what is left of
 * the month, and begins when its payment is confirmed; a smaller one, or
 * `free`, which is how one cancels, begins at the end of the period. The plan one has undoes a change that
 * has not begun. The last wish holds: an order of an earlier one that was not paid is withdrawn. While the
 * period is not paid for, another plan is ordered in its place, and `free` begins at once.
 * @throws DomainError `invalid_input` when nothing would change
 */
export async function changePlan(
  actor: Actor,
  { planId }: { planId: PlanId },
  deps: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  const { db, clock } = deps
  // A change is priced for the period that runs, also when the job has not come to it yet.
  await renewSubscription(accountId, deps)
  const offer = await inTransaction(db, async (tx) => {
    const now = clock.now()
    const state = await lockSubscription(tx, accountId)
    const change = decideChange(state, planId, now)
    if (change.when === 'payment') return change.offer
    await writeSubscription(tx, accountId, change.state, now)
    if (change.when === 'now' && change.grant) {
      const idempotencyKey = `plan:${change.state.periodIndex}`
      await grantForPlan(tx, accountId, change.grant, { source: 'plan', idempotencyKey, now })
    }
    return null
  })
  if (offer) await orderPlan(accountId, offer, deps)
  else await cancelPendingOrders(accountId, { kind: 'plan' }, deps)
  return readSubscription(actor, deps)
}
