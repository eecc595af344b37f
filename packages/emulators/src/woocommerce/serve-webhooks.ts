import type { Reply } from '../stand-in/reply.ts'
import { type Call, isWrite, type Parts, pickFields, readPage } from './call.ts'
import { requireCapability } from './check-caller.ts'
import { jsonReply } from './reply.ts'
import { invalidParameter, RestError } from './rest-error.ts'
import { showWebhook } from './show.ts'
import { newId, type Webhook } from './state.ts'

const TOPIC = /^(product|order|customer|coupon)\.(created|updated|deleted|restored)$/

/** Answers `/wc/v3/webhooks` (woocommerce.github.io, REST API, Webhooks). @throws RestError */
export function serveWebhooks(call: Call, parts: Parts): Reply {
  const { method, route, query, json } = call
  const { site, deliveries } = parts
  const code = isWrite(call) ? 'woocommerce_rest_cannot_create' : 'woocommerce_rest_cannot_view'
  requireCapability(call.caller, 'manage_woocommerce', code, 'you are not allowed to do that')
  const answer = (status: number, webhook: Webhook) =>
    jsonReply(status, pickFields(showWebhook(webhook), query))
  const [, id] = /^\/wc\/v3\/webhooks\/(\d+)$/.exec(route) ?? []
  if (id === undefined && method === 'GET') {
    const search = query.get('search') ?? ''
    const found = Object.values(site.webhooks).filter(({ name }) => name.includes(search))
    const { items, headers } = readPage(found, query)
    return jsonReply(200, pickFields(items.map(showWebhook), query), headers)
  }
  if (id === undefined) {
    const webhook = change({ id: newId(site), ...BLANK }, json)
    if (!TOPIC.test(webhook.topic)) throw invalidParameter('topic')
    site.webhooks[webhook.id] = webhook
    if (webhook.status === 'active') deliveries.ping(webhook)
    return answer(201, webhook)
  }
  const webhook = site.webhooks[Number(id)]
  if (!webhook) throw new RestError(404, 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.')
  if (method === 'DELETE') {
    if (query.get('force') !== 'true')
      throw new RestError(501, 'woocommerce_rest_trash_not_supported', 'Webhooks do not support trashing.')
    delete site.webhooks[webhook.id]
  } else if (isWrite(call)) change(webhook, json)
  return answer(200, webhook)
}

const BLANK = { name: '', topic: '', deliveryUrl: '', secret: '', status: 'active', failures: 0 } as const

function change(webhook: Webhook, json: Record<string, unknown>): Webhook {
  const text = (name: string, usual: string) => (typeof json[name] === 'string' ? json[name] : usual)
  webhook.name = text('name', webhook.name)
  webhook.topic = text('topic', webhook.topic)
  webhook.deliveryUrl = text('delivery_url', webhook.deliveryUrl)
  webhook.secret = text('secret', webhook.secret)
  webhook.status = text('status', webhook.status) as Webhook['status']
  if (webhook.status === 'active') webhook.failures = 0
  if (!/^https?:\/\//.test(webhook.deliveryUrl)) throw invalidParameter('delivery_url')
  return webhook
}
