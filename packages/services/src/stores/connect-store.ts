import { DomainError } from '@studio/core/kernel'
import type { StoreView } from '@studio/core/stores'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, requirePerson } from '../kernel/index.ts'
import { requireShopifyApp } from './begin-visit.ts'
import { findSite, readAllowedSite } from './find-site.ts'
import { askStore, type ConnectDeps, letIn } from './let-in.ts'

/** An app that the owner of a Shopify store made there, and its credentials. */
export type OwnersApp = { shop: string; clientId: string; clientSecret: string }

/**
 * Connects a Shopify store by its owner's own app (client credentials; shopify.dev, "client credentials grant").
 * @throws DomainError `invalid_input` for what is no shop; `rate_limited`; and as `letIn`
 */
export async function connectShopifyApp(
  actor: Actor,
  { shop: typed, clientId, clientSecret }: OwnersApp,
  deps: ConnectDeps,
): Promise<StoreView> {
  const accountId = requirePerson(actor)
  const shopify = requireShopifyApp(deps)
  const shop = shopify.readShop(typed)
  await countAttempt('connectionsPerAccount', accountId, deps)
  const app = { clientId, clientSecret }
  const { scopes: _, ...credentials } = await askStore(
    (signal) => shopify.getTokens(shop, { by: 'credentials' }, app, signal),
    deps,
  )
  return letIn(accountId, { platform: 'shopify', shop, credentials }, deps)
}

/** A WooCommerce store, and an Application Password of one of its people. */
export type WooCommerceLogin = { address: string; user: string; applicationPassword: string }

/**
 * Connects a WooCommerce store with an Application Password that its person made.
 * @throws DomainError `invalid_input`, also for a key of WooCommerce's own; `address_refused`, `rate_limited`; and as
 * `letIn`
 */
export async function connectWooCommerce(
  actor: Actor,
  { address, user, applicationPassword }: WooCommerceLogin,
  deps: ConnectDeps,
): Promise<StoreView> {
  const accountId = requirePerson(actor)
  if (isStoreKey(user) || isStoreKey(applicationPassword))
    throw new DomainError(
      'invalid_input',
      'This is a key of WooCommerce’s own (ck_… and cs_…): it covers products, and not their pictures. Use an Application Password, which WordPress makes under Users, Profile; with it goes the name that you sign in with there.',
    )
  readAllowedSite(address, deps)
  await countAttempt('connectionsPerAccount', accountId, deps)
  const shop = await findSite(address, deps)
  const credentials = { platform: 'woocommerce', user, applicationPassword } as const
  return letIn(accountId, { platform: 'woocommerce', shop, credentials }, deps)
}

const isStoreKey = (text: string) => /^c[ks]_[0-9a-f]{8,}/i.test(text)
