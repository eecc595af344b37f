import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Store } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { endStore } from './end-store.ts'
import { lockOut } from './lock-out.ts'
import { openStore, type StoreDeps } from './open-store.ts'

/** What checking a store needs. */
type CheckDeps = StoreDeps & Pick<Deps, 'queue'>

/**
 * Asks a store whether it still lets us in, and for what, because its platform said that this has changed. One that does
 * not is locked out, and what it let us in with is destroyed; one that was and allows all again goes on.
 * @throws StoreFailure when it cannot be asked now, so that the queue delivers the job again
 */
export async function checkStore(
  actor: Actor,
  { storeId, signal }: { storeId: string; signal: AbortSignal },
  deps: CheckDeps,
): Promise<void> {
  requireSystem(actor)
  const store = await deps.db.store.findFirst({ where: { id: storeId, status: { not: 'disconnected' } } })
  if (!store?.credentialsSealed) return
  const version = store.credentialsVersion
  try {
    const connector = openStore(store, deps)
    const described = await connector.describe(signal)
    const missing = store.platform === 'shopify' ? deps.shopifyApp?.missingScopes(described.scopes) : []
    await noteAnswer(store, described, deps)
    if (missing?.length) await lockOut(store, 'scope_missing', deps, { version: connector.usedVersion })
    else if (store.status === 'locked_out') await letInAgain(store, deps)
  } catch (error) {
    if (!(error instanceof StoreFailure) || error.code !== 'access_revoked') throw error
    const { status, credentialsVersion } = await deps.db.store.findUniqueOrThrow({ where: { id: storeId } })
    // It was connected again meanwhile: those that were refused are no longer what it lets us in with.
    if (status === 'connected' && credentialsVersion !== version) throw error
    const ending = { version: credentialsVersion, destroy: true }
    if (status !== 'disconnected') await lockOut(store, 'access_revoked', deps, ending)
  }
}

async function noteAnswer(
  { id, accountId }: Store,
  { name, address, scopes }: { name: string; address: string; scopes: readonly string[] },
  { db, clock }: CheckDeps,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const where = { id, status: { not: 'disconnected' as const } }
    const { count } = await tx.store.updateMany({ where, data: { name, address, scopes: [...scopes] } })
    if (count) await recordEvent(tx, { accountId, type: 'store.changed', subjectId: id, now: clock.now() })
  })
}

/** Its catalogue may have changed, and what was to be published waits. */
async function letInAgain({ id, accountId }: Store, { db, clock, queue }: CheckDeps): Promise<void> {
  await inTransaction(db, async (tx) => {
    const data = { status: 'connected', problem: null } as const
    const { count } = await tx.store.updateMany({ where: { id, status: 'locked_out' }, data })
    if (count === 0) return
    const payload = { storeId: id as Id<'store'> }
    await recordEvent(tx, { accountId, type: 'store.connected', subjectId: id, now: clock.now() })
    await queue.enqueue(tx, 'store.mirror', payload, { unlessPending: true })
    await queue.enqueue(tx, 'store.publish', payload, { unlessWaiting: true })
  })
}

/**
 * Removes everything of a store that Shopify wants forgotten, two days after the app was taken off it. One that lets us in
 * has installed it again meanwhile, and keeps what it has. So does one that its person disconnected: what is left of that
 * is the history that they chose to keep.
 * @throws StoreFailure when it cannot be asked now, so that the queue delivers the job again
 */
export async function redactStore(
  actor: Actor,
  { storeId, signal }: { storeId: string; signal: AbortSignal },
  deps: CheckDeps,
): Promise<void> {
  await checkStore(actor, { storeId, signal }, deps)
  await inTransaction(deps.db, async (tx) => {
    await tx.$queryRaw`SELECT FROM store WHERE id = ${storeId} FOR UPDATE`
    const store = await tx.store.findFirst({
      where: { id: storeId, status: 'locked_out', credentialsSealed: null },
    })
    if (store) await endStore(tx, store, { keepHistory: false, now: deps.clock.now() }, deps)
  })
}
