import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { endRest } from './change-batch.ts'

/** Cancels what waits in the line of a batch of which too many failed. One that was started again meanwhile goes on. */
export async function stopBatch(
  actor: Actor,
  { batchId }: { batchId: string },
  deps: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<void> {
  requireSystem(actor)
  const batch = await deps.db.batch.findUnique({ where: { id: batchId } })
  if (batch?.endReason === 'stop_loss') await endRest(batch, 'stop_loss', deps)
}
