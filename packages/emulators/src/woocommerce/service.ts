import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyReply, cutReply, type Reply } from '../stand-in/reply.ts'
import type { Call, Parts } from './call.ts'
import { findCaller } from './check-caller.ts'
import type { Effect } from './effect.ts'
import { servePage } from './pages.ts'
import { errorReply, jsonReply, pageReply, redirectReply } from './reply.ts'
import { RestError } from './rest-error.ts'
import { serveMedia } from './serve-media.ts'
import { serveProducts } from './serve-products.ts'
import { serveUsers } from './serve-users.ts'
import { serveWebhooks } from './serve-webhooks.ts'

/** One HTTP request to the site. */
export type SiteRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Uint8Array }

const REST = '/wp-json'
const UPLOADS = '/wp-content/uploads/'

/** Answers as a WordPress site with WooCommerce does: its REST API, its files, a few of its pages. */
export async function serve(request: SiteRequest, parts: Parts): Promise<Reply> {
  const { method, url, body } = request
  const path = decodeURIComponent(url.pathname)
  if (path.startsWith(REST)) {
    try {
      return await serveRest(request, path.slice(REST.length), parts)
    } catch (error) {
      if (error instanceof RestError) return errorReply(error)
      throw error
    }
  }
  if (path.startsWith(UPLOADS)) return serveFile(path.slice(UPLOADS.length), parts)
  const form = new URLSearchParams(Buffer.from(body).toString('utf8'))
  return servePage(method, url, form, parts) ?? pageReply(404, '<!DOCTYPE html><h1>Page not found</h1>')
}

async function serveRest(request: SiteRequest, path: string, parts: Parts): Promise<Reply> {
  const route = path.replace(/\/$/, '')
  const { method, url, headers, body } = request
  const caller = findCaller(parts.site, headers.authorization, route)
  const json = readJson(request)
  const call: Call = { method, route, query: url.searchParams, headers, body, json, caller }
  if (route === '') return jsonReply(200, showSite(parts))
  if (/^\/wp\/v2\/media(\/\d+)?$/.test(route)) return serveMedia(call, parts)
  if (/^\/wc\/v3\/products(\/|$)/.test(route)) return serveProducts(call, parts)
  if (/^\/wc\/v3\/webhooks(\/\d+)?$/.test(route)) return serveWebhooks(call, parts)
  if (/^\/wp\/v2\/users\/me(\/|$)/.test(route)) return serveUsers(call, parts)
  throw new RestError(404, 'rest_no_route', 'No route was found matching the URL and request method.')
}

function readJson({ headers, body }: SiteRequest): Record<string, unknown> {
  if (!headers['content-type']?.startsWith('application/json') || body.byteLength === 0) return {}
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (json && typeof json === 'object') return json as Record<string, unknown>
  } catch {}
  throw new RestError(400, 'rest_invalid_json', 'Invalid JSON body passed.')
}

function showSite({ site, baseUrl }: Parts): object {
  const authorization = `${baseUrl}/wp-admin/authorize-application.php`
  return {
    ...{ name: site.name, description: '', url: baseUrl, home: baseUrl, gmt_offset: 0 },
    namespaces: ['oembed/1.0', 'wp/v2', 'wc/v1', 'wc/v2', 'wc/v3', 'wc/store/v1'],
    authentication: { 'application-passwords': { endpoints: { authorization } } },
    routes: {},
  }
}

async function serveFile(file: string, { site, uploads }: Parts): Promise<Reply> {
  const media = Object.values(site.media).find((one) => one.file === file)
  const bytes = media && (await uploads.get(file))
  if (!bytes) return pageReply(404, '<!DOCTYPE html><h1>Not Found</h1>')
  return bodyReply(200, media.mime, bytes)
}

/** Answers a request, or goes wrong as the effect says. */
export async function misbehave(
  effect: Effect,
  answer: () => Promise<Reply>,
  signal: AbortSignal,
): Promise<Reply> {
  const { kind, status, code, seconds } = effect
  const page = (title: string) =>
    `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`
  switch (kind) {
    case 'refuse':
      return errorReply(new RestError(status ?? 500, code ?? 'internal_server_error', 'Refused.'))
    case 'critical':
      return errorReply(
        new RestError(500, 'internal_server_error', 'There has been a critical error on this website.'),
      )
    case 'throttle': {
      const wait = seconds === null ? {} : { 'retry-after': String(seconds ?? 2) }
      return pageReply(status ?? 429, page('Too Many Requests'), wait)
    }
    case 'too_large':
      return pageReply(413, page('413 Request Entity Too Large'))
    case 'firewall':
      return pageReply(403, page('Your access to this site has been limited'))
    case 'login':
      return redirectReply('/wp-login.php?redirect_to=%2Fwp-json%2F&reauth=1')
    case 'moved':
      return redirectReply('https://www.shop.example/wp-json/')
    case 'page':
      return pageReply(200, page('Coming soon'))
    case 'empty':
      await answer()
      return pageReply(200, '')
    case 'notice':
      return printBefore(
        '<br />\n<b>Deprecated</b>:  Creation of dynamic property Gallery::$x in <b>/wp-content/plugins/gallery.php</b> on line <b>7</b><br />\n',
        await answer(),
      )
    case 'bom':
      return printBefore('\uFEFF', await answer())
    case 'truncate':
      return cutReply(await answer(), { isBroken: true })
    case 'lost_answer':
      await answer()
      return { kind: 'reset' }
    case 'delay':
      await sleep((seconds ?? 1) * 1000, undefined, { signal })
      return answer()
    case 'hang':
    case 'reset':
      return { kind }
  }
}

function printBefore(text: string, reply: Reply): Reply {
  return reply.kind === 'body'
    ? { ...reply, body: Buffer.concat([Buffer.from(text), Buffer.from(reply.body)]) }
    : reply
}
