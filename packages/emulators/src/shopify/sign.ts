import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App } from './state.ts'

/** Shopify's signature of a query, in hexadecimal: all but `hmac`, in the order of the names (shopify.dev, OAuth). */
export function signQuery(query: URLSearchParams, { clientSecret }: App): string {
  const text = [...query]
    .filter(([name]) => name !== 'hmac')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return createHmac('sha256', clientSecret).update(text).digest('hex')
}

/** How long a session token lives (shopify.dev, session tokens). */
const SESSION_SECONDS = 60

/** The member of staff who looks at embedded pages here. */
const STAFF_ID = '42'

/** What Shopify's admin gives an embedded page: who looks at it, signed with the app's secret for a minute. */
export function mintSessionToken(
  shop: string,
  { clientId, clientSecret }: App,
  nowMs: number,
  changed: Record<string, unknown> = {},
): string {
  const seconds = Math.floor(nowMs / 1000)
  const claims = {
    ...{ iss: `https://${shop}/admin`, dest: `https://${shop}`, aud: clientId, sub: STAFF_ID },
    ...{ exp: seconds + SESSION_SECONDS, nbf: seconds, iat: seconds },
    ...{ jti: `${seconds}-${shop}`, sid: 'session' },
    ...changed,
  }
  const write = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${write({ alg: 'HS256', typ: 'JWT' })}.${write(claims)}`
  return `${text}.${signatureOf(text, clientSecret)}`
}

/** The claims of a session token that is good for this shop and app now; null for any other. */
export function readSessionToken(token: string, shop: string, app: App, nowMs: number): object | null {
  const [head = '', body = '', signature = ''] = token.split('.')
  if (!isSame(signature, signatureOf(`${head}.${body}`, app.clientSecret))) return null
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  const isNow = Number(claims.exp) * 1000 > nowMs && Number(claims.nbf) * 1000 <= nowMs
  return isNow && claims.aud === app.clientId && claims.dest === `https://${shop}` ? claims : null
}

const signatureOf = (text: string, secret: string) =>
  createHmac('sha256', secret).update(text).digest('base64url')

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
