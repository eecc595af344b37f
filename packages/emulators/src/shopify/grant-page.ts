import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { escapeHtml, page } from './html.ts'
import { pageReply, redirectReply } from './reply.ts'
import { signQuery } from './sign.ts'
import type { Shop } from './state.ts'
import { granted, issueCode } from './tokens.ts'

/** What the scopes that are asked for mean to an owner. */
const MEANINGS: Record<string, string> = {
  read_products: 'See your products',
  write_products: 'Change your products',
  read_files: 'See your files',
  write_files: 'Add, change and delete files',
}

/** The page on which the owner of a shop lets an app in, as Shopify shows it before it sends the browser back. */
export function showGrantPage(shop: Shop, query: URLSearchParams, parts: Parts): Reply {
  if (query.get('client_id') !== parts.app.clientId)
    return pageReply(
      400,
      page('App not found', '<p>Oauth error invalid_request: Could not find the app.</p>'),
    )
  if (!URL.canParse(query.get('redirect_uri') ?? ''))
    return pageReply(
      400,
      page('Not possible', '<p>Oauth error invalid_request: The redirect_uri is missing.</p>'),
    )
  const scopes = scopesIn(query)
  const fields = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return pageReply(
    200,
    page(
      'Install app',
      `<h1>Install Studio Pro</h1>
      <p>in <b>${escapeHtml(shop.name)}</b> (${shop.domain})</p>
      <p>This app will be able to:</p>
      <ul>${scopes.map((scope) => `<li>${escapeHtml(MEANINGS[scope] ?? scope)}</li>`).join('')}</ul>
      <form method="post">${fields.join('')}
        <button name="answer" value="install">Install</button>
        <a href="/shops/${shop.domain}/">Cancel</a>
      </form>`,
    ),
  )
}

/** Sends the browser back to the app with a code, signed. */
export function installApp(shop: Shop, fields: URLSearchParams, parts: Parts): Reply {
  const redirectUri = fields.get('redirect_uri') ?? ''
  if (fields.get('client_id') !== parts.app.clientId || !URL.canParse(redirectUri))
    return bodyReply(400, 'text/plain', 'Oauth error invalid_request')
  const nowMs = parts.clock.nowMs()
  const back = new URL(redirectUri)
  const code = issueCode(shop, parts.app.clientId, granted(scopesIn(fields)), nowMs)
  const query = signedQuery(shop.domain, { code, state: fields.get('state') ?? '' }, parts)
  for (const [name, value] of query) back.searchParams.set(name, value)
  parts.save()
  return redirectReply(back.href)
}

/** Parameters as Shopify adds them to an address of the app, with its signature. */
export function signedQuery(shop: string, more: Record<string, string>, parts: Parts): URLSearchParams {
  const name = shop.replace('.myshopify.com', '')
  const query = new URLSearchParams({
    ...more,
    host: Buffer.from(`admin.shopify.com/store/${name}`).toString('base64').replaceAll('=', ''),
    shop,
    timestamp: String(Math.floor(parts.clock.nowMs() / 1000)),
  })
  query.set('hmac', signQuery(query, parts.app))
  return query
}

function scopesIn(query: URLSearchParams): string[] {
  return (query.get('scope') ?? '').split(/[,\s]+/).filter(Boolean)
}
