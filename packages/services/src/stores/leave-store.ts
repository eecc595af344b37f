import { areDue, areReplaceable, type ShopifyCredentials, type StoreCredentials } from '@studio/core/stores'
import { StoreFailure, type TokenGrant } from '@studio/integrations/store-connector'
import type { Deps } from '../kernel/index.ts'
import type { OpenedStore, StoreDeps } from './open-store.ts'

/** How long a store that is left may take. Somebody waits for it, and it is gone here either way. */
const LEAVE_MS = 15_000

/**
 * Has a store that is no longer ours tell us nothing more, and gives back what it let us in with: at Shopify the app is
 * taken off the store. An app that is its owner's own stays, and so does a password that was not made for us. What we knew
 * of it is in `credentials` alone. False when the store did not do it.
 */
export async function leaveStore(
  store: OpenedStore,
  credentials: StoreCredentials,
  deps: Pick<StoreDeps, 'openConnector' | 'shopifyApp' | 'clock'> & Pick<Deps, 'logger'>,
): Promise<boolean> {
  const { platform, shop } = store
  let current = credentials
  const connector = deps.openConnector({
    platform,
    shop,
    async credentials(after401) {
      if (areReplaceable(current) && (after401 || areDue(current, deps.clock.now())))
        current = await renew(shop, current as ShopifyCredentials, deps)
      return current
    },
  })
  const signal = AbortSignal.timeout(LEAVE_MS)
  const isOwnersApp = credentials.platform === 'shopify' && credentials.app !== null
  try {
    await connector.unwatch(signal)
    if (!isOwnersApp) await connector.leave(signal)
    return true
  } catch (error) {
    const isFailure = error instanceof StoreFailure
    // A store that does not let us in any more needs not be left.
    if (isFailure && error.code === 'access_revoked') return true
    if (!isFailure && !signal.aborted) throw error
    const diagnosis = isFailure ? `${error.code}: ${error.diagnosis}` : 'no answer in time'
    deps.logger.warn({ storeId: store.id, diagnosis }, 'a store was left without its answer')
    return false
  }
}

async function renew(
  shop: string,
  { app, refreshToken }: ShopifyCredentials,
  { shopifyApp }: Pick<StoreDeps, 'shopifyApp'>,
): Promise<ShopifyCredentials> {
  if (!shopifyApp) throw new StoreFailure('refused', 'this studio has no app at Shopify')
  const grant: TokenGrant = app ? { by: 'credentials' } : { by: 'refresh', refreshToken: refreshToken ?? '' }
  return shopifyApp.getTokens(shop, grant, app, AbortSignal.timeout(LEAVE_MS))
}
