import type { StorePlatform, StoreView } from '@studio/core/stores'
import { openShopifyEmulator, type ShopifyEmulator, TEST_APP, TEST_OWN_APP } from '@studio/emulators/shopify'
import { openWooCommerceEmulator, type WooCommerceEmulator } from '@studio/emulators/woocommerce'
import sharp from 'sharp'
import type { AccountActor, Deps } from '../src/kernel/index.ts'
import { connectShopifyApp, connectWooCommerce } from '../src/stores/index.ts'

/** The stand-ins for platforms of stores, and the operator's app at Shopify. */
export type TestStores = {
  shopify: ShopifyEmulator
  woocommerce: WooCommerceEmulator
  app: typeof TEST_APP
  /**
   * Connects a store as its owner does; its catalogue waits to be read, in the queue. A Shopify shop that is not there
   * yet is opened, with two products. There is one WooCommerce site.
   */
  connect(
    actor: AccountActor,
    platform: StorePlatform,
    shop: string | undefined,
    deps: Deps,
  ): Promise<StoreView>
  close(): Promise<void>
}

/** The Shopify shop that is connected unless another one is named. */
const SHOP = 'quiet-goods.myshopify.com'

/** Starts both; their pictures are small. */
export async function openTestStores(): Promise<TestStores> {
  const [shopify, woocommerce] = await Promise.all([
    openShopifyEmulator({ pace: 'instant' }),
    openWooCommerceEmulator({ photoSidePx: 160 }),
  ])
  return {
    shopify,
    woocommerce,
    app: TEST_APP,
    async connect(actor, platform, shop = SHOP, deps) {
      if (platform === 'woocommerce')
        return connectWooCommerce(actor, { address: woocommerce.url, ...woocommerce.makePassword() }, deps)
      await openShop(shopify, shop)
      return connectShopifyApp(actor, { shop, ...TEST_OWN_APP }, deps)
    },
    async close() {
      await Promise.all([shopify.close(), woocommerce.close()])
    },
  }
}

async function openShop(shopify: ShopifyEmulator, domain: string): Promise<void> {
  if (hasShop(shopify, domain)) return
  shopify.addShop(domain)
  const pictures = await Promise.all([draw(20), draw(120), draw(220)])
  await shopify.addProduct(domain, {
    title: 'Ceramic mug',
    productType: 'Mugs',
    pictures: pictures.map((bytes, index) => ({ bytes, alt: `A mug, view ${index + 1}` })),
    variants: [
      { title: 'Sand', sku: 'MUG-SAND', picture: 1 },
      { title: 'Ink', sku: 'MUG-INK' },
    ],
  })
  await shopify.addProduct(domain, {
    title: 'Plate',
    productType: 'Plates',
    pictures: [{ bytes: await draw(170), alt: 'A plate' }],
  })
}

function hasShop(shopify: ShopifyEmulator, domain: string): boolean {
  try {
    return shopify.shop(domain) !== undefined
  } catch {
    return false
  }
}

function draw(level: number): Promise<Buffer> {
  const background = { r: level, g: 120, b: 255 - level }
  return sharp({ create: { width: 120, height: 90, channels: 3, background } })
    .png()
    .toBuffer()
}
