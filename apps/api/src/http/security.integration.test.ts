import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'
import { CONNECTION_LIMITS, openHttpServer } from './http-server.ts'

const SCRIPT = '/assets/app-1a2b3c.js'
let api: TestApi
let merchant: Visitor
let assetFile: string
let storedFile: string
let dist: string

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'web-dist-'))
  await mkdir(join(dist, 'assets'))
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>Studio Pro</title>')
  await writeFile(join(dist, SCRIPT), 'export {}')
  api = await openTestApi({ environment: { WEB_DIST: dist, PUBLIC_URL: 'https://studio.example' } })
  merchant = await api.merchant()
  const asset = await readJson(await merchant.postForm([['file', await readPhoto(), 'mug.jpg']]))
  assetFile = `/api/assets/${asset.id}/file`
  await api.studio.jobs.runDue()
  storedFile = (await merchant.fetch(assetFile)).headers.get('location') ?? ''
})
afterAll(async () => {
  await api.close()
  await rm(dist, { recursive: true })
})

/** One address of every kind that this server answers at, whether or not the answer is good news. */
const ADDRESSES = [
  ['the web app', () => '/'],
  ['a script of the web app', () => SCRIPT],
  ['health', () => '/health'],
  ['a query', () => '/trpc/account.get'],
  ['a procedure that is not there', () => '/trpc/nothing'],
  ['the statement', () => '/api/statement.json'],
  ['a picture', () => assetFile],
  ['a stored file without its signature', () => '/files/accounts/none'],
  ['a route that is not there', () => '/api/nothing'],
  ['an address that cannot be decoded', () => '/api/assets/%zz/file'],
  ['a stored file', () => storedFile],
  ['the public API', () => '/api/v1/account'],
  ['the reference of the public API', () => '/api/v1/docs'],
  ['the privacy policy', () => '/privacy.txt'],
] as const satisfies [string, () => string][]

describe('every answer', () => {
  it.each<[string, () => string]>([...ADDRESSES])(
    'of %s has the headers that keep a browser strict',
    async (_what, path) => {
      const { headers } = await merchant.fetch(path())
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      })
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
      for (const telling of ['x-powered-by', 'server', 'via']) expect(headers.has(telling)).toBe(false)
      expect(headers.get('content-type') ?? 'nothing').toMatch(
        /charset=utf-8|^application\/(problem\+)?json|javascript|^image\/|^nothing$/i,
      )
    },
  )

  it('lets pages run scripts and styles of this origin alone, and be framed by nobody', async () => {
    const policy = (await merchant.fetch('/')).headers.get('content-security-policy') ?? ''
    const directives = Object.fromEntries(policy.split(';').map((each) => each.split(/ (.*)/).slice(0, 2)))
    expect(directives).toEqual({
      'default-src': "'self'",
      'img-src': "'self' data: blob:",
      'media-src': "'self'",
      'script-src': "'self'",
      'style-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'upgrade-insecure-requests': undefined,
    })
  })

  it.each([
    '/trpc/account.get',
    '/trpc/auth.session',
    '/trpc/sessions.list',
    '/api/statement.json',
    '/api/nothing',
    '/health',
  ])('of %s is kept by no cache', async (path) => {
    expect((await merchant.fetch(path)).headers.get('cache-control')).toBe('no-store')
  })

  it('of what is the same for everybody may be kept', async () => {
    expect((await merchant.fetch(SCRIPT)).headers.get('cache-control')).toContain('immutable')
    expect((await merchant.fetch(assetFile)).headers.get('cache-control')).toMatch(/^private, max-age=\d+$/)
  })
})

it('signing out has the browser forget the pictures that it kept', async () => {
  const leaving = await api.merchant()
  const headers = { 'content-type': 'application/json' }
  const response = await leaving.fetch('/trpc/auth.signOut', { method: 'POST', headers })
  expect(response.headers.get('clear-site-data')).toBe('"cache"')
  const other = await merchant.fetch('/trpc/account.get')
  expect(other.headers.has('clear-site-data')).toBe(false)
})

