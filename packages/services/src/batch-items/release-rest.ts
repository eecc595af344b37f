import type { Batch, Transaction } from '@studio/db'
import { releaseCredits } from '../credits/index.ts'

/** Why the rest of a batch is not made. */
export type EndReason = 'cancelled' | 'stop_loss'

/**
 * Cancels every item that has not begun to be made, and gives their credits back, in one entry for each hold. Items whose
 * generation exists go on. Answers how many it cancelled. The account's line must be locked.
 */
export async function releaseRest(
  tx: Transaction,
  { id: batchId, accountId }: Pick<Batch, 'id' | 'accountId'>,
  reason: EndReason,
  now: Date,
): Promise<number> {
  const rows = await tx.$queryRaw<
    { holdId: string | null; items: bigint; credits: bigint; firstId: string; round: number }[]
  >`
    WITH ended AS (
      UPDATE batch_item SET status = 'cancelled', ended_at = ${now}
      WHERE batch_id = ${batchId}
        AND (status = 'pending' OR (status = 'started' AND generation_id IS NULL))
      RETURNING id, hold_id, round, count * credits_each AS credits)
    SELECT hold_id AS "holdId", count(*) AS items, sum(credits) AS credits, min(id) AS "firstId", max(round) AS round
    FROM ended GROUP BY hold_id`
  for (const { holdId, credits, firstId, round } of rows) {
    if (holdId === null || credits === 0n) continue
    // An item is cancelled once a round, so its id tells this entry from every other one.
    const entry = {
      ...{ causeId: batchId, reason: `batch ${reason}` },
      idempotencyKey: `rest:${firstId}:${round}`,
    }
    await releaseCredits(tx, { accountId, holdId, credits: Number(credits), ...entry, now })
  }
  await tx.batch.update({ where: { id: batchId }, data: { endReason: reason } })
  return rows.reduce((sum, { items }) => sum + Number(items), 0)
}
