import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore } from './find-store.ts'
import { requireConnected } from './require-connected.ts'

/**
 * Has the whole catalogue of a store read again because somebody wants it.
 * @throws DomainError `not_found`; `store_locked_out` unless it is connected
 */
export async function askForMirror(
  actor: Actor,
  { id }: { id: string },
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
): Promise<void> {
  const store = requireConnected(await findStore(db, requireAccount(actor, 'stores:read'), id))
  const payload = { storeId: store.id as Id<'store'> }
  await inTransaction(db, (tx) => queue.enqueue(tx, 'store.mirror', payload, { unlessPending: true }))
}
