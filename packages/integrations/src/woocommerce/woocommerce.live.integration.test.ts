import { describe, it } from 'vitest'

const { WOO_URL: url, WOO_USER: user, WOO_APPLICATION_PASSWORD: applicationPassword } = process.env
const isLive = Boolean(url && user && applicationPassword)

/** The same promises on a real site, with two drafts that are made for it and deleted afterwards. */
if (isLive) {
  const { storeConnectorContract } = await import('../store-connector/store-connector.contract.ts')
  const { openLiveShop } = await import('./testing/live-shop.ts')
  const site = String(url).replace(/\/+$/, '')
  const login = { user: String(user), applicationPassword: String(applicationPassword) }
  describe('a WooCommerce store itself', () => storeConnectorContract(() => openLiveShop({ site, ...login })))
} else {
  it.skip('a WooCommerce store itself (skipped: needs WOO_URL, WOO_USER and WOO_APPLICATION_PASSWORD)')
}
