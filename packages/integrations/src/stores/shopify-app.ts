import type { Clock } from '@studio/core/kernel'
import {
  authorizeUrl,
  createShopAddress,
  getTokens,
  isOneShop,
  isSignedQuery,
  isSignedWebhook,
  missingScopes,
  readSessionToken,
  readShop,
  SHOPIFY_SCOPES,
  type ShopifyApp,
} from '../shopify/index.ts'
import { type ShopifyAppPort, StoreFailure } from '../store-connector/index.ts'

/** The operator's app, if there is one; merchants may have their own. */
export type ShopifyAppOptions = {
  app: ShopifyApp | null
  /** A stand-in on this machine that answers for all shops. */
  standInUrl?: string | undefined
  clock: Clock
}

/**
 * The app at Shopify. Without one of the operator's nobody can be sent to Shopify and nothing is taken as signed by it;
 * a merchant's own app gets its tokens all the same.
 */
export function createShopifyApp({ app: ours, standInUrl, clock }: ShopifyAppOptions): ShopifyAppPort {
  const address = createShopAddress(standInUrl)
  return {
    readShop,
    missingScopes,
    authorizeUrl: (shop, asked) =>
      ours && authorizeUrl(address, shop, { ...asked, clientId: ours.clientId, scopes: SHOPIFY_SCOPES }),
    isSignedRedirect: (query, now) =>
      ours !== null && isSignedQuery(query, ours.clientSecret, now) && isOneShop(query),
    isSignedWebhook(rawBody, signature, app) {
      const signing = app ?? ours
      return signing !== null && isSignedWebhook(rawBody, signature, signing.clientSecret)
    },
    readVisitor: async (sessionToken, now) => ours && readSessionToken(sessionToken, ours, now),
    async getTokens(shop, grant, app, signal) {
      const asking = app ?? ours
      // The shop may well let us in: it is the studio that lacks its app, perhaps only for now.
      if (!asking) throw new StoreFailure('refused', 'there is no app to ask with')
      const tokens = await getTokens(shop, asking, grant, { address, now: () => clock.now() }, signal)
      return { platform: 'shopify', ...tokens, app }
    },
  }
}
