import { openWooCommerceEmulator, type WooCommerceEmulator } from '@studio/emulators/woocommerce'
import { createSafeFetch } from '../../safe-fetch/index.ts'
import type { StoreConnector } from '../../store-connector/index.ts'
import { createReadMedia } from '../../stores/read-media.ts'
import type { SiteLogin } from '../call-site.ts'
import { createWooCommerceConnector } from '../index.ts'

/** A stand-in's shop, and a connector that its merchant lets in. */
export type OpenShop = {
  emulator: WooCommerceEmulator
  connector: StoreConnector
  /** A connector that comes with something else. */
  connectAs(login: SiteLogin, site?: string): StoreConnector
  /** Puts the shop back to how it was; the merchant lets the connector in again. */
  reset(): Promise<void>
}

/** Opens a shop on this machine. Close its emulator in the end. */
export async function openShop(): Promise<OpenShop> {
  const emulator = await openWooCommerceEmulator()
  const safeFetch = createSafeFetch({ allowedOrigins: [emulator.url] })
  const download = createReadMedia(safeFetch)
  let login = emulator.makePassword()
  const open = (read: () => SiteLogin, site: string) =>
    createWooCommerceConnector({ site, login: async () => read(), safeFetch, download })
  return {
    emulator,
    connector: open(() => login, emulator.url),
    connectAs: (other, site = emulator.url) => open(() => other, site),
    async reset() {
      await emulator.reset()
      login = emulator.makePassword()
    },
  }
}
