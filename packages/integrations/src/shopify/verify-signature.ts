import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far Shopify's clock and ours may be apart in a redirect, in seconds (@shopify/shopify-api, validateHmac). */
const MAX_SKEW_SECONDS = 90

/**
 * Whether a redirect really comes from Shopify: its query signed with the app's secret, not long ago (shopify.dev, "verify
 * the installation request").
 */
export function isSignedQuery(query: URLSearchParams, secret: string, now: Date): boolean {
  const hmac = query.get('hmac') ?? ''
  const skew = Math.abs(now.getTime() / 1000 - Number(query.get('timestamp')))
  return skew <= MAX_SKEW_SECONDS && isSame(hmac, signQuery(query, secret))
}

/** The signature of a query, in hexadecimal: all but `hmac` itself, in the order of the names. */
function signQuery(query: URLSearchParams, secret: string): string {
  const signed = [...query]
    .filter(([name]) => name !== 'hmac' && name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const text = new URLSearchParams(signed).toString().replaceAll('+', '%20')
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Whether a webhook really comes from Shopify: its raw body signed with the app's secret (shopify.dev, webhooks). */
export function isSignedWebhook(rawBody: Uint8Array, header: string | undefined, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest('base64')
  return header !== undefined && isSame(header, expected)
}

/** Compares without telling by its time how much was right. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
