import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { endRest } from './change-batch.ts'

/** How many batches one run ends; the next run takes the rest. */
const PER_RUN = 100

/** Cancels what is still open of batches that have outlived a hold of theirs, so that no credits are held for ever. */
export async function endStaleBatches(
  actor: Actor,
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<void> {
  requireSystem(actor)
  const { db, clock } = deps
  const stale = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM batch b WHERE status IN ('running', 'paused') AND EXISTS (
      SELECT FROM hold h WHERE h.id = ANY (b.hold_ids)
        AND h.expires_at <= ${clock.now()} AND h.captured + h.released < h.credits)
    ORDER BY id LIMIT ${PER_RUN}`
  for (const { id } of stale)
    await endRest(await db.batch.findUniqueOrThrow({ where: { id } }), 'cancelled', deps)
}
