import { DomainError, type Id, notFound } from '@studio/core/kernel'
import type { StoreCredentials } from '@studio/core/stores'
import { inTransaction, type Store, type Transaction } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { endStore } from './end-store.ts'
import { IS_SHOWN } from './find-store.ts'
import { leaveStore } from './leave-store.ts'
import type { StoreDeps } from './open-store.ts'
import { openStoreCredentials } from './store-credentials.ts'

/** What disconnecting needs. */
export type DisconnectDeps = StoreDeps & Pick<Deps, 'queue' | 'logger'>

/**
 * Disconnects a store: first everything of it here goes, in one transaction, then the store is told. Its products stay as
 * they are. Asked again without the history, that goes too.
 * @throws DomainError `not_found`; `request_in_progress` while a publication is being made
 */
export async function disconnectStore(
  actor: Actor,
  { id, keepHistory }: { id: Id<'store'>; keepHistory: boolean },
  deps: DisconnectDeps,
): Promise<{ isTakenOff: boolean }> {
  const accountId = requirePerson(actor)
  const now = deps.clock.now()
  const { store, credentials } = await inTransaction(deps.db, async (tx) => {
    const store = await lockStore(tx, { id, accountId, ...IS_SHOWN })
    if (!store) throw notFound('store')
    if (store.publishClaim && store.publishUntil && store.publishUntil > now) {
      throw new DomainError(
        'request_in_progress',
        'A publication is being made in this store right now. Disconnect it when that is done: in a minute or two.',
      )
    }
    const credentials = openIfThere(store, deps)
    if (store.status !== 'disconnected' || !keepHistory) await endStore(tx, store, { keepHistory, now }, deps)
    return { store, credentials }
  })
  return { isTakenOff: credentials === null || (await leaveStore(store, credentials, deps)) }
}

/** The store's row; nobody publishes to it or disconnects it before `tx` ends. */
async function lockStore(
  tx: Transaction,
  where: { id: string; accountId: string; shop?: { not: string } },
): Promise<Store | null> {
  await tx.$queryRaw`SELECT FROM store WHERE id = ${where.id} FOR UPDATE`
  return tx.store.findFirst({ where })
}

/** What cannot be opened any more, because the operator's key is gone, must not keep anybody from leaving. */
function openIfThere(store: Store, deps: Pick<Deps, 'keys' | 'logger'>): StoreCredentials | null {
  if (!store.credentialsSealed) return null
  try {
    return openStoreCredentials(store.credentialsSealed, store, deps)
  } catch (err) {
    deps.logger.error({ err, storeId: store.id }, 'credentials could not be opened to leave the store')
    return null
  }
}

/**
 * Ends every store of an account that is being deleted, and leaves it.
 * Safe to be interrupted and to run twice: what was ended is passed over.
 */
export async function leaveAllStores(accountId: string, deps: DisconnectDeps): Promise<void> {
  const open = { accountId, status: { not: 'disconnected' as const } }
  for (const { id } of await deps.db.store.findMany({ where: open, select: { id: true } })) {
    const left = await inTransaction(deps.db, async (tx) => {
      const store = await lockStore(tx, { id, accountId })
      if (!store || store.status === 'disconnected') return null
      const credentials = openIfThere(store, deps)
      await endStore(tx, store, { keepHistory: true, now: deps.clock.now() }, deps)
      return credentials && { store, credentials }
    })
    if (left) await leaveStore(left.store, left.credentials, deps)
  }
}
