import type { Store } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import type { StoreDeps } from './open-store.ts'
import { openStoreCredentials } from './store-credentials.ts'
import { aboutProduct, type NoticeSubject, takeNotice } from './take-notice.ts'

/** A webhook as it came from Shopify: its body byte for byte, and what its headers say (shopify.dev, "webhooks"). */
export type ShopifyWebhook = {
  rawBody: Uint8Array
  signature: string | undefined
  topic: string
  shop: string
  webhookId: string
  /** The store that the address names; null for the one address of the app, at which Shopify names the shop alone. */
  storeId: string | null
}

/** An HMAC-SHA256 in base64. */
const HMAC = /^[A-Za-z0-9+/]{43}=$/

/**
 * Takes a webhook of Shopify. False when its signature is not right, and nothing was done then.
 * Of customers nothing is kept, so that there is nothing to show or to erase of them.
 */
export async function takeShopifyNotice(
  _actor: Actor,
  webhook: ShopifyWebhook,
  deps: StoreDeps & Pick<Deps, 'queue' | 'logger'>,
): Promise<boolean> {
  const { rawBody, signature, topic, shop, webhookId, storeId } = webhook
  const { shopifyApp } = deps
  if (!shopifyApp || signature === undefined || !HMAC.test(signature)) return false
  // At the app's own address only the app itself is told, also of a shop whose owner has another one: nothing is looked up
  // for anybody else.
  if (storeId === null && !shopifyApp.isSignedWebhook(rawBody, signature, null)) return false
  const store = await findShop(shop, storeId, deps)
  if (storeId !== null && !shopifyApp.isSignedWebhook(rawBody, signature, readOwnersApp(store, deps)))
    return false
  if (!store || !webhookId) return true
  const notice = {
    id: `shopify ${webhookId}`.slice(0, 200),
    topic: topic.slice(0, 100),
    about: read(topic, rawBody),
  }
  await takeNotice(store, notice, deps)
  return true
}

function read(topic: string, rawBody: Uint8Array): NoticeSubject {
  switch (topic) {
    case 'products/create':
    case 'products/update':
    case 'products/delete':
      return aboutProduct(productId(Buffer.from(rawBody).toString('utf8')))
    case 'app/uninstalled':
    case 'app/scopes_update':
      return { what: 'consent' }
    case 'shop/redact':
      return { what: 'redaction' }
    default:
      return { what: 'nothing' }
  }
}

/** Shopify writes ids as numbers that a double does not hold, so that they are taken from the text. */
function productId(body: string): string | null {
  const id = /"admin_graphql_api_id"\s*:\s*"(gid:\/\/shopify\/Product\/\d+)"/.exec(body)?.[1]
  if (id) return id
  const number = /^\s*\{\s*"id"\s*:\s*(\d+)/.exec(body)?.[1]
  return number === undefined ? null : `gid://shopify/Product/${number}`
}

/** The store, also one whose history alone is left; of several the latest. */
async function findShop(
  shop: string,
  storeId: string | null,
  { db }: Pick<Deps, 'db'>,
): Promise<Store | null> {
  if (shop === '') return null
  const where = { platform: 'shopify', shop, ...(storeId !== null && { id: storeId }) } as const
  const stores = await db.store.findMany({ where, orderBy: { id: 'desc' } })
  return stores.find(({ status }) => status !== 'disconnected') ?? stores[0] ?? null
}

function readOwnersApp(store: Store | null, deps: Pick<Deps, 'keys'>) {
  if (!store?.credentialsSealed) return null
  const credentials = openStoreCredentials(store.credentialsSealed, store, deps)
  return credentials.platform === 'shopify' ? credentials.app : null
}
