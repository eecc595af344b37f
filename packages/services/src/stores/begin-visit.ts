import { createHash, randomBytes } from 'node:crypto'
import { DomainError } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { approvalUrl, type StorePlatform } from '@studio/core/stores'
import type { ShopifyAppPort } from '@studio/integrations/store-connector'
import { countAttempt } from '../accounts/index.ts'
import { type AccountActor, type Actor, type Deps, requireSession } from '../kernel/index.ts'
import { findSite, readAllowedSite } from './find-site.ts'
import type { ConnectDeps } from './let-in.ts'
import { refuseWithoutRoom } from './save-store.ts'

/** Longer than allowing an app takes anybody, and short enough that nobody comes upon it later. */
const VISIT_LASTS_MS = 15 * 60_000

const STATE_BYTES = 32

/**
 * Begins to connect a Shopify store: answers where its owner is asked to let the app in.
 * @throws DomainError `invalid_input` for what is no shop; `not_found` where the studio has no app; `plan_limit`,
 * `rate_limited`
 */
export async function beginShopify(
  actor: Actor,
  { shop: typed }: { shop: string },
  deps: ConnectDeps,
): Promise<{ url: string }> {
  const session = requireSession(actor)
  const app = requireShopifyApp(deps)
  const shop = app.readShop(typed)
  await countAttempt('connectionsPerAccount', session.accountId, deps)
  await refuseWithoutRoom(session.accountId, { platform: 'shopify', shop }, deps)
  const state = await beginVisit(session, { platform: 'shopify', shop }, deps)
  const url = app.authorizeUrl(shop, { redirectUri: returnAddress('shopify', deps), state })
  if (url) return { url }
  throw new DomainError(
    'not_found',
    'This studio has no app at Shopify. Connect the store with an app of your own, or ask the operator.',
  )
}

/**
 * Begins to connect a WooCommerce store: answers the page of its WordPress that asks for an Application Password for us.
 * @throws DomainError `invalid_input`, `address_refused`, `plan_limit`, `rate_limited`
 */
export async function beginWooCommerce(
  actor: Actor,
  { address }: { address: string },
  deps: ConnectDeps,
): Promise<{ url: string }> {
  const session = requireSession(actor)
  readAllowedSite(address, deps)
  await countAttempt('connectionsPerAccount', session.accountId, deps)
  const shop = await findSite(address, deps)
  await refuseWithoutRoom(session.accountId, { platform: 'woocommerce', shop }, deps)
  const state = await beginVisit(session, { platform: 'woocommerce', shop }, deps)
  const back = new URL(returnAddress('woocommerce', deps))
  back.searchParams.set('state', state)
  const successUrl = back.href
  back.searchParams.set('refused', '1')
  return { url: approvalUrl(shop, { successUrl, rejectUrl: back.href }) }
}

/** The operator's app at Shopify. @throws DomainError `not_found` */
export function requireShopifyApp({ shopifyApp }: Pick<Deps, 'shopifyApp'>): ShopifyAppPort {
  if (shopifyApp) return shopifyApp
  throw new DomainError('not_found', 'Shopify stores cannot be connected to this studio.')
}

/**
 * Takes up the visit that a browser comes back from. A visit ends once, for the session that began it: a state that was
 * begun by somebody else, was used, or has expired is none.
 * @throws DomainError `not_signed_in`, `link_expired`
 */
export async function takeVisit(
  actor: Actor,
  platform: StorePlatform,
  state: string,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<{ accountId: string; shop: string }> {
  const { accountId, sessionId } = requireSession(actor)
  const where = { id: fingerprint(state, sessionId), accountId, platform }
  const visit = await db.storeVisit.findFirst({ where: { ...where, ...notPast('storeVisit', clock.now()) } })
  // Whoever deletes the row has the visit.
  const { count } = await db.storeVisit.deleteMany({ where })
  if (visit && count) return { accountId, shop: visit.shop }
  throw new DomainError(
    'link_expired',
    'This was not begun in this browser, or it took longer than a quarter of an hour. Connect the store again.',
  )
}

async function beginVisit(
  { accountId, sessionId }: AccountActor,
  { platform, shop }: { platform: StorePlatform; shop: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<string> {
  const state = randomBytes(STATE_BYTES).toString('base64url')
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + VISIT_LASTS_MS)
  const id = fingerprint(state, sessionId)
  await db.storeVisit.create({ data: { id, accountId, platform, shop, createdAt, expiresAt } })
  return state
}

/** What is kept of a state: found again only by who has both it and the session that began. */
function fingerprint(state: string, sessionId: string): string {
  return createHash('sha256').update(`${state} ${sessionId}`).digest('hex')
}

/** Where a store's platform sends the browser back to. */
function returnAddress(platform: StorePlatform, { publicUrl }: Pick<Deps, 'publicUrl'>): string {
  return new URL(`/api/stores/${platform}/callback`, publicUrl).href
}
