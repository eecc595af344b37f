import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { endRest } from './change-batch.ts'
import { BATCH_LASTS_MS } from './start-batch.ts'

/** Cancels what is still open of batches that have outlived their time, so that no credits are held for ever. */
export async function endStaleBatches(
  actor: Actor,
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<void> {
  requireSystem(actor)
  const startedAt = { lte: new Date(deps.clock.now().getTime() - BATCH_LASTS_MS) }
  const stale = await deps.db.batch.findMany({
    where: { status: { in: ['running', 'paused'] }, startedAt },
    take: 100,
  })
  for (const batch of stale) await endRest(batch, 'cancelled', deps)
}
