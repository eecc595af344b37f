import type { Id } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import type { Output, Prisma, Transaction } from '@studio/db'
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
 * Gives the account's waiting outputs their jobs, up to the number that its plan makes at once.
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
  const limit = await readLimit(tx, accountId)
  const next = await findNext(tx, accountId, limit - inTheMaking)
  await tx.output.updateMany({
    where: { id: { in: next.map(({ id }) => id) } },
    data: { isWaiting: false },
  })
  for (const [index, { id, turn }] of next.entries()) {
    const payload = { outputId: id as Id<'output'>, turn }
    await queue.enqueue(tx, 'output.make', payload, { priority: priorityOf(inTheMaking + index, limit) })
  }
}

/** The outputs that are let in next: what was started by itself before what belongs to a batch, each oldest first. */
async function findNext(
  tx: Transaction,
  accountId: string,
  places: number,
): Promise<Pick<Output, 'id' | 'turn'>[]> {
  if (places <= 0) return []
  const find = (batchItem: Prisma.BatchItemNullableScalarRelationFilter, take: number) =>
    tx.output.findMany({
      where: { accountId, isWaiting: true, generation: { batchItem } },
      select: { id: true, turn: true },
      orderBy: [{ generationId: 'asc' }, { index: 'asc' }],
      take,
    })
  const single = await find({ is: null }, places)
  if (single.length === places) return single
  return [...single, ...(await find({ isNot: null }, places - single.length))]
}

/**
 * What an account has let in up to half of its places goes before what others have let in beyond that: whoever makes one
 * picture does not wait for all the places that large batches have filled.
 */
function priorityOf(ahead: number, limit: number): 0 | -1 {
  return ahead * 2 < limit ? 0 : -1
}

/** How many outputs the account's plan makes at once, in the version that was bought. */
async function readLimit(tx: Transaction, accountId: string): Promise<number> {
  const row = await tx.subscription.findUnique({ where: { accountId } })
  const plan = row ? findPlan(row.planId as PlanId, row.planVersion) : PLANS.free
  return plan.limits.concurrentOutputs
}