describe('a method that no page of ours uses', () => {
  it.each(['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PROPFIND'])(
    '%s is refused, and says nothing back',
    async (method) => {
      const asked = request(`${api.url}/trpc/auth.session`, {
        method,
        headers: { 'x-canary': 'canary' },
      }).end()
      const [response] = await once(asked, 'response')
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD, POST'])
      expect(await text(response)).not.toContain('canary')
    },
  )

  it('asked for by another site beforehand gets no leave', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const response = await api.visitor().fetch('/trpc/auth.signOut', { method: 'OPTIONS', headers })
    const granted = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
    expect([response.status, granted]).toEqual([405, []])
  })
})

describe('a refusal that concerns security', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    [
      'wrong_credentials',
      'auth.signIn',
      () => api.visitor().trpc.auth.signIn.mutate({ email: 'canary@example.com', password: 'canary' }),
    ],
    ['not_signed_in', 'account.get', () => api.visitor().trpc.account.get.query()],
    [
      'origin_refused',
      '/trpc/auth.signOut',
      () =>
        api
          .visitor()
          .fetch('/trpc/auth.signOut', { method: 'POST', headers: { origin: 'https://canary.example' } }),
    ],
  ])('as %s is in the log, with where it was and nothing that was typed', async (code, path, act) => {
    const warn = vi.spyOn(api.container.deps.logger, 'warn')
    await act().catch(() => {})
    expect(warn.mock.calls).toEqual([
      [expect.objectContaining({ code, path, requestId: expect.stringMatching(/^req_/) }), 'request refused'],
    ])
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/canary|127\.0\.0\.1/)
    warn.mockRestore()
  })

  it('names the account whose session was used', async () => {
    const { id } = await merchant.trpc.account.get.query()
    const warn = vi.spyOn(api.container.deps.logger, 'warn')
    await merchant.trpc.account.changePassword
      .mutate({ currentPassword: 'wrong', newPassword: 'battery staple horse' })
      .catch(() => {})
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ code: 'wrong_credentials', accountId: id })
    warn.mockRestore()
  })
})

describe('a sign-in with an external provider', () => {
  const begin = (site: string) =>
    api.visitor().fetch('/auth/external/begin', { headers: { 'sec-fetch-site': site } })

  it.each(['cross-site', 'same-site'])('is not begun by a link of a page that is %s', async (site) => {
    const { status, headers } = await begin(site)
    expect([status, headers.get('location'), headers.getSetCookie()]).toEqual([303, '/sign-in', []])
  })

  it.each(['same-origin', 'none'])('is begun by a page that is %s', async (site) => {
    // No provider is set here, which a page of ours tells.
    expect((await begin(site)).headers.get('location')).toMatch(/^\/arrive#problem\./)
  })
})

describe('a connection', () => {
  /** Sends bytes as they are and answers with all that comes back before the server hangs up. */
  const speak = async (port: number, bytes: string): Promise<string> => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    return text(socket)
  }
  const portOf = (server: { address(): AddressInfo | string | null }) =>
    (server.address() as AddressInfo).port

  it('on which headers or a body never end is cut off', async () => {
    const limits = {
      ...CONNECTION_LIMITS,
      headersTimeout: 50,
      requestTimeout: 100,
      connectionsCheckingInterval: 10,
    }
    const server = openHttpServer((req) => req.resume(), limits)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const head = 'POST / HTTP/1.1\r\nHost: studio.example\r\nContent-Length: 100\r\n'
    const answers = await Promise.all([speak(portOf(server), head), speak(portOf(server), `${head}\r\nabc`)])
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    server.close()
  })

  it('is served within these limits by the API itself', () => {
    expect(api.server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 300_000 })
  })

  it.each([
    ['without a host', 'GET /health HTTP/1.1\r\n\r\n', 400],
    [
      'with two lengths',
      'POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    [
      'with a length and chunks, as one that smuggles a second request',
      'POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['with a header that a line break splits', 'GET /health HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n', 400],
    [
      'with more than 16 KB of headers',
      `GET /health HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`,
      431,
    ],
  ])('%s is refused before any of our code sees it', async (_how, bytes, status) => {
    expect(await speak(portOf(api.server), bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })
})
