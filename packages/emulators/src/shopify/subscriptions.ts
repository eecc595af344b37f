import { type Call, type Resolver, requireScope, toTime } from './call.ts'
import { type PageArgs, toConnection } from './connection.ts'
import { uninstall } from './installations.ts'
import { newGid, type Subscription } from './state.ts'
import { userError } from './user-error.ts'

type Input = { uri?: string | null; callbackUrl?: string | null; includeFields?: string[] | null }

/** What an app can do about itself in a shop: who is told of what, and its removal. */
export const APP_MUTATIONS: Record<string, Resolver> = {
  webhookSubscriptionCreate(
    { topic, webhookSubscription: sub }: { topic: string; webhookSubscription: Input },
    call,
  ) {
    if (topic.startsWith('PRODUCTS_')) requireScope(call, 'read_products', 'webhookSubscriptionCreate')
    const uri = sub.uri ?? sub.callbackUrl ?? ''
    const refuse = (message: string) => ({
      webhookSubscription: null,
      userErrors: [userError(['webhookSubscription', 'callbackUrl'], null, message)],
    })
    if (!URL.canParse(uri)) return refuse('Address is invalid')
    const isTaken = ours(call).some((other) => other.topic === topic && other.uri === uri)
    if (isTaken) return refuse('Address for this topic has already been taken')
    const id = newGid(call.parts.world, 'WebhookSubscription')
    const { clientId } = call
    const includeFields = sub.includeFields ?? []
    const made = { id, topic, uri, includeFields, clientId, createdAtMs: call.parts.clock.nowMs() }
    call.shop.subscriptions[id] = made
    return { webhookSubscription: show(made), userErrors: [] }
  },

  webhookSubscriptionDelete({ id }: { id: string }, call) {
    if (!ours(call).some((one) => one.id === id)) {
      const error = userError(['id'], null, 'Webhook subscription does not exist')
      return { deletedWebhookSubscriptionId: null, userErrors: [error] }
    }
    delete call.shop.subscriptions[id]
    return { deletedWebhookSubscriptionId: id, userErrors: [] }
  },

  appUninstall(_args: never, call) {
    uninstall(call.shop, call.clientId, call.parts)
    return { app: { id: 'gid://shopify/App/1' }, userErrors: [] }
  },
}

/** An app sees its own subscriptions alone. */
export function listSubscriptions(args: PageArgs, call: Call): object {
  return toConnection({ items: ours(call), idOf: ({ id }) => id, show }, args, call.isBulk)
}

const ours = ({ shop, clientId }: Call) =>
  Object.values(shop.subscriptions).filter((one) => one.clientId === clientId)

function show({ id, topic, uri, includeFields, createdAtMs }: Subscription): object {
  const at = toTime(createdAtMs)
  return { id, topic, uri, format: 'JSON', includeFields, filter: null, createdAt: at, updatedAt: at }
}
