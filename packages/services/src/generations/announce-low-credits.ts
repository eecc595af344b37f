import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import { hasBecomeLow, lowCreditsThreshold } from '@studio/core/webhooks'
import type { Transaction } from '@studio/db'
import { announce } from '../webhooks/index.ts'

/** Credits that were just set aside, and what can be spent after it. */
export type Spending = { accountId: string; spent: number; available: number; now: Date }

/** Tells the account's endpoints, once, when what it sets aside makes its credits low for its plan. */
export async function announceLowCredits(
  tx: Transaction,
  { accountId, spent, available, now }: Spending,
): Promise<void> {
  const row = await tx.subscription.findUnique({ where: { accountId } })
  const plan = row ? findPlan(row.planId as PlanId, row.planVersion) : PLANS.free
  const threshold = lowCreditsThreshold(plan.creditsPerMonth)
  if (!hasBecomeLow(available + spent, available, threshold)) return
  await announce(tx, { accountId, type: 'credits.low', data: { available, threshold }, now })
}
