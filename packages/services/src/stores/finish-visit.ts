import { DomainError } from '@studio/core/kernel'
import type { StoreView } from '@studio/core/stores'
import type { Actor } from '../kernel/index.ts'
import { requireShopifyApp, takeVisit } from './begin-visit.ts'
import { askStore, type ConnectDeps, letIn } from './let-in.ts'

/**
 * Connects the Shopify store whose owner let the app in: the redirect must be signed by Shopify, of now, come back to the
 * browser that began, and be about the shop that it began with.
 * @throws DomainError `store_refused` for a redirect that is not right, or when the owner said no; `link_expired`,
 * `not_signed_in`; and as `letIn`
 */
export async function finishShopify(
  actor: Actor,
  { query }: { query: URLSearchParams },
  deps: ConnectDeps,
): Promise<StoreView> {
  const app = requireShopifyApp(deps)
  const { accountId, shop } = await takeVisit(actor, 'shopify', query.get('state') ?? '', deps)
  if (query.has('error')) throw refused('The owner of the store did not let Studio Pro in.')
  if (!app.isSignedRedirect(query, deps.clock.now()) || query.get('shop') !== shop)
    throw refused('What came back is not from the store that was asked.')
  const code = query.get('code') ?? ''
  const { scopes: _, ...credentials } = await askStore(
    (signal) => app.getTokens(shop, { by: 'code', code }, null, signal),
    deps,
  )
  return letIn(accountId, { platform: 'shopify', shop, credentials }, deps)
}

/**
 * Connects the WooCommerce store whose person made an Application Password for us. It is tried at the site that was asked,
 * whatever else the redirect says.
 * @throws DomainError `store_refused` when the person said no; `link_expired`, `not_signed_in`; and as `letIn`
 */
export async function finishWooCommerce(
  actor: Actor,
  { query }: { query: URLSearchParams },
  deps: ConnectDeps,
): Promise<StoreView> {
  const { accountId, shop } = await takeVisit(actor, 'woocommerce', query.get('state') ?? '', deps)
  const [user, applicationPassword] = [query.get('user_login'), query.get('password')]
  if (!user || !applicationPassword) throw refused('The person at the store did not let Studio Pro in.')
  const credentials = { platform: 'woocommerce', user, applicationPassword } as const
  return letIn(accountId, { platform: 'woocommerce', shop, credentials }, deps)
}

function refused(sentence: string): DomainError {
  return new DomainError('store_refused', `${sentence} Nothing was connected.`)
}
