import type { Id } from '@studio/core/kernel'
import { BEGUN_STATUSES } from '@studio/core/publications'
import { inTransaction, recordEvent, type Store, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { endStore } from './end-store.ts'
import { leaveStore } from './leave-store.ts'
import { lockStore } from './lock-store.ts'
import type { StoreDeps } from './open-store.ts'
import { openIfThere } from './store-credentials.ts'

/** Publications that have changed something in a store and are not at rest. */
const BEGUN = { status: { in: [...BEGUN_STATUSES] } }

/** Whether something in a store is half-way: a worker is at it, or a publication has begun and not ended. */
export async function isHalfWay(
  tx: Transaction,
  { id, publishClaim, publishUntil }: Store,
  now: Date,
): Promise<boolean> {
  if (publishClaim && publishUntil && publishUntil > now) return true
  return (await tx.publication.count({ where: { storeId: id, ...BEGUN } })) > 0
}

/**
 * From now on nothing begins in a store any more, and what is half-way is taken back by the job that publishes, which
 * disconnects the store when that is done.
 */
export async function beginLeaving(
  tx: Transaction,
  { id, accountId, leavingSince }: Store,
  { keepHistory, now }: { keepHistory: boolean; now: Date },
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  const data = { leavingSince: leavingSince ?? now, leavingKeepsHistory: keepHistory }
  await tx.store.update({ where: { id }, data })
  if (!leavingSince) await recordEvent(tx, { accountId, type: 'store.changed', subjectId: id, now })
  await queue.enqueue(tx, 'store.publish', { storeId: id as Id<'store'> }, { unlessWaiting: true })
}

/** Disconnects a store that is being left, once nothing in it is half-way. Safe to run twice. */
export async function finishLeaving(
  storeId: string,
  deps: StoreDeps & Pick<Deps, 'queue' | 'logger'>,
): Promise<void> {
  const { db, clock } = deps
  const left = await inTransaction(db, async (tx) => {
    const store = await lockStore(tx, { id: storeId })
    const now = clock.now()
    if (!store?.leavingSince || (await isHalfWay(tx, store, now))) return null
    const credentials = openIfThere(store, deps)
    await endStore(tx, store, { keepHistory: store.leavingKeepsHistory, now }, deps)
    return { store, credentials }
  })
  if (!left?.credentials || (await leaveStore(left.store, left.credentials, deps))) return
  // Nobody waits for the answer: it stands with what is kept of the store.
  await db.store.updateMany({
    where: { id: storeId, status: 'disconnected' },
    data: { problem: 'not_taken_off' },
  })
}
