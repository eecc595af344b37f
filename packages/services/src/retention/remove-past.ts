import type { JobPayload } from '@studio/core/jobs'
import { type RetainedThing, retentionCutoff } from '@studio/core/retention'
import { inTransaction, Prisma, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { HOLDINGS, type Holding } from './holdings.ts'

/** How many rows one transaction removes, and how many it hands over to jobs of their own. */
const BATCH = { rows: 5000, jobs: 200 }

/** The most that one run does for one rule; the next run goes on. */
const MOST_BATCHES = 100

/** Removes what is past its time by one rule, batch by batch, and counts it. Two at once share the work. */
export async function removePast(
  thing: RetainedThing,
  now: Date,
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
): Promise<void> {
  const limit = HOLDINGS[thing].purge ? BATCH.jobs : BATCH.rows
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const removed = await inTransaction(db, async (tx) => {
      const count = await removeBatch(tx, thing, now, limit, { queue })
      await countRemoved(tx, thing, now, count)
      return count
    })
    if (removed < limit) return
  }
}

/** What is held by a rule now, and how much of it is past its time. */
export async function countHeld(
  thing: RetainedThing,
  now: Date,
  { db }: Pick<Deps, 'db'>,
): Promise<{ held: number; pastDue: number }> {
  const holding = HOLDINGS[thing]
  const [row] = await db.$queryRaw<{ held: number; pastDue: number }[]>`
    SELECT count(*)::int AS held, count(*) FILTER (WHERE ${isPast(thing, now)})::int AS "pastDue"
    FROM ${tableOf(holding)} t WHERE ${isHeld(holding)}`
  return row ?? { held: 0, pastDue: 0 }
}

async function removeBatch(
  tx: Transaction,
  thing: RetainedThing,
  now: Date,
  limit: number,
  { queue }: Pick<Deps, 'queue'>,
): Promise<number> {
  const holding = HOLDINGS[thing]
  const { purge } = holding
  // Rows that somebody works on now are left to the next run.
  const batch = Prisma.sql`ctid = ANY(ARRAY(
    SELECT t.ctid FROM ${tableOf(holding)} t WHERE ${isPast(thing, now)} AND ${isHeld(holding)}
    LIMIT ${limit} FOR UPDATE SKIP LOCKED))`
  if (!purge) return tx.$executeRaw`DELETE FROM ${tableOf(holding)} WHERE ${batch}`
  const marked = await tx.$queryRaw<{ id: string }[]>`
    UPDATE ${tableOf(holding)} SET deleted_at = ${now} WHERE ${batch} RETURNING id`
  for (const { id } of marked)
    await queue.enqueue(tx, purge.name, purge.payload(id) as JobPayload<typeof purge.name>)
  return marked.length
}

async function countRemoved(tx: Transaction, rule: RetainedThing, now: Date, count: number): Promise<void> {
  const removedAt = count > 0 ? now : null
  await tx.$executeRaw`
    INSERT INTO retention_tally AS t (rule, removed, last_run_at, last_removed_at)
    VALUES (${rule}, ${count}, ${now}, ${removedAt})
    ON CONFLICT (rule) DO UPDATE SET removed = t.removed + excluded.removed, last_run_at = excluded.last_run_at,
      last_removed_at = coalesce(excluded.last_removed_at, t.last_removed_at)`
}

function tableOf({ table }: Holding): Prisma.Sql {
  return Prisma.raw(`"${table}"`)
}

/** The rows a rule is about; what is marked as deleted has been counted and is seen by nobody. */
function isHeld({ condition = 'true', purge }: Holding): Prisma.Sql {
  return Prisma.raw(purge ? `${condition} AND t.deleted_at IS NULL` : condition)
}

function isPast(thing: RetainedThing, now: Date): Prisma.Sql {
  const { column, unit } = HOLDINGS[thing]
  const cutoff = retentionCutoff(thing, now)
  return Prisma.sql`${Prisma.raw(`t."${column}"`)} <= ${unit ? BigInt(cutoff.getTime()) : cutoff}`
}
