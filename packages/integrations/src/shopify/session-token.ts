import { jwtVerify } from 'jose'
import type { ShopVisitor } from '../store-connector/index.ts'
import type { ShopifyApp } from './app-tokens.ts'
import { isShop } from './shop-address.ts'

/** How far the clocks may be apart (@shopify/shopify-api, decodeSessionToken). */
const TOLERANCE_SECONDS = 10

/**
 * Reads the token by which Shopify's admin says who looks at our page; it lives for a minute, and opens nothing at Shopify.
 * Null for every token that is not right in all points. Source: shopify.dev, "session tokens".
 */
export async function readSessionToken(
  token: string,
  { clientId, clientSecret }: ShopifyApp,
  now: Date,
): Promise<ShopVisitor | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(clientSecret), {
      algorithms: ['HS256'],
      audience: clientId,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: ['iss', 'dest', 'sub', 'exp', 'nbf'],
    })
    const issuer = new URL(String(payload.iss)).hostname
    const destination = new URL(String(payload.dest)).hostname
    if (issuer !== destination || !isShop(destination)) return null
    return { shop: destination, userId: String(payload.sub) }
  } catch {
    return null
  }
}
