import type { Readable } from 'node:stream'
import { Client } from 'undici'
import { checkUrl } from './check-url.ts'
import { addressUnreachable, type RequestSignals, toAddressError } from './errors.ts'
import { guardBody } from './guard-body.ts'
import { isPublicAddress } from './public-address.ts'
import { type Lookup, pinTo, refuseWithoutAsking, resolveHost, systemLookup } from './resolve-host.ts'

/** How the guard is set up; without options it lets through what is public, and nothing else. */
export type SafeFetchOptions = {
  /** Origins that are reached as they are, also http and on this machine: for development. */
  allowedOrigins?: string[]
  /** How many redirects are followed. Default 3. */
  maxRedirects?: number
  /** Who tells the addresses of a host name. Default: this machine. */
  lookup?: Lookup
  /** Which IP addresses may be reached. Default: the public ones. */
  isAddressAllowed?: (address: string) => boolean
  /** Certificates to trust instead of the system's, as PEM. */
  ca?: string
}

/** One request to an address that a user gave. */
export type SafeFetchRequest = {
  /** Default `GET`. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array | Readable
  /** The longest body that is taken. */
  maxBytes: number
  /** The time for all of it: names, redirects, and the last byte of the body. */
  timeoutMs: number
  /** `follow` goes along with GET and HEAD; `refuse`, and any other method, hands over the redirect as it is. */
  redirect: 'follow' | 'refuse'
  /** Ends the request, with its own reason. */
  signal?: AbortSignal
}

/** An answer of any status. Read `body` or destroy it; it fails with a `DomainError` where it breaks off. */
export type SafeFetchResponse = {
  status: number
  headers: Headers
  body: Readable
  /** Where the answer came from, after redirects. */
  url: string
}

/**
 * Requests an address that a user gave.
 * @throws DomainError `address_refused` before anything is sent there, `address_unreachable`; the body may also
 * fail with `file_too_large`. Aborting the signal throws its reason.
 */
export type SafeFetch = {
  (url: string, request: SafeFetchRequest): Promise<SafeFetchResponse>
  /**
   * Refuses at once what needs no resolver to be refused; a name is looked at when it is asked.
   * @throws DomainError `address_refused`
   */
  check(url: string): void
}

/** RFC 9110, 15.4: the statuses that name another address for the same content. */
const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** What may follow to another origin; the rest may be a secret. */
const HARMLESS_HEADERS = new Set(['accept', 'accept-language', 'user-agent'])

/**
 * Makes the one guarded request for addresses that users give (OWASP, Server-Side Request Forgery Prevention):
 * each host is resolved once, every address checked, and the connection made to those addresses alone. Proxies
 * of the environment are not used: they would resolve the name again.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { maxRedirects = 3, lookup = systemLookup, isAddressAllowed = isPublicAddress, ca } = options
  const allowedOrigins = new Set(options.allowedOrigins)

  async function ask(
    url: URL,
    request: SafeFetchRequest,
    signals: RequestSignals,
  ): Promise<SafeFetchResponse> {
    const { timeout, signal } = signals
    const ends = signal ? AbortSignal.any([signal, timeout]) : timeout
    const translate = (error: unknown) => toAddressError(error, signals)
    const isAllowed = allowedOrigins.has(url.origin) ? () => true : isAddressAllowed
    let client: Client | undefined
    try {
      const addresses = await untilAborted(resolveHost(url.hostname, lookup, isAllowed), ends)
      client = new Client(url.origin, {
        connect: { lookup: pinTo(addresses), ...(ca && { ca }) },
        allowH2: false,
        // One limit counts, and it is the caller's.
        headersTimeout: 0,
        bodyTimeout: 0,
      })
      const { statusCode, headers, body } = await client.request({
        path: url.pathname + url.search,
        method: request.method ?? 'GET',
        headers: { 'user-agent': 'Studio Pro', ...request.headers, 'accept-encoding': 'identity' },
        body: request.body ?? null,
        signal: ends,
        // The next request resolves and checks again, so the connection is of no more use.
        reset: true,
      })
      const answered = toHeaders(headers)
      const guarded = guardBody(body, { headers: answered, maxBytes: request.maxBytes, translate })
      return { status: statusCode, headers: answered, body: guarded, url: url.href }
    } catch (error) {
      await client?.destroy()
      throw translate(error)
    }
  }

  const safeFetch = async (address: string, request: SafeFetchRequest) => {
    const { signal, method = 'GET' } = request
    signal?.throwIfAborted()
    const signals = { signal, timeout: AbortSignal.timeout(request.timeoutMs) }
    const isFollowed = request.redirect === 'follow' && (method === 'GET' || method === 'HEAD')
    let url = checkUrl(address, allowedOrigins)
    let headers = lowerCased(request.headers)
    for (let redirects = 0; ; redirects += 1) {
      const answer = await ask(url, { ...request, headers }, signals)
      const location = answer.headers.get('location')
      if (!isFollowed || !location || !REDIRECTS.has(answer.status)) return answer
      answer.body.destroy()
      if (redirects === maxRedirects) throw addressUnreachable('This address redirects too often.')
      const next = checkUrl(URL.parse(location, url.href)?.href ?? location, allowedOrigins)
      if (url.protocol === 'https:' && next.protocol === 'http:') {
        throw addressUnreachable('This address redirects to one that is not encrypted.')
      }
      if (next.origin !== url.origin) headers = pickHarmless(headers)
      url = next
    }
  }
  return Object.assign(safeFetch, {
    check(address: string) {
      const url = checkUrl(address, allowedOrigins)
      if (!allowedOrigins.has(url.origin)) refuseWithoutAsking(url.hostname, isAddressAllowed)
    },
  })
}

const lowerCased = (headers: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const pickHarmless = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name)))

function toHeaders(received: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(received)) {
    for (const value of [values].flat()) headers.append(name, value)
  }
  return headers
}

/** Looking up a name cannot be called off, but it need not be waited for. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
