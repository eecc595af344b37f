import { type Parts, toTime } from './call.ts'
import type { Product, Shop } from './state.ts'
import { numberOf } from './state.ts'

/** shopify.dev, privacy compliance: what an app knows of a shop is to be erased two days after it was taken off. */
const REDACT_AFTER_MS = 48 * 3600_000

/** What every app must hear without asking for it (shopify.dev, privacy compliance). */
export const COMPLIANCE_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'] as const

/** One of them. */
export type ComplianceTopic = (typeof COMPLIANCE_TOPICS)[number]

/** Takes an app off a shop: its tokens end at once, it is told, and two days later asked to forget. */
export function uninstall(shop: Shop, clientId: string, parts: Parts): void {
  const subscriptions = Object.values(shop.subscriptions).filter((one) => one.clientId === clientId)
  const uris = new Set(subscriptions.filter(({ topic }) => topic === 'APP_UNINSTALLED').map(({ uri }) => uri))
  const appDoor = doorOf(parts)
  if (appDoor !== null && clientId === parts.app.clientId) uris.add(appDoor)
  revokeTokens(shop, clientId)
  for (const { id } of subscriptions) delete shop.subscriptions[id]
  const body = { id: shop.id, name: shop.name, domain: shop.domain, myshopify_domain: shop.domain }
  for (const uri of uris) void parts.webhooks.tellOne(shop, 'app/uninstalled', body, { uri, clientId })
  parts.clock.at(parts.clock.nowMs() + REDACT_AFTER_MS, () => tellCompliance(shop, 'shop/redact', parts))
}

/** Ends every token of an app in a shop. */
export function revokeTokens(shop: Shop, clientId: string): void {
  for (const tokens of [shop.tokens, shop.refreshTokens])
    for (const [token, { clientId: owner }] of Object.entries(tokens))
      if (owner === clientId) delete tokens[token]
}

/** Sends what the law makes every app hear. */
export async function tellCompliance(shop: Shop, topic: ComplianceTopic, parts: Parts): Promise<void> {
  const door = doorOf(parts)
  if (door === null) return
  const customer = { id: 191167, email: 'shopper@example.com', phone: '555-625-1199' }
  const of = { shop_id: shop.id, shop_domain: shop.domain }
  const bodies: Record<ComplianceTopic, object> = {
    'customers/data_request': { ...of, orders_requested: [], customer, data_request: { id: 9999 } },
    'customers/redact': { ...of, customer, orders_to_redact: [] },
    'shop/redact': of,
  }
  await parts.webhooks.tellOne(shop, topic, bodies[topic], { uri: door, clientId: parts.app.clientId })
}

/** Where the operator's app takes webhooks that it did not ask for one by one. */
function doorOf(parts: Parts): string | null {
  const appUrl = parts.appUrl()
  return appUrl === null ? null : `${appUrl}/api/stores/shopify/webhooks`
}

/** A product as webhooks write it. */
export function productBody(product: Product): object {
  const { id, title, handle, status, vendor, productType, updatedAtMs, createdAtMs } = product
  return {
    ...{ id: numberOf(id), admin_graphql_api_id: id, title, handle, vendor },
    product_type: productType,
    status: status.toLowerCase(),
    created_at: toTime(createdAtMs),
    updated_at: toTime(updatedAtMs),
    variants: product.variants.map((variant) => ({ id: numberOf(variant.id), title: variant.title })),
  }
}
