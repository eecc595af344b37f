import { windowFor } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** An account's running batches of which items wait, oldest first, and how many of all running ones are on their way. */
export type RunningBatches = { batchIds: readonly string[]; started: number }

const BEGIN_NEXT = {
  name: 'begin_next_items',
  text: `
    WITH next AS (
      SELECT i.id FROM batch b CROSS JOIN LATERAL (
        SELECT id, position FROM batch_item WHERE batch_id = b.id AND status = 'pending'
        ORDER BY position LIMIT $2) i
      WHERE b.id = ANY($1) ORDER BY b.id, i.position LIMIT $2)
    UPDATE batch_item SET status = 'started' WHERE id IN (SELECT id FROM next)
    RETURNING id, round, batch_id AS "batchId", asset_id IS NOT NULL AS "isInLibrary"`,
}

type BegunItem = { id: Id<'batchItem'>; round: number; batchId: string; isInLibrary: boolean }

/**
 * Lets the next items of the account's running batches begin, oldest batch first, so that a few more are on their way
 * than the plan makes at once and no more; several at a time, once a quarter of them has ended. Whoever ends outputs or
 * items calls this, so that nothing has to look again and again: while anything is pending, something is on its way that
 * will call it. Items whose source is in the library already begin together, by one job. The account's line must be locked.
 */
export async function feedBatches(
  tx: Transaction,
  { batchIds, started }: RunningBatches,
  concurrentOutputs: number,
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  const window = windowFor(concurrentOutputs)
  const free = window - started
  if (batchIds.length === 0 || free < Math.ceil(window / 4)) return
  const next = await tx.query<BegunItem>(BEGIN_NEXT, [batchIds, free])
  const led = new Set<string>()
  const leaders = next.filter(({ batchId, isInLibrary }) => {
    const isLed = isInLibrary && led.has(batchId)
    if (isInLibrary) led.add(batchId)
    return !isLed
  })
  const jobs = leaders.map(({ id: itemId, round }) => ({ payload: { itemId, round } }))
  await queue.enqueueAll(tx, 'item.begin', jobs)
}
