import type { DeletionSummary } from '@studio/core/deletions'
import { PLANS, type PlanId } from '@studio/core/plans'
import { readBalance } from '../credits/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Counts what will go with the account that asks, for the person to see before they decide. */
export async function summarizeAccount(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<DeletionSummary> {
  const accountId = requirePerson(actor)
  const visible = { where: { accountId, deletedAt: null } }
  const [account, assets, generations, unfinishedOutputs, exports, tokens, webhookEndpoints, subscription] =
    await Promise.all([
      db.account.findUniqueOrThrow({ where: { id: accountId }, select: { passwordHash: true } }),
      db.$queryRaw<{ count: number; bytes: bigint }[]>`
        SELECT count(*)::int AS count, coalesce(sum(size_bytes), 0)::bigint AS bytes
        FROM asset WHERE account_id = ${accountId} AND deleted_at IS NULL AND status <> 'uploading'`,
      db.generation.count(visible),
      db.output.count({ where: { accountId, status: { in: ['queued', 'running'] } } }),
      db.export.count(visible),
      db.token.count({ where: { accountId, revokedAt: null } }),
      db.webhookEndpoint.count({ where: { accountId } }),
      db.subscription.findUnique({ where: { accountId } }),
    ])
  const plan = PLANS[(subscription?.planId ?? 'free') as PlanId]
  const { available, held } = await readBalance(actor, { db })
  return {
    ...{ generations, unfinishedOutputs, exports, tokens, webhookEndpoints },
    assets: assets[0]?.count ?? 0,
    bytes: Number(assets[0]?.bytes ?? 0),
    credits: available + held,
    paidPlan: plan.centsPerMonth > 0 ? plan.name : null,
    needsPassword: account.passwordHash !== null,
  }
}
