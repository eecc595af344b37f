import { createHmac, randomUUID } from 'node:crypto'
import type { EmulatorClock } from '../stand-in/clock.ts'
import type { App, Shop } from './state.ts'

/** How webhooks go out; every mode but `well` is a way in which they go wrong. */
export const WEBHOOK_MODES = ['well', 'lost', 'duplicate', 'bad_signature'] as const

/** How webhooks go out. */
export type WebhookMode = (typeof WEBHOOK_MODES)[number]

/** One attempt to tell somebody. */
export type Delivery = {
  id: string
  topic: string
  shop: string
  uri: string
  body: object
  /** The HTTP status answered; null where nobody answered. */
  status: number | null
}

/** Who is told: an address, of the app whose secret signs it. */
export type Receiver = { uri: string; clientId: string }

/** Tells others of what happens in a shop. */
export type Webhooks = {
  /** Tells everyone who subscribed to the topic, written as `products/update`. */
  tell(shop: Shop, topic: string, body: object): Promise<void>
  /** Tells one address, as Shopify does of what an app is told without asking. */
  tellOne(shop: Shop, topic: string, body: object, to: Receiver): Promise<void>
  setMode(mode: WebhookMode): void
  /** Fulfils when nothing is on its way any more. */
  settle(): Promise<void>
  deliveries: Delivery[]
  reset(): void
}

type Signed = { id: string; eventId: string; topic: string; uri: string; body: object; secret: string }

/** Until when a refused delivery is tried again: eight times within about four hours (shopify.dev, webhooks). */
const RETRY_MS = [60_000, 120_000, 300_000, 600_000, 1_200_000, 2_400_000, 3_600_000, 6_000_000]
const TIMEOUT_MS = 5000
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Sends to this machine alone: the emulator talks to nobody else. */
export function createWebhooks(app: App, clock: EmulatorClock, apiVersion: string): Webhooks {
  const deliveries: Delivery[] = []
  const underWay = new Set<Promise<void>>()
  let mode: WebhookMode = 'well'

  async function post(shop: Shop, delivery: Signed): Promise<number | null> {
    const raw = JSON.stringify(delivery.body)
    const signed = mode === 'bad_signature' ? `${raw} ` : raw
    const headers = {
      'content-type': 'application/json',
      'x-shopify-topic': delivery.topic,
      'x-shopify-hmac-sha256': createHmac('sha256', delivery.secret).update(signed).digest('base64'),
      'x-shopify-shop-domain': shop.domain,
      'x-shopify-api-version': apiVersion,
      'x-shopify-webhook-id': delivery.id,
      'x-shopify-event-id': delivery.eventId,
      'x-shopify-triggered-at': new Date(clock.nowMs()).toISOString(),
    }
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const response = await fetch(delivery.uri, { method: 'POST', headers, body: raw, signal })
      await response.body?.cancel()
      return response.status
    } catch {
      return null
    }
  }

  async function deliver(shop: Shop, delivery: Signed, attempt: number): Promise<void> {
    const status = await post(shop, delivery)
    const { id, topic, uri, body } = delivery
    deliveries.push({ id, topic, shop: shop.domain, uri, body, status })
    const retryMs = RETRY_MS[attempt]
    if ((status !== null && status < 300) || retryMs === undefined) return
    clock.at(clock.nowMs() + retryMs, () => deliver(shop, delivery, attempt + 1))
  }

  function send(shop: Shop, topic: string, body: object, { uri, clientId }: Receiver): Promise<void> {
    if (mode === 'lost' || !URL.canParse(uri) || !LOOPBACK.includes(new URL(uri).hostname))
      return Promise.resolve()
    const secret = [app, shop.ownApp].find((one) => one?.clientId === clientId)?.clientSecret ?? ''
    const delivery = { id: randomUUID(), eventId: randomUUID(), topic, uri, body, secret }
    const sent = deliver(shop, delivery, 0).then(async () => {
      if (mode === 'duplicate') await deliver(shop, delivery, 0)
    })
    underWay.add(sent)
    return sent.finally(() => underWay.delete(sent))
  }

  return {
    deliveries,
    async tell(shop, topic, body) {
      const name = topic.replaceAll('/', '_').toUpperCase()
      const told = Object.values(shop.subscriptions).filter((one) => one.topic === name)
      await Promise.all(told.map((one) => send(shop, topic, pick(body, one.includeFields), one)))
    },
    tellOne: send,
    setMode(next) {
      mode = next
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    reset() {
      mode = 'well'
      deliveries.length = 0
    },
  }
}

function pick(body: object, fields: readonly string[]): object {
  if (fields.length === 0) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name)))
}
