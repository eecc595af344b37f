import { createHash } from 'node:crypto'
import { type DomainError, defect, escapeHtml } from '@studio/core/kernel'
import { type Guest, welcomeGuest } from '@studio/services/stores'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { explain } from '../trpc/trpc.ts'

const STYLE = `
  body { margin: 0; padding: 48px 24px; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
  main { max-width: 480px; margin: 0 auto; }
  h1 { font-size: 22px; margin: 0 0 8px; }
  p { margin: 0 0 24px; }
  a { display: inline-block; padding: 10px 18px; border-radius: 8px; background: #1a1a1a; color: #fff;
    text-decoration: none; font-weight: 600; }
  a:focus-visible { outline: 3px solid #6a8dff; outline-offset: 2px; }`

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** What the page says: a sentence, and where its one button leads in our own window. */
type Words = { title: string; text: string; act: string; path: string }

/**
 * `GET /shopify`: the page inside Shopify's admin. It is plain HTML without a script, so that nothing of a third party runs
 * in it, and it may be framed by the admin of its shop alone. Shopify names who looks in `id_token`
 * (shopify.dev, "session tokens"); no cookie is read here, since a frame of another site sends none.
 */
export function embeddedPageRoute({ deps }: Pick<Container, 'deps'>, standInUrl?: string): RequestHandler {
  const standIn = standInUrl === undefined ? [] : [new URL(standInUrl).origin]

  return async (req, res) => {
    const { searchParams: query } = new URL(req.originalUrl, deps.publicUrl)
    const admins = [...adminsOf(query.get('shop'), deps.shopifyApp), ...standIn]
    res.removeHeader('X-Frame-Options')
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    // The address holds the session token.
    res.setHeader('Referrer-Policy', 'no-referrer')
    res.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors ${admins.join(' ') || "'none'"}`,
    )
    const { requestId } = res.locals
    const words = await welcomeGuest(
      { kind: 'anonymous' },
      { sessionToken: query.get('id_token') ?? '' },
      deps,
    ).then(describeGuest, (error: unknown) => {
      const known = explain(error) as DomainError
      if (known.code === defect().code) deps.logger.error({ err: error, requestId }, 'request failed')
      return describeProblem(known)
    })
    res.type('html').send(write(words, deps.publicUrl))
  }
}

/** Who may frame the page: the admin of the shop that the address names, if it is one. */
function adminsOf(shop: string | null, shopifyApp: Container['deps']['shopifyApp']): string[] {
  try {
    return shopifyApp && shop ? [`https://${shopifyApp.readShop(shop)}`, 'https://admin.shopify.com'] : []
  } catch {
    return []
  }
}

function describeGuest(guest: Guest | null): Words {
  if (!guest) {
    const text = 'Open it from the apps of your Shopify admin, or connect your store in Studio Pro itself.'
    return { title: 'Studio Pro', text, act: 'Open Studio Pro', path: '/stores' }
  }
  if (guest.state === 'connected') {
    const text = `${guest.shop} is connected. Pictures are made and published in Studio Pro, which opens in a tab of its own.`
    return { title: 'Your store is connected', text, act: 'Open Studio Pro', path: '/stores' }
  }
  const text = `Studio Pro may now work with the products and files of ${guest.shop}. Sign in or sign up there within a quarter of an hour to connect it to your account.`
  return {
    title: 'One step is left',
    text,
    act: 'Connect in Studio Pro',
    path: `/stores#claim.${guest.claim}`,
  }
}

function describeProblem({ message }: DomainError): Words {
  return { title: 'The store was not connected', text: message, act: 'Open Studio Pro', path: '/stores' }
}

function write({ title, text, act, path }: Words, publicUrl: string): string {
  const href = new URL(path, publicUrl).href
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Studio Pro</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><a href="${escapeHtml(href)}" target="_blank" rel="noopener">${escapeHtml(act)}</a></main></body>
</html>
`
}
