import { type Id, notFound } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { beginLeaving, isHalfWay } from './begin-leaving.ts'
import { endStore } from './end-store.ts'
import { IS_SHOWN } from './find-store.ts'
import { leaveStore } from './leave-store.ts'
import { lockStore } from './lock-store.ts'
import type { StoreDeps } from './open-store.ts'
import { openIfThere } from './store-credentials.ts'

/** What disconnecting needs. */
export type DisconnectDeps = StoreDeps & Pick<Deps, 'queue' | 'logger'>

/** How a store is disconnected. `leaveHalfWay`: at once, although what is half-way then stays so. */
export type Disconnection = { id: Id<'store'>; keepHistory: boolean; leaveHalfWay?: boolean }

/**
 * Disconnects a store: first everything of it here goes, in one transaction, then the store is told. Its products stay as
 * they are. What is half-way in it is taken back before that, while there is something to do it with: the store is
 * disconnected by the job that does so, and `isDone` is false. Asked again without the history, that goes too.
 * @throws DomainError `not_found`
 */
export async function disconnectStore(
  actor: Actor,
  { id, keepHistory, leaveHalfWay = false }: Disconnection,
  deps: DisconnectDeps,
): Promise<{ isDone: boolean; isTakenOff: boolean }> {
  const accountId = requirePerson(actor)
  const now = deps.clock.now()
  const left = await inTransaction(deps.db, async (tx) => {
    const store = await lockStore(tx, { id, accountId, ...IS_SHOWN })
    if (!store) throw notFound('store')
    if (store.status !== 'disconnected' && !leaveHalfWay && (await isHalfWay(tx, store, now))) {
      await beginLeaving(tx, store, { keepHistory, now }, deps)
      return null
    }
    const credentials = openIfThere(store, deps)
    if (store.status !== 'disconnected' || !keepHistory) await endStore(tx, store, { keepHistory, now }, deps)
    return { store, credentials }
  })
  if (!left) return { isDone: false, isTakenOff: false }
  const { store, credentials } = left
  return { isDone: true, isTakenOff: credentials === null || (await leaveStore(store, credentials, deps)) }
}

/**
 * Has what is half-way in the stores of an account that is being deleted taken back, as when they are disconnected. Safe to
 * be asked for again and again.
 */
export async function beginLeavingAll(accountId: string, deps: DisconnectDeps): Promise<void> {
  const now = deps.clock.now()
  const open = { accountId, status: 'connected' as const, leavingSince: null }
  for (const { id } of await deps.db.store.findMany({ where: open, select: { id: true } })) {
    await inTransaction(deps.db, async (tx) => {
      const store = await lockStore(tx, { id, accountId })
      if (store?.status !== 'connected' || !(await isHalfWay(tx, store, now))) return
      await beginLeaving(tx, store, { keepHistory: true, now }, deps)
    })
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
