import { setTimeout as delay } from 'node:timers/promises'
import type { SafeFetch } from '../safe-fetch/index.ts'
import { createShopAddress, createShopifyConnector } from '../shopify/index.ts'
import { type OpenConnector, type StoreAccess, StoreFailure } from '../store-connector/index.ts'
import { createReadMedia } from './read-media.ts'

/** How stores are reached. */
export type ConnectorOptions = {
  safeFetch: SafeFetch
  /** A stand-in on this machine that answers for all Shopify shops. */
  standInUrl?: string | undefined
}

/** Makes what opens the connector of a store, whatever its platform. */
export function createOpenConnector({ safeFetch, standInUrl }: ConnectorOptions): OpenConnector {
  const address = createShopAddress(standInUrl)
  const download = createReadMedia(safeFetch)
  return (access) => {
    if (access.platform === 'woocommerce') throw new StoreFailure('refused', 'no connector')
    return createShopifyConnector({
      ...{ shop: access.shop, address, download },
      accessToken: (after401) => readShopifyToken(access, after401),
      pause: (ms, signal) => delay(ms, undefined, { signal }),
    })
  }
}

async function readShopifyToken({ credentials }: StoreAccess, after401: boolean): Promise<string> {
  const read = await credentials(after401)
  if (read.platform === 'shopify') return read.accessToken
  throw new StoreFailure('access_revoked', 'these are no credentials of Shopify')
}
