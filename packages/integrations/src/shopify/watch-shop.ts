import type { StoreConnector } from '../store-connector/index.ts'
import type { Ask } from './ask.ts'
import * as documents from './documents.ts'
import { refuseErrors, type UserError } from './user-errors.ts'

/** What we are told of, and which fields of it: no more than says which product it was (or that the app is gone). */
const TOPICS: Record<string, readonly string[]> = {
  PRODUCTS_CREATE: ['id', 'admin_graphql_api_id'],
  PRODUCTS_UPDATE: ['id', 'admin_graphql_api_id'],
  PRODUCTS_DELETE: ['id'],
  APP_UNINSTALLED: ['id'],
}

/** Far more subscriptions than an app of ours makes for a shop. */
const MAX_SUBSCRIPTIONS = 100

type Subscription = { id: string; topic: string; uri: string }
type Answer<Name extends string> = Record<Name, { userErrors: UserError[] }>

/** Being told of what happens in a shop. Shopify shows an app its own subscriptions only, and signs with its secret. */
export function watchShop(ask: Ask): Pick<StoreConnector, 'watch' | 'unwatch' | 'leave'> {
  async function readSubscriptions(signal: AbortSignal): Promise<Subscription[]> {
    type Found = { webhookSubscriptions: { nodes: Subscription[] } }
    const variables = { first: MAX_SUBSCRIPTIONS }
    const { webhookSubscriptions } = await ask<Found>(documents.SUBSCRIPTIONS, variables, signal)
    return webhookSubscriptions.nodes.filter(({ topic }) => topic in TOPICS)
  }

  async function remove({ id }: Subscription, signal: AbortSignal): Promise<void> {
    type Removed = Answer<'webhookSubscriptionDelete'>
    await ask<Removed>(documents.UNSUBSCRIBE, { id }, signal)
  }

  return {
    async watch(callbackUrl, _secret, signal) {
      const there = await readSubscriptions(signal)
      for (const stale of there.filter(({ uri }) => uri !== callbackUrl)) await remove(stale, signal)
      const right = there.filter(({ uri }) => uri === callbackUrl)
      for (const [topic, includeFields] of Object.entries(TOPICS)) {
        if (right.some((each) => each.topic === topic)) continue
        type Made = Answer<'webhookSubscriptionCreate'>
        const variables = { topic, sub: { uri: callbackUrl, includeFields } }
        const { webhookSubscriptionCreate } = await ask<Made>(documents.SUBSCRIBE, variables, signal)
        refuseErrors(webhookSubscriptionCreate.userErrors)
      }
    },

    async unwatch(signal) {
      for (const subscription of await readSubscriptions(signal)) await remove(subscription, signal)
    },

    async leave(signal) {
      const { appUninstall } = await ask<Answer<'appUninstall'>>(documents.UNINSTALL, {}, signal)
      refuseErrors(appUninstall.userErrors)
    },
  }
}
