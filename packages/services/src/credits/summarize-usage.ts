import type { UsageView } from '@studio/core/credits'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/** The balance at the end of every day that had entries (UTC), and what succeeded outputs cost by shot and by model. */
export async function summarizeUsage(actor: Actor, { db }: Pick<Deps, 'db'>): Promise<UsageView> {
  const accountId = requireAccount(actor, 'credits:read')
  const balanceByDay = await db.$queryRaw<UsageView['balanceByDay']>`
    SELECT DISTINCT ON (1) to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
           available_after AS available, held_after AS held
    FROM ledger_entry WHERE account_id = ${accountId} ORDER BY 1, seq DESC`
  const byShot = await db.$queryRaw<UsageView['byShot']>`
    SELECT g.shot_id AS "shotId", count(*)::int AS outputs, sum(o.credits_charged)::int AS credits
    FROM output o JOIN generation g ON g.id = o.generation_id
    WHERE o.account_id = ${accountId} AND o.status = 'succeeded' GROUP BY 1 ORDER BY 3 DESC`
  const byModel = await db.$queryRaw<UsageView['byModel']>`
    SELECT g.model_id AS "modelId", (array_agg(g.model_name ORDER BY g.created_at DESC))[1] AS "modelName",
           count(*)::int AS outputs, sum(o.credits_charged)::int AS credits
    FROM output o JOIN generation g ON g.id = o.generation_id
    WHERE o.account_id = ${accountId} AND o.status = 'succeeded' GROUP BY 1 ORDER BY 3 DESC`
  return { balanceByDay, byShot, byModel }
}
