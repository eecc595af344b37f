import { notFound } from '@studio/core/kernel'
import type { PlanId } from '@studio/core/plans'
import { type PlanGrant, periodAt, type SubscriptionState } from '@studio/core/subscriptions'
import { recordEvent, type Subscription, type Transaction } from '@studio/db'
import { grantCredits } from '../credits/index.ts'
import { announce } from '../webhooks/index.ts'

/** The subscription as the rules see it. */
export function toState({ accountId: _, periodEnd: __, ...row }: Subscription): SubscriptionState {
  return { ...row, planId: row.planId as PlanId, nextPlanId: row.nextPlanId as PlanId | null }
}

/** Reads a subscription and keeps everybody else from changing it until the transaction ends. */
export async function lockSubscription(tx: Transaction, accountId: string): Promise<SubscriptionState> {
  await tx.$queryRaw`SELECT 1 FROM subscription WHERE account_id = ${accountId} FOR UPDATE`
  const row = await tx.subscription.findUnique({ where: { accountId } })
  if (!row) throw notFound('subscription')
  return toState(row)
}

/** Writes what a subscription has become. */
export async function writeSubscription(
  tx: Transaction,
  accountId: string,
  state: SubscriptionState,
  now: Date,
): Promise<void> {
  const row = { ...state, periodEnd: periodAt(state.anchor, state.periodIndex).end }
  await tx.subscription.upsert({ where: { accountId }, create: { accountId, ...row }, update: row })
  const facts = { planId: state.planId, nextPlanId: state.nextPlanId ?? '' }
  await recordEvent(tx, { accountId, type: 'subscription.changed', facts, now })
  const data = { planId: state.planId, nextPlanId: state.nextPlanId }
  await announce(tx, { accountId, type: 'subscription.changed', data, now })
}

/** Grants what a plan brings, once per key. */
export async function grantForPlan(
  tx: Transaction,
  accountId: string,
  { credits, expiresAt }: PlanGrant,
  grant: { source: 'plan' | 'proration'; idempotencyKey: string; now: Date },
): Promise<void> {
  await grantCredits(tx, { accountId, credits, expiresAt, causeId: accountId, ...grant })
}
