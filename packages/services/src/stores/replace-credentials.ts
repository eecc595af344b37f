import type { ShopifyCredentials, StoreCredentials } from '@studio/core/stores'
import { StoreFailure, type TokenGrant } from '@studio/integrations/store-connector'
import { lockOut } from './lock-out.ts'
import type { OpenedStore, StoreDeps } from './open-store.ts'
import { sealStoreCredentials } from './store-credentials.ts'

/** How long a process may take to replace credentials before another one takes over. */
const LEASE_MS = 60_000

/** Ends well before the lease does: what comes later might overwrite what another process got. */
const ASK_MS = 30_000

/**
 * Replaces a store's credentials; false when another process is about to. The pair that is stored is good until Shopify
 * has seen the next one used, so an answer that is lost costs nothing: the next to come asks again with the same.
 * @throws StoreFailure `access_revoked` when Shopify gives none any more, and the store is locked out; `unreachable` when
 * it may be asked again
 */
export async function replaceCredentials(
  store: OpenedStore,
  { version, found }: { version: number; found: StoreCredentials },
  deps: StoreDeps,
): Promise<boolean> {
  if (found.platform !== 'shopify') throw new StoreFailure('access_revoked', 'there are no others')
  const now = deps.clock.now()
  const lease = new Date(now.getTime() + LEASE_MS)
  const isFree = { OR: [{ credentialsLease: null }, { credentialsLease: { lte: now } }] }
  const claim = await deps.db.store.updateMany({
    where: { id: store.id, credentialsVersion: version, credentialsSealed: { not: null }, ...isFree },
    data: { credentialsLease: lease },
  })
  if (claim.count === 0) return false
  // Whoever lost the lease meanwhile writes nothing: what the other one asked for later is what counts.
  const ours = { id: store.id, credentialsVersion: version, credentialsLease: lease }
  try {
    const { scopes, ...fresh } = await ask(store.shop, found, deps)
    const credentialsSealed = sealStoreCredentials(fresh, store, deps)
    const replacement = { credentialsSealed, scopes, credentialsVersion: version + 1, credentialsLease: null }
    await deps.db.store.updateMany({ where: ours, data: replacement })
    return true
  } catch (error) {
    await deps.db.store.updateMany({ where: ours, data: { credentialsLease: null } })
    const isOver = error instanceof StoreFailure && error.code === 'access_revoked'
    if (isOver) await lockOut(store, 'access_revoked', deps, { version })
    throw error
  }
}

function ask(shop: string, { app, refreshToken }: ShopifyCredentials, { shopifyApp }: StoreDeps) {
  if (!shopifyApp) throw new StoreFailure('refused', 'this studio has no app at Shopify')
  const grant: TokenGrant = app ? { by: 'credentials' } : { by: 'refresh', refreshToken: refreshToken ?? '' }
  return shopifyApp.getTokens(shop, grant, app, AbortSignal.timeout(ASK_MS))
}
