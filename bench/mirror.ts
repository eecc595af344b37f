import type { StorePlatform } from '@studio/core/stores'
import { systemActor } from '@studio/services/kernel'
import { getStore, mirrorStore } from '@studio/services/stores'
import { withStudio } from './support/bench-studio.ts'
import { report } from './support/figures.ts'

/**
 * How long it takes to mirror a catalogue from the stand-ins, which keep to the limits that Shopify publishes for a
 * standard plan. In bulk the stand-in is done at once and Shopify is not; page by page, which is for small shops and
 * for when Shopify does not do it in bulk, the limits decide. Goal of the product: 1,000 products in at most 60 s.
 */
const PRODUCTS = 1000
const SHOP = 'bench.myshopify.com'

await withStudio(
  async (studio) => {
    const { shopify, woocommerce, deps } = studio
    const actor = await studio.makeAccount()

    async function measure(what: string, platform: StorePlatform, goal = ''): Promise<void> {
      const { id } = await studio.connectStore(actor, platform, SHOP)
      const startedMs = performance.now()
      await mirrorStore(systemActor, { storeId: id, signal: new AbortController().signal }, deps)
      const seconds = (performance.now() - startedMs) / 1000
      const { mirror } = await getStore(actor, { id }, deps)
      if (mirror.status !== 'ready') throw new Error(`the mirror is ${mirror.status}`)
      report(`${mirror.products} products of ${what}`, [seconds], 's', goal)
    }

    shopify.addShop(SHOP)
    await shopify.addProducts(SHOP, PRODUCTS)
    await measure('Shopify, in bulk', 'shopify', '60')
    const isUsedUp = shopify.addScenario({ match: { route: 'bulk' }, effect: { kind: 'fails' }, times: 2 })
    await measure('Shopify, page by page', 'shopify')
    if (!isUsedUp()) throw new Error('the pages were not read')
    woocommerce.addProducts(PRODUCTS)
    await measure('WooCommerce', 'woocommerce', '60')
  },
  { hasStores: true },
)
