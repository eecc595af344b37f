import { z } from 'zod'
import { StoreFailure, type TokenGrant } from '../store-connector/index.ts'
import { readLimited } from './read-limited.ts'
import type { ShopAddress } from './shop-address.ts'

/** The app as Shopify knows it. */
export type ShopifyApp = { clientId: string; clientSecret: string }

/**
 * What a shop lets us in with. `refreshToken` gets the next pair, once; without it the pair comes from the credentials
 * again (client credentials), or never ends (tokens that a merchant made before 2026).
 */
export type AppTokens = {
  accessToken: string
  /** ISO 8601; null for a token that does not end. */
  expiresAt: string | null
  refreshToken: string | null
  refreshExpiresAt: string | null
  scopes: string[]
}

/** How tokens are asked for. */
export type TokenDeps = { address: ShopAddress; now: () => Date }

const TIMEOUT_MS = 20_000

/** Tokens, and pages that say why there are none. */
const MAX_ANSWER_BYTES = 1024 * 1024

const answerSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
})

const refusalSchema = z.object({ error: z.string().max(100) })

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const OFFLINE_TOKEN = 'urn:shopify:params:oauth:token-type:offline-access-token'

/**
 * Where a merchant is asked to let the app in. `state` comes back with the answer.
 * Source: shopify.dev, "implement authorization code grant".
 */
export function authorizeUrl(
  address: ShopAddress,
  shop: string,
  asked: { clientId: string; scopes: readonly string[]; redirectUri: string; state: string },
): string {
  const url = address(shop, '/admin/oauth/authorize')
  url.searchParams.set('client_id', asked.clientId)
  url.searchParams.set('scope', asked.scopes.join(','))
  url.searchParams.set('redirect_uri', asked.redirectUri)
  url.searchParams.set('state', asked.state)
  return url.href
}

/**
 * Gets tokens of a shop, its first or the next ones: expiring ones, which public apps must use by 2027.
 * @throws StoreFailure `access_revoked` when Shopify refuses them for good; `unreachable` when it may be asked again
 */
export async function getTokens(
  shop: string,
  app: ShopifyApp,
  grant: TokenGrant,
  { address, now }: TokenDeps,
  signal: AbortSignal,
): Promise<AppTokens> {
  const body = { client_id: app.clientId, client_secret: app.clientSecret, ...fieldsOf(grant) }
  const response = await post(address(shop, '/admin/oauth/access_token'), body, signal)
  const bytes = await readLimited(response, MAX_ANSWER_BYTES).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error instanceof StoreFailure ? error : new StoreFailure('unreachable', 'token: half an answer')
  })
  const answer = parse(new TextDecoder().decode(bytes))
  if (!response.ok) throw refusal(response.status, answer)
  const read = answerSchema.safeParse(answer)
  if (!read.success) throw new StoreFailure('not_a_store', 'the answer has no token')
  const { access_token, scope, expires_in, refresh_token, refresh_token_expires_in } = read.data
  const after = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(now().getTime() + seconds * 1000).toISOString()
  return {
    accessToken: access_token,
    expiresAt: after(expires_in),
    refreshToken: refresh_token ?? null,
    refreshExpiresAt: refresh_token ? after(refresh_token_expires_in) : null,
    scopes: scope.split(',').filter(Boolean),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function fieldsOf(grant: TokenGrant): Record<string, string> {
  switch (grant.by) {
    case 'code':
      return { code: grant.code, expiring: '1' }
    case 'refresh':
      return { grant_type: 'refresh_token', refresh_token: grant.refreshToken }
    case 'credentials':
      return { grant_type: 'client_credentials' }
    case 'session':
      return {
        grant_type: TOKEN_EXCHANGE,
        subject_token: grant.sessionToken,
        subject_token_type: ID_TOKEN,
        requested_token_type: OFFLINE_TOKEN,
        expiring: '1',
      }
  }
}

async function post(url: URL, body: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      // The secret would go along.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw new StoreFailure('unreachable', `token: ${(error as Error).name}`)
  }
}

function refusal(status: number, answer: unknown): StoreFailure {
  const read = refusalSchema.safeParse(answer)
  const diagnosis = `token: HTTP ${status}${read.success ? ` ${read.data.error}` : ''}`
  if (status === 400 || status === 401) return new StoreFailure('access_revoked', diagnosis)
  if (status === 403 || status === 404) return new StoreFailure('not_a_store', diagnosis)
  return new StoreFailure('unreachable', diagnosis)
}

/** The scopes that publishing pictures takes, and no more. */
export const SHOPIFY_SCOPES = ['read_products', 'write_products', 'read_files', 'write_files'] as const

/** Which scopes are missing; Shopify lists only `write_x` where it implies `read_x`. */
export function missingScopes(granted: readonly string[]): string[] {
  return SHOPIFY_SCOPES.filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, 'write_')),
  )
}
