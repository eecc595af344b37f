import { ITEM_STATUSES, type ItemCounts, NO_ITEMS } from '@studio/core/batches'
import { type Batch, type Database, recordEvent, type Transaction } from '@studio/db'
import { announce } from '../webhooks/index.ts'

/** How many items of a batch are in each state. */
export async function countItems(db: Database | Transaction, batchId: string): Promise<ItemCounts> {
  const groups = await db.batchItem.groupBy({ by: ['status'], where: { batchId }, _count: true })
  const counts = { ...NO_ITEMS }
  for (const status of ITEM_STATUSES)
    counts[status] = groups.find((group) => group.status === status)?._count ?? 0
  return counts
}

/** Finishes a batch of which nothing is open any more, once, and tells of it. Answers whether it has. */
export async function finishIfOver(
  tx: Transaction,
  { id, accountId, status, holdIds }: Pick<Batch, 'id' | 'accountId' | 'status' | 'holdIds'>,
  now: Date,
): Promise<boolean> {
  if (status === 'finished' || status === 'draft') return false
  if (await isOpen(tx, id)) return false
  await tx.batch.update({ where: { id }, data: { status: 'finished', finishedAt: now } })
  await recordEvent(tx, { accountId, type: 'batch.finished', subjectId: id, now })
  const { succeeded, failed, cancelled } = await countItems(tx, id)
  // An item that was made again only says what it cost the last time.
  const { _sum } = await tx.hold.aggregate({ where: { id: { in: holdIds } }, _sum: { captured: true } })
  const data = { batchId: id, succeeded, failed, cancelled, creditsCharged: _sum.captured ?? 0 }
  await announce(tx, { accountId, type: 'batch.finished', data, now })
  return true
}

/** In the order of an index: without one PostgreSQL reads all that has ended to find one that has not. */
async function isOpen(tx: Transaction, batchId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isOpen: boolean }[]>`
    SELECT EXISTS (SELECT FROM batch_item WHERE batch_id = ${batchId} AND status = 'pending' ORDER BY position)
        OR EXISTS (SELECT FROM batch_item WHERE batch_id = ${batchId} AND status = 'started' ORDER BY position)
        AS "isOpen"`
  return row?.isOpen ?? false
}

/** Progress is told so often at most, in milliseconds, however many items end. */
const TELL_EVERY_MS = 1000

/** Tells that a batch got further, unless that was told a moment ago. */
export async function tellProgress(
  tx: Transaction,
  { id, accountId, toldAt }: Pick<Batch, 'id' | 'accountId' | 'toldAt'>,
  now: Date,
): Promise<void> {
  if (toldAt !== null && now.getTime() - toldAt.getTime() < TELL_EVERY_MS) return
  await tx.batch.updateMany({ where: { id }, data: { toldAt: now } })
  await recordEvent(tx, { accountId, type: 'batch.progressed', subjectId: id, now })
}
