import { type BatchView, paceOf, totalOf } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { Batch } from '@studio/db'
import { countItems } from '../batch-items/index.ts'
import type { Deps } from '../kernel/index.ts'
import { waitsFor } from '../provider-traffic/index.ts'

/** The pace is that of the last five minutes. */
const PACE_SPAN_MS = 5 * 60_000

/** Shows a batch: how far it is, what it has cost, and why some of it failed. */
export async function viewBatch(batch: Batch, { db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<BatchView> {
  const { id, startedAt } = batch
  const [counts, review, failures, credits, pace, waiting] = await Promise.all([
    countItems(db, id),
    countReviews(db, id),
    listFailures(db, id),
    addUpCredits(db, batch.holdIds),
    countRecent(db, batch, clock.now()),
    findWaiting(batch, { db, clock }),
  ])
  return {
    id: id as Id<'batch'>,
    name: batch.name,
    status: batch.status,
    endReason: batch.endReason as BatchView['endReason'],
    items: { total: totalOf(counts), ...counts },
    review,
    failures,
    credits: { quoted: batch.credits, ...credits },
    pace: batch.status === 'running' ? paceOf(pace.ended, pace.spanMs, counts) : null,
    waitsFor: waiting,
    stopLossPercent: batch.stopLossPercent,
    createdAt: batch.createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  }
}

/** The service that what is under way of a batch waits for, if it waits. */
async function findWaiting(
  { id, status }: Batch,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<BatchView['waitsFor']> {
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

async function countReviews(db: Deps['db'], batchId: string): Promise<BatchView['review']> {
  const groups = await db.batchItem.groupBy({
    by: ['review'],
    where: { batchId, status: 'succeeded' },
    _count: true,
  })
  const of = (review: string) => groups.find((group) => group.review === review)?._count ?? 0
  return { open: of('open'), accepted: of('accepted'), rejected: of('rejected') }
}

async function listFailures(db: Deps['db'], batchId: string): Promise<BatchView['failures']> {
  const groups = await db.batchItem.groupBy({
    by: ['failureCode', 'failureMessage'],
    where: { batchId, status: 'failed' },
    _count: true,
    orderBy: { _count: { failureCode: 'desc' } },
    take: 20,
  })
  return groups.map(({ failureCode, failureMessage, _count }) => ({
    code: failureCode ?? 'unknown',
    message: failureMessage ?? 'It could not be made.',
    count: _count,
  }))
}

/** What all holds of a batch say together: the first one, and those of retries. */
async function addUpCredits(
  db: Deps['db'],
  holdIds: string[],
): Promise<Pick<BatchView['credits'], 'charged' | 'held' | 'returned'>> {
  const [row] = await db.$queryRaw<{ credits: bigint; captured: bigint; released: bigint }[]>`
    SELECT coalesce(sum(credits), 0) AS credits, coalesce(sum(captured), 0) AS captured,
           coalesce(sum(released), 0) AS released
    FROM hold WHERE id = ANY(${holdIds})`
  const [credits, charged, returned] = [row?.credits, row?.captured, row?.released].map((sum) =>
    Number(sum ?? 0n),
  )
  return {
    charged: charged ?? 0,
    returned: returned ?? 0,
    held: (credits ?? 0) - (charged ?? 0) - (returned ?? 0),
  }
}

async function countRecent(
  db: Deps['db'],
  { id, status, startedAt }: Batch,
  now: Date,
): Promise<{ ended: number; spanMs: number }> {
  if (status !== 'running' || !startedAt) return { ended: 0, spanMs: 0 }
  const spanMs = Math.min(PACE_SPAN_MS, now.getTime() - startedAt.getTime())
  const ended = await db.batchItem.count({
    where: { batchId: id, endedAt: { gt: new Date(now.getTime() - spanMs) }, status: { not: 'cancelled' } },
  })
  return { ended, spanMs }
}
