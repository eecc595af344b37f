import { DomainError, isId } from '@studio/core/kernel'
import { takeShopifyNotice, takeWooCommerceNotice } from '@studio/services/stores'
import type { Request, RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { readBytes } from '../rest/read-body.ts'
import { dropRest } from './drop-rest.ts'
import { sendProblem } from './problem.ts'

/** Products with long descriptions and many variants; Shopify is asked for their ids alone. */
const MAX_BYTES = 2 * 1024 * 1024

/** What WooCommerce sends, unsigned, to see whether somebody answers when a webhook is made (WC_Webhook::deliver_ping). */
const PING = /^webhook_id=\d{1,20}$/

/**
 * `POST /api/stores/shopify/webhooks` and `…/webhooks/:storeId`: what Shopify tells the app, or an app of the store's owner.
 * The first is also where its compliance webhooks go. 401 without Shopify's signature over the very bytes.
 */
export function shopifyWebhookRoute({ deps }: Pick<Container, 'deps'>): RequestHandler<{ storeId?: string }> {
  return answer((rawBody, { headers, params }) =>
    takeShopifyNotice(
      { kind: 'anonymous' },
      {
        rawBody,
        signature: one(headers['x-shopify-hmac-sha256']) || undefined,
        topic: one(headers['x-shopify-topic']),
        shop: one(headers['x-shopify-shop-domain']),
        webhookId: one(headers['x-shopify-webhook-id']),
        storeId: params.storeId ?? null,
      },
      deps,
    ),
  )
}

/** `POST /api/stores/woocommerce/webhooks/:storeId`: what a WooCommerce store tells. 401 without its signature. */
export function wooCommerceWebhookRoute({
  deps,
}: Pick<Container, 'deps'>): RequestHandler<{ storeId: string }> {
  return answer(async (rawBody, { headers, params }) => {
    const signature = one(headers['x-wc-webhook-signature']) || undefined
    // It does nothing here: that something answered is all that WooCommerce wants to know.
    if (signature === undefined && PING.test(rawBody.toString('latin1'))) return true
    if (!isId('store', params.storeId)) return false
    return takeWooCommerceNotice(
      { kind: 'anonymous' },
      {
        ...{ storeId: params.storeId, rawBody, signature },
        topic: one(headers['x-wc-webhook-topic']),
        deliveryId: one(headers['x-wc-webhook-delivery-id']),
      },
      deps,
    )
  })
}

function answer<Params extends { storeId?: string }>(
  take: (rawBody: Buffer, req: Request<Params>) => Promise<boolean>,
): RequestHandler<Params> {
  return async (req, res) => {
    try {
      const isTaken = await take(await readBytes(req, MAX_BYTES), req)
      res.status(isTaken ? 200 : 401).end()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      sendProblem(res, error)
    }
    dropRest(req)
  }
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
