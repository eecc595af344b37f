import { randomUUID } from 'node:crypto'
import type { Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { pageReply, redirectReply } from './reply.ts'
import { escapeHtml } from './sanitize.ts'
import { imagesOf, sourceUrl } from './show.ts'
import type { ApplicationPassword, Media, Product, Site } from './state.ts'

/** A page of the site itself: what shoppers see, and where its person lets programs in. Null for a path that is none. */
export function servePage(method: string, url: URL, form: URLSearchParams, parts: Parts): Reply | null {
  const { site } = parts
  const path = url.pathname
  if (path === '/wp-admin/authorize-application.php')
    return method === 'POST' ? decide(form, parts) : askPerson(url.searchParams, site)
  if (method !== 'GET') return null
  if (path === '/') return pageReply(200, layOut(site.name, showShop(parts)))
  const [, slug] = /^\/product\/([^/]+)\/?$/.exec(path) ?? []
  const product = Object.values(site.products).find((one) => one.slug === slug && one.status === 'publish')
  return product ? pageReply(200, layOut(product.name, showProductPage(product, parts))) : null
}

/** Asks whether a program may have a password (wp-admin/authorize-application.php). */
function askPerson(query: URLSearchParams, site: Site): Reply {
  const appName = query.get('app_name') ?? ''
  const successUrl = query.get('success_url') ?? ''
  const rejectUrl = query.get('reject_url') ?? withQuery(successUrl, { success: 'false' })
  if (![successUrl, rejectUrl].every(isAllowed))
    return pageReply(
      500,
      layOut(
        'Cannot Authorize Application',
        '<p>The Authorize Application request is not allowed. The URL must be served over a secure connection.</p>',
      ),
    )
  const hidden = Object.entries({
    ...{ action: 'authorize_application_password', app_id: query.get('app_id') ?? '' },
    ...{ success_url: successUrl, reject_url: rejectUrl },
  }).map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
  return pageReply(
    200,
    layOut(
      'Authorize Application',
      `<h2>An application would like to connect to your account.</h2>
      <p>Would you like to give the application identifying itself as <strong>${escapeHtml(appName)}</strong> access to
      your account at ${escapeHtml(site.name)}? You should only do this if you trust the application in question.</p>
      <form method="post" action="/wp-admin/authorize-application.php">${hidden.join('')}
      <p><label>New Application Password Name <input name="app_name" value="${escapeHtml(appName)}" required></label></p>
      <p><button name="approve" value="1">Yes, I approve of this connection</button>
      <button name="reject" value="1">No, I do not approve of this connection</button></p></form>`,
    ),
  )
}

/** Makes the password, or not, and sends the browser back with it. The person is signed in as the merchant. */
function decide(form: URLSearchParams, { site, baseUrl }: Parts): Reply {
  const successUrl = form.get('success_url') ?? ''
  const rejectUrl = form.get('reject_url') ?? ''
  if (![successUrl, rejectUrl].every(isAllowed)) return pageReply(403, layOut('Forbidden', ''))
  if (!form.has('approve')) return redirectReply(rejectUrl || `${baseUrl}/`)
  const made = makePassword(site, 'merchant', form.get('app_name') ?? '', form.get('app_id') ?? '')
  if (successUrl === '')
    return pageReply(
      200,
      layOut('Authorize Application', `<p>Your new password is: <code>${made.password}</code></p>`),
    )
  return redirectReply(
    withQuery(successUrl, { site_url: baseUrl, user_login: 'merchant', password: made.password }),
  )
}

/** Makes an Application Password of somebody: 24 letters and digits. */
export function makePassword(site: Site, login: string, name: string, appId = ''): ApplicationPassword {
  const userId = site.users.find((user) => user.login === login)?.id ?? 0
  const password = `${randomUUID()}${randomUUID()}`.replaceAll('-', '').slice(0, 24)
  const made = { uuid: randomUUID(), userId, name, appId, password }
  site.passwords.push(made)
  return made
}

/** https, a program's own scheme, or this machine (`wp_is_authorize_application_redirect_url_valid`, WordPress 7.0). */
function isAllowed(address: string): boolean {
  if (address === '') return true
  const url = URL.parse(address)
  if (!url || ['javascript:', 'data:'].includes(url.protocol)) return false
  return url.protocol !== 'http:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
}

function withQuery(address: string, query: Record<string, string>): string {
  const url = URL.parse(address)
  if (!url) return ''
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

function showShop(parts: Parts): string {
  const cards = Object.values(parts.site.products)
    .filter(({ status }) => status === 'publish')
    .map(
      (
        product,
      ) => `<a class="card" href="/product/${product.slug}/">${picture(imagesOf(product, parts.site)[0], parts)}
      <span>${escapeHtml(product.name)}</span></a>`,
    )
  return `<div class="grid">${cards.join('')}</div>`
}

function showProductPage(product: Product, parts: Parts): string {
  const { media } = parts.site
  const gallery = imagesOf(product, parts.site).map((one) => `<li>${picture(one, parts)}</li>`)
  const variations = product.variations.map(
    ({ options, imageId }) =>
      `<li>${picture(media[imageId] ?? media[product.imageId], parts)}${escapeHtml(options.join(', '))}</li>`,
  )
  return `<p><a href="/">All products</a></p><ol class="grid">${gallery.join('')}</ol>
    ${variations.length > 0 ? `<h2>${escapeHtml(product.attribute)}</h2><ul class="grid">${variations.join('')}</ul>` : ''}`
}

/** A picture with its alternative text below, so that what changed can be seen. */
function picture(media: Media | undefined, { baseUrl }: Parts): string {
  if (!media) return '<span class="none">No picture</span>'
  const alt = escapeHtml(media.altText)
  return `<img src="${escapeHtml(sourceUrl(media, baseUrl))}" alt="${alt}"><small>${alt || '<i>no alternative text</i>'}</small>`
}

function layOut(title: string, content: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:1.5rem;padding:0;list-style:none}
.card{color:inherit}img{width:100%;aspect-ratio:1;object-fit:contain;background:#f4f4f4}
small{display:block;color:#555}.none{display:block;padding:2rem;background:#f4f4f4}button{padding:.5rem 1rem}
</style></head><body><h1>${escapeHtml(title)}</h1>${content}</body></html>`
}
