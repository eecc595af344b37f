import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { beginLeavingAll, leaveAllStores, type StoreDeps } from '../stores/index.ts'
import { CONTENTS, DOORS } from './account-tables.ts'
import { finishDeletion } from './finish-deletion.ts'
import { forgetAccount } from './forget-account.ts'
import { removeFiles } from './remove-files.ts'
import { removeRows } from './remove-rows.ts'
import { toRunning } from './running-deletion.ts'
import { isPublishing, isUnderWay, stopWork } from './stop-work.ts'
import { sayGoodbye } from './tell-person.ts'

/** What deleting an account needs. */
export type DeleteDeps = StoreDeps &
  Pick<Deps, 'queue' | 'store' | 'mailer' | 'outbox' | 'logger' | 'billing' | 'publicUrl'>

/** How soon the job comes back while a worker has not let go yet, and while a store is waited for, which may take minutes. */
const LOOK_AGAIN_MS = { worker: 2000, store: 15_000 }

/**
 * Deletes an account that was closed, step by step. Every step finds what is left of its own work, so that the job
 * can be interrupted anywhere, run again and run twice at once. What must be disconnected outside comes first: it
 * needs the credentials that go with it.
 */
export async function deleteAccount(
  actor: Actor,
  { deletionId }: { deletionId: Id<'deletion'> },
  deps: DeleteDeps,
): Promise<void> {
  requireSystem(actor)
  const row = await deps.db.accountDeletion.findFirst({ where: { id: deletionId, status: 'running' } })
  if (!row) return
  const deletion = toRunning(row)
  for (;;) {
    const account = await deps.db.account.findUnique({ where: { id: deletion.accountId } })
    if (!account) break
    await sayGoodbye(deletion, deps)
    const closedAt = account.closedAt ?? deletion.requestedAt
    const { accountId } = deletion
    await beginLeavingAll(accountId, deps)
    if (await isPublishing({ accountId, closedAt }, deps))
      return comeBack(deletionId, LOOK_AGAIN_MS.store, deps)
    await leaveAllStores(accountId, deps)
    await stopWork(deletion, deps)
    await removeFiles(deletion, deps)
    if (await isUnderWay({ accountId, closedAt }, deps))
      return comeBack(deletionId, LOOK_AGAIN_MS.worker, deps)
    await removeRows([...DOORS, ...CONTENTS], deletion, deps)
    // A request that was under way may have made something new; then all of it is done once more.
    await forgetAccount(deletion, deps)
  }
  await finishDeletion(deletion, deps)
}

function comeBack(
  deletionId: Id<'deletion'>,
  afterMs: number,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  const startAfter = new Date(clock.now().getTime() + afterMs)
  return inTransaction(db, (tx) => queue.enqueue(tx, 'account.delete', { deletionId }, { startAfter }))
}
