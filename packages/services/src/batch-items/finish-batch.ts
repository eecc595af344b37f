import { ITEM_STATUSES, type ItemCounts, type ItemStatus, NO_ITEMS } from '@studio/core/batches'
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
  { id, accountId, status }: Pick<Batch, 'id' | 'accountId' | 'status'>,
  now: Date,
): Promise<boolean> {
  if (status === 'finished' || status === 'draft') return false
  if (await hasAny(tx, id, 'pending')) return false
  if (await hasAny(tx, id, 'started')) return false
  await tx.batch.update({ where: { id }, data: { status: 'finished', finishedAt: now } })
  await recordEvent(tx, { accountId, type: 'batch.finished', subjectId: id, now })
  const { succeeded, failed, cancelled } = await countItems(tx, id)
  const { _sum } = await tx.batchItem.aggregate({ where: { batchId: id }, _sum: { creditsCharged: true } })
  const data = { batchId: id, succeeded, failed, cancelled, creditsCharged: _sum.creditsCharged ?? 0 }
  await announce(tx, { accountId, type: 'batch.finished', data, now })
  return true
}

/** In the order of an index: without one PostgreSQL reads all that has ended to find one that has not. */
async function hasAny(tx: Transaction, batchId: string, status: ItemStatus): Promise<boolean> {
  const where = { batchId, status }
  return (
    (await tx.batchItem.findFirst({ where, select: { id: true }, orderBy: { position: 'asc' } })) !== null
  )
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
  await tx.batch.update({ where: { id }, data: { toldAt: now } })
  await recordEvent(tx, { accountId, type: 'batch.progressed', subjectId: id, now })
}
