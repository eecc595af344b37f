import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'

/** Half of what is promised: within a minute of its time everything is gone. */
const REPEAT_AFTER_MS = 30_000

/**
 * Has the rules applied once more in half a minute. The clock begins a job once in every minute, but not always at
 * the same second of it: between two of its turns may be more than a minute.
 */
export async function repeatRetention(
  actor: Actor,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const startAfter = new Date(clock.now().getTime() + REPEAT_AFTER_MS)
  await inTransaction(db, (tx) =>
    queue.enqueue(tx, 'retention.repeat', {}, { startAfter, unlessPending: true }),
  )
}
