import { decideRenewal } from '@studio/core/subscriptions'
import { inTransaction, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { grantForPlan, lockSubscription, writeSubscription } from './write-subscription.ts'

/** How many subscriptions one run renews; the next run takes the rest. */
const PER_RUN = 1000

/**
 * Begins the new period of every subscription whose period has ended, with its credits. However often and
 * however many at once it runs, a period is granted once.
 */
export async function renewSubscriptions(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const now = clock.now()
  const due = await db.subscription.findMany({
    where: { periodEnd: { lte: now } },
    select: { accountId: true },
    orderBy: { periodEnd: 'asc' },
    take: PER_RUN,
  })
  const failures: unknown[] = []
  for (const { accountId } of due) {
    // One subscription that cannot be renewed must not keep the others waiting.
    await inTransaction(db, (tx) => renew(tx, accountId, now)).catch((error) => failures.push(error))
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} subscriptions were not renewed`)
}

async function renew(tx: Transaction, accountId: string, now: Date): Promise<void> {
  const renewal = decideRenewal(await lockSubscription(tx, accountId), now)
  if (!renewal) return
  await writeSubscription(tx, accountId, renewal.state, now)
  const idempotencyKey = `plan:${renewal.state.periodIndex}`
  await grantForPlan(tx, accountId, renewal.grant, { source: 'plan', idempotencyKey, now })
}
