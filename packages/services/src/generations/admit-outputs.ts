import type { Id } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import type { Transaction } from '@studio/db'
import { feedBatches } from '../batch-items/index.ts'
import type { Deps } from '../kernel/index.ts'

/**
 * Takes the account's line of outputs for this transaction. Whoever begins or ends outputs takes it before the
 * first of them and before any credits move, so that no two of them wait for each other.
 */
export async function lockLine(tx: Transaction, accountId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('outputs of ' || ${accountId}, 0))`
}

/**
 * Gives the account's waiting outputs their jobs, oldest first, up to the number that its plan makes at once.
 * Only an output that ends frees a place, and the transaction that ends it calls this: so nothing has to look
 * again and again, and while anything waits something is on its way that will call it. What was let in before a
 * smaller plan began is let run; a larger plan is seen by the next output that ends. Batches begin their next items at the
 * same two moments. The line must be locked.
 */
export async function admitOutputs(
  tx: Transaction,
  accountId: string,
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  await feedBatches(tx, accountId, () => readLimit(tx, accountId), { queue })
  const isWaiting = await tx.output.findFirst({ where: { accountId, isWaiting: true }, select: { id: true } })
  if (!isWaiting) return
  const inTheMaking = await tx.output.count({
    where: { accountId, status: { in: ['queued', 'running'] }, isWaiting: false },
  })
  const next = await tx.output.findMany({
    where: { accountId, isWaiting: true },
    select: { id: true, turn: true },
    orderBy: [{ generationId: 'asc' }, { index: 'asc' }],
    take: Math.max(0, (await readLimit(tx, accountId)) - inTheMaking),
  })
  await tx.output.updateMany({
    where: { id: { in: next.map(({ id }) => id) } },
    data: { isWaiting: false },
  })
  for (const { id, turn } of next) {
    await queue.enqueue(tx, 'output.make', { outputId: id as Id<'output'>, turn })
  }
}

/** How many outputs the account's plan makes at once, in the version that was bought. */
async function readLimit(tx: Transaction, accountId: string): Promise<number> {
  const row = await tx.subscription.findUnique({ where: { accountId } })
  const plan = row ? findPlan(row.planId as PlanId, row.planVersion) : PLANS.free
  return plan.limits.concurrentOutputs
}
