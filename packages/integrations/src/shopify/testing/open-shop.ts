import { openShopifyEmulator, type ShopifyEmulator } from '@studio/emulators/shopify'
import { type StoreConnector, StoreFailure } from '../../store-connector/index.ts'
import { createShopifyConnector } from '../connector.ts'
import { createShopAddress } from '../shop-address.ts'

/** The one shop of these tests. */
export const SHOP = 'test-shop.myshopify.com'

/** A shop of the emulator and a connector to it. Waiting lets the emulator's time pass, and takes none of ours. */
export type TestShop = {
  emulator: ShopifyEmulator
  connector: StoreConnector
  /** How long the connector has waited in all, in milliseconds. */
  waitedMs: () => number
  /** While this is set, waiting lets no time pass at Shopify: everything there takes too long. */
  time: { isFrozen: boolean }
  /** The token that it is let in with; a test may replace it. */
  access: { token: string; fresh: string | null }
}

/** Starts the emulator with an empty shop, and connects to it. */
export async function openTestShop(): Promise<TestShop> {
  const emulator = await openShopifyEmulator()
  emulator.addShop(SHOP, { name: 'Test Shop' })
  const access: TestShop['access'] = { token: emulator.issueToken(SHOP), fresh: null }
  const time = { isFrozen: false }
  let waitedMs = 0
  const connector = createShopifyConnector({
    shop: SHOP,
    address: createShopAddress(emulator.url),
    async accessToken(after401) {
      if (!after401) return access.token
      if (access.fresh === null) throw new StoreFailure('access_revoked', 'no other token')
      return access.fresh
    },
    async pause(ms, signal) {
      signal.throwIfAborted()
      waitedMs += ms
      if (!time.isFrozen) await emulator.advance(ms)
    },
    async download(url, maxBytes, signal) {
      const response = await fetch(url, { signal })
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.byteLength > maxBytes) throw new StoreFailure('media_refused', 'too large')
      return { bytes, mime: response.headers.get('content-type') ?? '' }
    },
  })
  return { emulator, connector, waitedMs: () => waitedMs, time, access }
}
