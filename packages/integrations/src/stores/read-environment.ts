import { z } from 'zod'
import type { ShopifyAppOptions } from './shopify-app.ts'

/** The variables that say how stores are connected; see `.env.example`. WooCommerce needs none. */
export const storeVariables = z
  .object({
    SHOPIFY_API_KEY: z.string().min(1).optional(),
    SHOPIFY_API_SECRET: z.string().min(1).optional(),
    /** Another address that speaks Shopify's protocol for all shops: a stand-in on this machine. */
    SHOPIFY_STAND_IN_URL: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(
    ({ SHOPIFY_API_KEY: key, SHOPIFY_API_SECRET: secret }) => (key === undefined) === (secret === undefined),
    {
      path: ['SHOPIFY_API_SECRET'],
      error: 'SHOPIFY_API_KEY and SHOPIFY_API_SECRET belong together: set both, or neither',
    },
  )

/** How Shopify stores are reached and connected, as the variables say. */
export function toShopifyOptions(
  env: z.infer<typeof storeVariables>,
): Pick<ShopifyAppOptions, 'app' | 'standInUrl'> {
  const {
    SHOPIFY_API_KEY: clientId,
    SHOPIFY_API_SECRET: clientSecret,
    SHOPIFY_STAND_IN_URL: standInUrl,
  } = env
  return { app: clientId && clientSecret ? { clientId, clientSecret } : null, standInUrl }
}
