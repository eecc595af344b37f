import { createHmac } from 'node:crypto'
import type { Site, Webhook } from './state.ts'

/** Tells those who asked for it what happens. */
export type Deliveries = {
  /** Tells that a webhook is there, as WooCommerce does once. */
  ping(webhook: Webhook): void
  tell(topic: string, payload: Record<string, unknown>): void
  /** Fulfils when everything that was to be told so far was told. */
  settled(): Promise<void>
}

/** From here on WooCommerce gives a webhook up (woocommerce.com, "Webhooks"). */
const MAX_FAILURES = 5

/** Delivers to this machine alone: the emulator talks to nobody else. */
export function createDeliveries(site: () => Site, baseUrl: () => string, onChange: () => void): Deliveries {
  /** One after the other, as WooCommerce's queue does. */
  let last: Promise<void> = Promise.resolve()
  let delivered = 0

  async function post(webhook: Webhook, body: string, contentType: string): Promise<boolean> {
    if (!['127.0.0.1', 'localhost'].includes(URL.parse(webhook.deliveryUrl)?.hostname ?? '')) return false
    const [resource = '', event = ''] = webhook.topic.split('.')
    delivered += 1
    const headers = {
      ...{ 'content-type': contentType, 'user-agent': 'WooCommerce/11.0.0 Hookshot (WordPress/7.0)' },
      ...{ 'x-wc-webhook-source': `${baseUrl()}/`, 'x-wc-webhook-topic': webhook.topic },
      ...{ 'x-wc-webhook-resource': resource, 'x-wc-webhook-event': event },
      'x-wc-webhook-signature': createHmac('sha256', webhook.secret).update(body).digest('base64'),
      ...{ 'x-wc-webhook-id': String(webhook.id), 'x-wc-webhook-delivery-id': `delivery-${delivered}` },
    }
    const sent = fetch(webhook.deliveryUrl, { method: 'POST', headers, body, redirect: 'manual' })
    return sent.then(
      async (response) => {
        await response.body?.cancel()
        return response.ok
      },
      () => false,
    )
  }

  function queue(webhook: Webhook, body: string, contentType: string): void {
    last = last.then(async () => {
      const isTaken = await post(webhook, body, contentType)
      webhook.failures = isTaken ? 0 : webhook.failures + 1
      if (webhook.failures > MAX_FAILURES) webhook.status = 'disabled'
      onChange()
    })
  }

  return {
    ping: (webhook) => queue(webhook, `webhook_id=${webhook.id}`, 'application/x-www-form-urlencoded'),
    tell(topic, payload) {
      for (const webhook of Object.values(site().webhooks))
        if (webhook.topic === topic && webhook.status === 'active')
          queue(webhook, JSON.stringify(payload), 'application/json')
    },
    settled: () => last,
  }
}
