import type { PgBoss } from 'pg-boss'

/** What `lookOut` is told: the names of queues that have something due. */
export type LookOutSink = { onDue(names: string[]): void; onError(error: Error): void }

/** In the order of the index by which jobs are handed out. */
const FIND_DUE = `
  SELECT name FROM unnest($1::text[]) AS queue(name)
  WHERE EXISTS (
    SELECT FROM pgboss.job
    WHERE job.name = queue.name AND state < 'active' AND NOT blocked AND start_after <= now())`

/**
 * Looks every `everyMs` which queues have a job that is due, until `signal` is aborted: one question for all of a worker's
 * lanes, each of which would else ask for itself. It finds what was deferred, which nobody announces.
 */
export function lookOut(
  db: ReturnType<PgBoss['getDb']>,
  names: readonly string[],
  { everyMs, signal }: { everyMs: number; signal: AbortSignal },
  { onDue, onError }: LookOutSink,
): void {
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      const { rows } = await db.executeSql(FIND_DUE, [names])
      if (!signal.aborted && rows.length > 0) onDue(rows.map(({ name }: { name: string }) => name))
    } catch (error) {
      if (!signal.aborted) onError(error as Error)
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(look, everyMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
