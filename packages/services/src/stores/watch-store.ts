import type { Store } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { openCredential, placeIn, SEALED_COLUMNS } from '../credentials/index.ts'
import type { Deps } from '../kernel/index.ts'
import { openStore, type StoreDeps } from './open-store.ts'

/** What being told of changes needs. */
export type WatchDeps = StoreDeps & Pick<Deps, 'logger' | 'publicUrl'>

/**
 * Has a store tell us when its products change. It may refuse, as Shopify does to an address without https: then the mirror
 * is renewed from time to time all the same, so that is noted and nothing more.
 */
export async function watchStore(store: Store, signal: AbortSignal, deps: WatchDeps): Promise<void> {
  const { webhookSecretSealed, platform, id } = store
  const secret =
    webhookSecretSealed === null
      ? ''
      : openCredential(
          webhookSecretSealed,
          placeIn(SEALED_COLUMNS.storeWebhookSecret, store),
          deps.keys.credentials,
        )
  const callbackUrl = new URL(`/api/stores/${platform}/webhooks/${id}`, deps.publicUrl).href
  try {
    await openStore(store, deps).watch(callbackUrl, secret, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof StoreFailure)) throw error
    deps.logger.warn({ storeId: id, code: error.code, diagnosis: error.diagnosis }, 'a store tells nothing')
  }
}
