import type { Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { signedQuery } from './grant-page.ts'
import { escapeHtml, page } from './html.ts'
import { pageReply } from './reply.ts'
import { mintSessionToken } from './sign.ts'
import type { Shop } from './state.ts'

/** A shop's admin with the app's own page in it, as Shopify embeds it: signed, and with a session token. */
export function showEmbeddedPage(shop: Shop, parts: Parts): Reply {
  const appUrl = parts.appUrl()
  if (appUrl === null) return pageReply(404, page('No app', '<p>Nobody said where the app’s page is.</p>'))
  const more = { embedded: '1', locale: 'en', session: 'session', id_token: tokenFor(shop, parts) }
  const url = `${appUrl}/shopify?${signedQuery(shop.domain, more, parts)}`
  return pageReply(
    200,
    page(
      shop.name,
      `<p>${escapeHtml(shop.name)} · admin</p><iframe title="Studio Pro" src="${escapeHtml(url)}"></iframe>`,
    ),
  )
}

const tokenFor = ({ domain }: Shop, { app, clock }: Parts) => mintSessionToken(domain, app, clock.nowMs())
