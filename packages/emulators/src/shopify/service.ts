import type { IncomingHttpHeaders } from 'node:http'
import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { AdminRequest } from './admin-api.ts'
import type { Parts } from './call.ts'
import { showEmbeddedPage } from './embedded-page.ts'
import { installApp, showGrantPage } from './grant-page.ts'
import { withEffect } from './misbehave.ts'
import { notFound } from './reply.ts'
import { servePicture } from './serve-picture.ts'
import type { Shop } from './state.ts'
import { showProductPage, showShopPage, showShops } from './storefront.ts'
import { answerTokens } from './tokens.ts'
import { takeUpload } from './uploads.ts'

/** A request as it came in. */
export type ServiceRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer }

const SHOP_PATH = /^\/shops\/([a-z0-9-]+\.myshopify\.com)(\/.*)$/
const ADMIN_PATH = /^\/admin\/api\/(\d{4}-\d{2}|unstable)\/graphql\.json$/

/** Answers everything that shops answer, and everything around them. */
export async function serve(
  request: ServiceRequest,
  parts: Parts,
  answerAdmin: (request: AdminRequest) => Promise<Reply>,
): Promise<Reply> {
  const { pathname } = request.url
  if (pathname === '/') return showShops(parts.world)
  const [, domain = '', path = ''] = SHOP_PATH.exec(pathname) ?? []
  const shop = parts.world.shops[domain]
  if (!shop) return notFound()
  const { method, headers, body } = request
  if (ADMIN_PATH.test(path) && method === 'POST') {
    const token = headers['x-shopify-access-token']
    return answerAdmin({ shop, body: body.toString(), token: Array.isArray(token) ? token[0] : token })
  }
  if (path.startsWith('/admin/')) return serveAdminPage(path, request, shop, parts)
  if (path.startsWith('/staged/'))
    return takeUpload({ method, key: path.slice('/staged/'.length), headers, body }, shop, parts)
  if (method !== 'GET') return notFound()
  if (path.startsWith('/cdn/files/'))
    return servePicture(shop, decodeURIComponent(path.slice('/cdn/files/'.length)), request.url, parts)
  if (path.startsWith('/bulk/')) return serveBulk(path.slice('/bulk/'.length), shop)
  if (path.startsWith('/products/')) return showProductPage(shop, path.slice('/products/'.length), parts)
  return path === '/' ? showShopPage(shop, parts) : notFound()
}

async function serveAdminPage(
  path: string,
  { method, url, headers, body }: ServiceRequest,
  shop: Shop,
  parts: Parts,
): Promise<Reply> {
  switch (`${method} ${path}`) {
    case 'GET /admin/oauth/authorize':
      return showGrantPage(shop, url.searchParams, parts)
    case 'POST /admin/oauth/authorize':
      return installApp(shop, new URLSearchParams(body.toString()), parts)
    case 'POST /admin/oauth/access_token': {
      const fields = readFields(headers['content-type'] ?? '', body.toString())
      const operation = fields.grant_type ?? 'authorization_code'
      const effect = parts.scenario.take({ route: 'token', shop: shop.domain, operation })
      return withEffect(effect, async () => {
        const reply = answerTokens(shop, fields, parts)
        parts.save()
        return reply
      })
    }
    case 'GET /admin/apps/studio-pro':
      return showEmbeddedPage(shop, parts)
    default:
      return notFound()
  }
}

function serveBulk(name: string, shop: Shop): Reply {
  const operation = shop.bulkOperations[`gid://shopify/BulkOperation/${name.replace('.jsonl', '')}`]
  return operation ? bodyReply(200, 'application/jsonl', `${operation.lines.join('\n')}\n`) : notFound()
}

function readFields(contentType: string, body: string): Record<string, string | undefined> {
  try {
    return contentType.includes('json') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
  } catch {
    return {}
  }
}
