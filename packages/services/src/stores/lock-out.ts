import type { StoreProblem } from '@studio/core/stores'
import { inTransaction, recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/**
 * Writes down that a connected store no longer lets us in, and why; work on it rests until it is connected again.
 * `version` is that of the credentials that were refused: nothing happens when they were replaced meanwhile.
 * `destroy`: they are worth nothing any more, and go. False when the store lets us in all the same, with others: what was
 * refused is worth another try.
 */
export async function lockOut(
  store: { id: string; accountId: string },
  problem: StoreProblem,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { version, destroy = false }: { version: number; destroy?: boolean },
): Promise<boolean> {
  const { id, accountId } = store
  return inTransaction(db, async (tx) => {
    const { count } = await tx.store.updateMany({
      where: {
        id,
        status: destroy ? { not: 'disconnected' } : 'connected',
        credentialsVersion: version,
      },
      data: { status: 'locked_out', problem, ...(destroy && DESTROYED) },
    })
    if (count === 0) return (await tx.store.count({ where: { id, status: 'connected' } })) === 0
    await recordEvent(tx, { accountId, type: 'store.locked_out', subjectId: id, now: clock.now() })
    return true
  })
}

/** A store's row without anything that opens the store. */
export const DESTROYED = {
  credentialsSealed: null,
  credentialsLease: null,
  credentialsVersion: { increment: 1 },
  webhookSecretSealed: null,
} as const
