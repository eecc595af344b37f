import { randomBytes } from 'node:crypto'
import type { Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { jsonReply } from './reply.ts'
import { readSessionToken } from './sign.ts'
import type { App, Shop } from './state.ts'

/** shopify.dev, offline access tokens and client credentials. */
const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 90 * 24 * 3600
const CREDENTIALS_SECONDS = 86_399
const CODE_MS = 60_000

/** What an app gets that asks for no scopes of its own. */
export const ALL_SCOPES = ['write_products', 'write_files']

type Fields = Record<string, string | undefined>

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** Answers `/admin/oauth/access_token`: JSON or a form, as Shopify takes both. */
export function answerTokens(shop: Shop, fields: Fields, parts: Parts): Reply {
  const refuse = (error: string, description: string) =>
    jsonReply(400, { error, error_description: description })
  const app = [parts.app, shop.ownApp].find((one) => one !== null && one.clientId === fields.client_id)
  if (!app) return refuse('application_cannot_be_found', 'The client_id is not known.')
  if (app.clientSecret !== fields.client_secret)
    return refuse('invalid_client', 'The client_secret is not right.')
  const nowMs = parts.clock.nowMs()
  const isExpiring = fields.expiring === '1'
  switch (fields.grant_type) {
    case 'refresh_token': {
      const refresh = shop.refreshTokens[fields.refresh_token ?? '']
      const isGood = refresh && refresh.clientId === app.clientId && refresh.expiresAtMs > nowMs
      if (!isGood) return refuse('invalid_request', 'This request requires an active refresh_token')
      return issuePair(shop, app, refresh.scopes, nowMs, fields.refresh_token ?? null)
    }
    case 'client_credentials': {
      if (app !== shop.ownApp)
        return refuse('shop_not_permitted', 'Client credentials cannot be performed on this shop.')
      const token = issueToken(shop, app, ALL_SCOPES, nowMs + CREDENTIALS_SECONDS * 1000)
      return jsonReply(200, { access_token: token, scope: join(ALL_SCOPES), expires_in: CREDENTIALS_SECONDS })
    }
    case EXCHANGE: {
      const isVisitor = readSessionToken(fields.subject_token ?? '', shop.domain, app, nowMs)
      if (!isVisitor) return refuse('invalid_subject_token', 'The session token is not valid.')
      return isExpiring ? issuePair(shop, app, ALL_SCOPES, nowMs, null) : issueLasting(shop, app, ALL_SCOPES)
    }
    case undefined:
    case 'authorization_code': {
      const code = shop.codes[fields.code ?? '']
      delete shop.codes[fields.code ?? '']
      if (!code || code.clientId !== app.clientId || code.expiresAtMs <= nowMs)
        return refuse('invalid_request', 'The authorization code was not found or was already used')
      return isExpiring
        ? issuePair(shop, app, code.scopes, nowMs, null)
        : issueLasting(shop, app, code.scopes)
    }
    default:
      return refuse('unsupported_grant_type', 'The grant_type is not known.')
  }
}

/** A code that gets the first tokens, once and soon. */
export function issueCode(shop: Shop, clientId: string, scopes: string[], nowMs: number): string {
  const code = randomBytes(16).toString('hex')
  shop.codes[code] = { clientId, scopes, expiresAtMs: nowMs + CODE_MS }
  return code
}

/** A token; `expiresAtMs` null for one that does not end. */
export function issueToken(
  shop: Shop,
  { clientId }: App,
  scopes: string[],
  expiresAtMs: number | null,
  broughtBy: string | null = null,
): string {
  const token = `shpat_${randomBytes(16).toString('hex')}`
  shop.tokens[token] = { clientId, scopes, expiresAtMs, broughtBy }
  return token
}

function issuePair(shop: Shop, app: App, scopes: string[], nowMs: number, broughtBy: string | null): Reply {
  const token = issueToken(shop, app, scopes, nowMs + ACCESS_SECONDS * 1000, broughtBy)
  const refresh = `shprt_${randomBytes(16).toString('hex')}`
  const { clientId } = app
  shop.refreshTokens[refresh] = { clientId, scopes, expiresAtMs: nowMs + REFRESH_SECONDS * 1000 }
  return jsonReply(200, {
    access_token: token,
    scope: join(scopes),
    expires_in: ACCESS_SECONDS,
    refresh_token: refresh,
    refresh_token_expires_in: REFRESH_SECONDS,
  })
}

function issueLasting(shop: Shop, app: App, scopes: string[]): Reply {
  return jsonReply(200, { access_token: issueToken(shop, app, scopes, null), scope: join(scopes) })
}

/** Shopify lists no `read_x` beside `write_x`, which implies it. */
const join = (scopes: readonly string[]) => scopes.join(',')

/** The scopes that are granted of those that were asked for. */
export function granted(asked: readonly string[]): string[] {
  return asked.filter(
    (scope) => !asked.includes(scope.replace(/^read_/, 'write_')) || scope.startsWith('write_'),
  )
}
