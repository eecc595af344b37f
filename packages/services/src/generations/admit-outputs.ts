import type { Id } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import type { Sql, Transaction } from '@studio/db'
import { feedBatches, type RunningBatches } from '../batch-items/index.ts'
import type { Deps } from '../kernel/index.ts'

const LOCK_LINE = {
  name: 'lock_line',
  text: "SELECT pg_advisory_xact_lock(hashtextextended('outputs of ' || $1, 0))",
}

/**
 * Takes the account's line of outputs for this transaction. Whoever begins or ends outputs takes it before the
 * first of them and before any credits move, so that no two of them wait for each other.
 */
export async function lockLine(tx: Sql, accountId: string): Promise<void> {
  await tx.query(LOCK_LINE, [accountId])
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
  const { limit, inTheMaking, isWaiting, ...running } = await readLine(tx, accountId)
  await feedBatches(tx, running, limit, { queue })
  if (!isWaiting || inTheMaking >= limit) return
  const next = await letIn(tx, accountId, limit - inTheMaking)
  const jobs = next.map(({ id, turn }, index) => ({
    payload: { outputId: id, turn },
    priority: priorityOf(inTheMaking + index, limit),
  }))
  await queue.enqueueAll(tx, 'output.make', jobs)
}

/** The line as it stands: how many outputs the plan makes at once, in the version that was bought, and how many are made. */
type Line = RunningBatches & { limit: number; inTheMaking: number; isWaiting: boolean }

const READ_LINE = {
  name: 'read_line',
  text: `
    WITH running AS (
      SELECT b.id FROM batch b JOIN account a ON a.id = b.account_id
      WHERE b.account_id = $1 AND b.status = 'running' AND b.end_reason IS NULL AND a.closed_at IS NULL)
    SELECT s.plan_id AS "planId", s.plan_version AS "planVersion",
           (SELECT count(*)::int FROM output
            WHERE account_id = $1 AND status IN ('queued', 'running') AND NOT is_waiting) AS "inTheMaking",
           EXISTS (SELECT FROM output WHERE account_id = $1 AND is_waiting) AS "isWaiting",
           ARRAY(SELECT id FROM running WHERE EXISTS (
             SELECT FROM batch_item WHERE batch_id = running.id AND status = 'pending' ORDER BY position)
             ORDER BY id) AS "batchIds",
           (SELECT count(*)::int FROM batch_item
            WHERE batch_id IN (SELECT id FROM running) AND status = 'started') AS started
    FROM (VALUES (1)) one LEFT JOIN subscription s ON s.account_id = $1`,
}

async function readLine(tx: Sql, accountId: string): Promise<Line> {
  const [row] = await tx.query<Omit<Line, 'limit'> & { planId: PlanId | null; planVersion: number | null }>(
    READ_LINE,
    [accountId],
  )
  if (!row) throw new Error('the line answers one row')
  const { planId, planVersion, ...line } = row
  const plan = planId && planVersion !== null ? findPlan(planId, planVersion) : PLANS.free
  return { ...line, limit: plan.limits.concurrentOutputs }
}

const LET_IN = {
  name: 'let_in',
  text: `
    WITH next AS (
      SELECT id, row_number() OVER (ORDER BY is_of_batch, generation_id, index)::int AS place FROM (
        SELECT id, generation_id, index,
               EXISTS (SELECT FROM batch_item i WHERE i.generation_id = output.generation_id) AS is_of_batch
        FROM output WHERE account_id = $1 AND is_waiting) waiting
      ORDER BY place LIMIT $2)
    UPDATE output SET is_waiting = false FROM next WHERE output.id = next.id
    RETURNING output.id, output.turn, next.place`,
}

/** Lets so many outputs in: what was started by itself before what belongs to a batch, each oldest first. */
async function letIn(
  tx: Sql,
  accountId: string,
  places: number,
): Promise<{ id: Id<'output'>; turn: number }[]> {
  const values = [accountId, places]
  const next = await tx.query<{ id: Id<'output'>; turn: number; place: number }>(LET_IN, values)
  return next.toSorted((one, other) => one.place - other.place)
}

/**
 * What an account has let in up to half of its places goes before what others have let in beyond that: whoever makes one
 * picture does not wait for all the places that large batches have filled.
 */
function priorityOf(ahead: number, limit: number): 0 | -1 {
  return ahead * 2 < limit ? 0 : -1
}
