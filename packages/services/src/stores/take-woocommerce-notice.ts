import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Store } from '@studio/db'
import { openCredential, placeIn, SEALED_COLUMNS } from '../credentials/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { aboutProduct, takeNotice } from './take-notice.ts'

/** A webhook as it came from a WooCommerce store: its body byte for byte, and what its headers say. */
export type WooCommerceWebhook = {
  storeId: string
  rawBody: Uint8Array
  signature: string | undefined
  topic: string
  deliveryId: string
}

/**
 * Takes a webhook of a WooCommerce store (woocommerce.com, "Webhooks": base64 of the HMAC-SHA256 of the raw body with the
 * secret that it was made with). False when its signature is not right, and nothing was done then.
 */
export async function takeWooCommerceNotice(
  _actor: Actor,
  { storeId, rawBody, signature, topic, deliveryId }: WooCommerceWebhook,
  deps: Pick<Deps, 'db' | 'clock' | 'queue' | 'keys'>,
): Promise<boolean> {
  const store = await deps.db.store.findFirst({ where: { id: storeId, platform: 'woocommerce' } })
  if (!store || !isSigned(store, rawBody, signature, deps)) return false
  const body = Buffer.from(rawBody).toString('utf8')
  const foreignId = /^\s*\{\s*"id"\s*:\s*(\d+)/.exec(body)?.[1]
  const about = topic.startsWith('product.') ? aboutProduct(foreignId) : ({ what: 'nothing' } as const)
  // Two sites may number their deliveries alike.
  const id = `${storeId} ${deliveryId}`.slice(0, 200)
  if (deliveryId) await takeNotice(store, { id, topic: topic.slice(0, 100), about }, deps)
  return true
}

function isSigned(
  store: Store,
  rawBody: Uint8Array,
  signature: string | undefined,
  { keys }: Pick<Deps, 'keys'>,
): boolean {
  if (!store.webhookSecretSealed || signature === undefined) return false
  const place = placeIn(SEALED_COLUMNS.storeWebhookSecret, store)
  const secret = openCredential(store.webhookSecretSealed, place, keys.credentials)
  const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
