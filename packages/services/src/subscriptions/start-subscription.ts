import { decideStart } from '@studio/core/subscriptions'
import type { Transaction } from '@studio/db'
import { grantForPlan, writeSubscription } from './write-subscription.ts'

/** Begins the free plan of a new account, with the credits of its first period. */
export async function startFreePlan(tx: Transaction, accountId: string, now: Date): Promise<void> {
  const { state, grant } = decideStart('free', now)
  await writeSubscription(tx, accountId, state, now)
  await grantForPlan(tx, accountId, grant, { source: 'plan', idempotencyKey: 'plan:0', now })
}
