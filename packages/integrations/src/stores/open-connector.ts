import { setTimeout as delay } from 'node:timers/promises'
import type { WooCommerceCredentials } from '@studio/core/stores'
import type { SafeFetch } from '../safe-fetch/index.ts'
import { createShopAddress, createShopifyConnector } from '../shopify/index.ts'
import { type OpenConnector, type StoreAccess, StoreFailure } from '../store-connector/index.ts'
import { createWooCommerceConnector } from '../woocommerce/index.ts'
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
  const pause = (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal })
  return (access) => {
    const { platform, shop } = access
    if (platform === 'shopify') {
      const accessToken = (after401: boolean) => readShopifyToken(access, after401)
      return createShopifyConnector({ shop, address, download, pause, accessToken })
    }
    const login = (after401: boolean) => readLogin(access, after401)
    return createWooCommerceConnector({ site: shop, safeFetch, download, login })
  }
}

async function readShopifyToken({ credentials }: StoreAccess, after401: boolean): Promise<string> {
  const read = await credentials(after401)
  if (read.platform === 'shopify') return read.accessToken
  throw new StoreFailure('access_revoked', 'these are no credentials of Shopify')
}

async function readLogin({ credentials }: StoreAccess, after401: boolean): Promise<WooCommerceCredentials> {
  const read = await credentials(after401)
  if (read.platform === 'woocommerce') return read
  throw new StoreFailure('access_revoked', 'these are no credentials of WooCommerce')
}
