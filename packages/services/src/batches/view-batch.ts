import {
  type BatchView,
  ITEM_STATUSES,
  type ItemStatus,
  NO_ITEMS,
  paceOf,
  totalOf,
} from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { Batch, Review } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { waitsFor } from '../provider-traffic/index.ts'

type ViewDeps = Pick<Deps, 'db' | 'clock'>

/** The pace is that of the last five minutes. */
const PACE_SPAN_MS = 5 * 60_000

/** The most reasons that are told apart. */
const MAX_REASONS = 20

/** Shows one batch. */
export async function viewBatch(batch: Batch, deps: ViewDeps): Promise<BatchView> {
  const [view] = await viewBatches([batch], deps)
  return view as BatchView
}

/** Shows batches: how far each is, what it has cost, and why some of it failed. Their items are read once, by one query. */
export async function viewBatches(batches: readonly Batch[], { db, clock }: ViewDeps): Promise<BatchView[]> {
  const now = clock.now()
  const [tallies, holds] = await Promise.all([tallyItems(batches, now, db), readHolds(batches, db)])
  return Promise.all(
    batches.map(async (batch) => {
      const own = tallies.filter(({ batchId }) => batchId === batch.id)
      const counts = { ...NO_ITEMS }
      for (const status of ITEM_STATUSES) counts[status] = sumOf(own, (tally) => tally.status === status)
      const reviewed = (review: Review) =>
        sumOf(own, (tally) => tally.status === 'succeeded' && tally.review === review)
      return {
        id: batch.id as Id<'batch'>,
        name: batch.name,
        status: batch.status,
        endReason: batch.endReason as BatchView['endReason'],
        items: { total: totalOf(counts), ...counts },
        review: { open: reviewed('open'), accepted: reviewed('accepted'), rejected: reviewed('rejected') },
        failures: listFailures(own),
        credits: { quoted: batch.credits, ...addUpCredits(batch, holds) },
        pace: batch.status === 'running' ? readPace(batch, own, counts, now) : null,
        waitsFor: await findWaiting(batch, { db, clock }),
        stopLossPercent: batch.stopLossPercent,
        createdAt: batch.createdAt.toISOString(),
        startedAt: batch.startedAt?.toISOString() ?? null,
        finishedAt: batch.finishedAt?.toISOString() ?? null,
      }
    }),
  )
}

/** How many items of a batch are alike, and how many of them have ended lately, cancelled ones aside. */
type Tally = {
  batchId: string
  status: ItemStatus
  review: Review
  failureCode: string | null
  failureMessage: string | null
  items: number
  endedLately: number
}

function tallyItems(batches: readonly Batch[], now: Date, db: Deps['db']): Promise<Tally[]> {
  const lately = new Date(now.getTime() - PACE_SPAN_MS)
  return db.$queryRaw<Tally[]>`
    SELECT batch_id AS "batchId", status::text AS status, review::text AS review, failure_code AS "failureCode",
           failure_message AS "failureMessage", count(*)::int AS items,
           (count(*) FILTER (WHERE ended_at > ${lately} AND status <> 'cancelled'))::int AS "endedLately"
    FROM batch_item WHERE batch_id = ANY(${batches.map(({ id }) => id)})
    GROUP BY 1, 2, 3, 4, 5`
}

function sumOf(tallies: readonly Tally[], isMeant: (tally: Tally) => boolean): number {
  return tallies.reduce((sum, tally) => sum + (isMeant(tally) ? tally.items : 0), 0)
}

function listFailures(tallies: readonly Tally[]): BatchView['failures'] {
  return tallies
    .filter(({ status }) => status === 'failed')
    .map(({ failureCode, failureMessage, items }) => ({
      code: failureCode ?? 'unknown',
      message: failureMessage ?? 'It could not be made.',
      count: items,
    }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MAX_REASONS)
}

function readPace(
  { startedAt }: Batch,
  tallies: readonly Tally[],
  counts: Parameters<typeof paceOf>[2],
  now: Date,
): BatchView['pace'] {
  if (!startedAt) return null
  const spanMs = Math.min(PACE_SPAN_MS, now.getTime() - startedAt.getTime())
  const ended = tallies.reduce((sum, { endedLately }) => sum + endedLately, 0)
  return paceOf(ended, spanMs, counts)
}

type HoldSums = { id: string; credits: number; captured: number; released: number }

function readHolds(batches: readonly Batch[], db: Deps['db']): Promise<HoldSums[]> {
  return db.hold.findMany({
    where: { id: { in: batches.flatMap(({ holdIds }) => holdIds) } },
    select: { id: true, credits: true, captured: true, released: true },
  })
}

/** What all holds of a batch say together: the first one, and those of retries. */
function addUpCredits(
  { holdIds }: Batch,
  holds: readonly HoldSums[],
): Pick<BatchView['credits'], 'charged' | 'held' | 'returned'> {
  const own = holds.filter(({ id }) => holdIds.includes(id))
  const charged = own.reduce((sum, { captured }) => sum + captured, 0)
  const returned = own.reduce((sum, { released }) => sum + released, 0)
  return { charged, returned, held: own.reduce((sum, { credits }) => sum + credits, 0) - charged - returned }
}

/** The service that what is under way of a batch waits for, if it waits. */
async function findWaiting({ id, status }: Batch, deps: ViewDeps): Promise<BatchView['waitsFor']> {
  if (status === 'draft' || status === 'finished') return null
  const groups = await deps.db.generation.findMany({
    where: { batchItem: { batchId: id, status: 'started' } },
    select: { provider: true },
    distinct: ['provider'],
  })
  return waitsFor(
    groups.map(({ provider }) => provider),
    deps,
  )
}
