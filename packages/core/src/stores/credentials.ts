import { z } from 'zod'

/**
 * What a store lets us in with, as it is sealed into its row. Shopify: tokens of the app, of which the access token may
 * end and be replaced by the refresh token, once. WooCommerce: an Application Password of a person in WordPress.
 */
export const storeCredentialsSchema = z.discriminatedUnion('platform', [
  z.object({
    platform: z.literal('shopify'),
    accessToken: z.string(),
    expiresAt: z.string().nullable(),
    refreshToken: z.string().nullable(),
    refreshExpiresAt: z.string().nullable(),
    /** The merchant's own app, where the store is let in by client credentials; null for the operator's app. */
    app: z.object({ clientId: z.string(), clientSecret: z.string() }).nullable(),
  }),
  z.object({ platform: z.literal('woocommerce'), user: z.string(), applicationPassword: z.string() }),
])

/** What a store lets us in with. */
export type StoreCredentials = z.infer<typeof storeCredentialsSchema>

/** Of Shopify. */
export type ShopifyCredentials = Extract<StoreCredentials, { platform: 'shopify' }>

/** Of WooCommerce. */
export type WooCommerceCredentials = Extract<StoreCredentials, { platform: 'woocommerce' }>

/** Tokens are replaced this long before they end, so that no call is under way with one that does. */
const REPLACE_EARLY_MS = 5 * 60_000

/** Whether credentials should be replaced before they are used at `now`. Source: shopify.dev, "offline access tokens". */
export function areDue(credentials: StoreCredentials, now: Date): boolean {
  if (credentials.platform !== 'shopify' || credentials.expiresAt === null) return false
  return Date.parse(credentials.expiresAt) - REPLACE_EARLY_MS <= now.getTime()
}

/** Whether others can be had in their place without asking a person. */
export function areReplaceable(credentials: StoreCredentials): boolean {
  return credentials.platform === 'shopify' && (credentials.app ?? credentials.refreshToken) !== null
}
