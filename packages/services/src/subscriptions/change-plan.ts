import { isUpgrade, PLANS, type PlanId } from '@studio/core/plans'
import { decideChange, periodAt, prorateCents, type SubscriptionView } from '@studio/core/subscriptions'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { cancelPendingOrders, placeOrder } from './place-order.ts'
import { readSubscription } from './read-subscription.ts'
import { lockSubscription, toState, writeSubscription } from './write-subscription.ts'

/**
 * Changes the plan: a larger one is ordered, for the difference of what is left of
 * the month, and begins when its payment is confirmed; a smaller one, or
 * `free`, which is how one cancels, begins at the end of the period. The plan one has undoes a change that
 * has not begun. The last wish holds: an order of an earlier one that was not paid is withdrawn.
 * @throws DomainError `invalid_input` when nothing would change
 */
export async function changePlan(
  actor: Actor,
  { planId }: { planId: PlanId },
  deps: Pick<Deps, 'db' | 'clock' | 'billing'>,
): Promise<SubscriptionView> {
  const accountId = requirePerson(actor)
  const { db, clock } = deps
  const current = await db.subscription.findUniqueOrThrow({ where: { accountId } })
  const now = clock.now()
  const { planId: currentPlanId } = toState(current)
  if (isUpgrade(currentPlanId, planId)) {
    const { anchor, periodIndex } = toState(current)
    const difference = PLANS[planId].centsPerMonth - PLANS[currentPlanId].centsPerMonth
    const cents = prorateCents(difference, periodAt(anchor, periodIndex), now)
    await placeOrder(accountId, { kind: 'plan', planId, title: `${PLANS[planId].name} plan`, cents }, deps)
  } else {
    await inTransaction(db, async (tx) => {
      // Decided anew under the lock: the job may have renewed the subscription meanwhile.
      const { state } = decideChange(await lockSubscription(tx, accountId), planId, now)
      await writeSubscription(tx, accountId, state, now)
    })
    await cancelPendingOrders(accountId, 'plan', deps)
  }
  return readSubscription(actor, deps)
}
