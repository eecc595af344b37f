import { request } from 'node:http'
import type { GenerationView } from '@studio/core/generations'
import type { QuoteView } from '@studio/core/quotes'
import { readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'
import { formOf, makeToken, openProgram, type Program } from '../../testing/rest.ts'

const work = { prompt: 'a red shoe', count: 1 }
let api: TestApi
let owner: Visitor
let program: Program
let token: string

beforeAll(async () => {
  api = await openTestApi()
  owner = await api.merchant()
  ;({ token } = await makeToken(owner))
  program = openProgram(api, token)
})
afterAll(() => api.close())

/** Nobody is to be stopped by the limit where another thing is tested. */
async function forgetLimits(): Promise<void> {
  owner = await api.merchant()
  ;({ token } = await makeToken(owner))
  program = openProgram(api, token)
}

describe('who calls', () => {
  it.each([
    ['without a token', undefined, 'not_signed_in'],
    ['with a word that is no token', 'secret', 'token_refused'],
    ['with a token nobody made', 'sp_live_000000000000000000000000000000000000', 'token_refused'],
  ])('%s is told how to send one', async (_how, sent, code) => {
    const { status, body, headers } = await openProgram(api, sent).call('GET', '/me')
    expect([status, body.code]).toEqual([401, code])
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="studio"/)
  })

  it.each(['Basic abc', 'Bearer', 'Bearer a b', 'bearer'])('with "%s" is refused', async (authorization) => {
    const { status, body } = await openProgram(api).call('GET', '/me', { headers: { authorization } })
    expect([status, body.code]).toEqual([401, 'token_refused'])
  })

  it('with a session’s cookie finds this door closed, and with a token the other one', async () => {
    const cookie = await owner.fetch('/api/v1/me')
    expect(cookie.status).toBe(401)
    const headers = { authorization: `Bearer ${token}` }
    const trpc = await fetch(`${api.url}/trpc/assets.list?input=%7B%7D`, { headers })
    expect(trpc.status).toBe(401)
    expect((await fetch(`${api.url}/api/statement.json`, { headers })).status).toBe(401)
  })

  it('is refused with the very next request after the token was revoked', async () => {
    const made = await makeToken(owner)
    const other = openProgram(api, made.token)
    expect((await other.call('GET', '/me')).status).toBe(200)
    await owner.trpc.tokens.revoke.mutate({ id: made.id })
    expect((await other.call('GET', '/me')).body.code).toBe('token_refused')
    await forgetLimits()
  })
})

describe('what cannot be done is a problem document', () => {
  it.each([
    ['an unknown path', 'GET', '/pictures', {}, 404, 'not_found'],
    ['a path that cannot be decoded', 'GET', '/assets/%E0%A4%A', {}, 400, 'invalid_input'],
    ['a method that is not taken', 'PUT', '/assets', { json: {} }, 405, 'method_not_allowed'],
    [
      'a body that is not JSON',
      'POST',
      '/quotes',
      { body: 'a', headers: { 'content-type': 'text/plain' } },
      415,
      'media_type_refused',
    ],
    [
      'a body in another encoding',
      'POST',
      '/quotes',
      { body: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
      415,
      'media_type_refused',
    ],
    [
      'a compressed body',
      'POST',
      '/quotes',
      { body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
      415,
      'media_type_refused',
    ],
    [
      'broken JSON',
      'POST',
      '/quotes',
      { body: '{"a":', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_input',
    ],
    ['a list for an object', 'POST', '/quotes', { json: [1] }, 400, 'invalid_input'],
    [
      'a body of 200 KB',
      'POST',
      '/quotes',
      { json: { prompt: 'x'.repeat(200_000) } },
      413,
      'request_too_large',
    ],
    ['a page of 1000', 'GET', '/assets?limit=1000', {}, 400, 'invalid_input'],
    [
      'an upload as text',
      'POST',
      '/assets',
      { body: 'mug', headers: { 'content-type': 'text/plain' } },
      415,
      'media_type_refused',
    ],
    [
      'a picture inside this network',
      'POST',
      '/assets',
      { json: { url: 'https://localhost/a.jpg' } },
      422,
      'address_refused',
    ],
    ['a picture without an address', 'POST', '/assets', { json: {} }, 400, 'invalid_input'],
    ['a form without a file', 'POST', '/assets', { form: new FormData() }, 400, 'invalid_input'],
    ['an id of another kind', 'GET', '/assets/gen_01kac3qz0a1b2c3d4e5f6g7h8j', {}, 400, 'invalid_input'],
    [
      'an idempotency key in Greek',
      'POST',
      '/quotes',
      { json: work, headers: { 'idempotency-key': '\u00e9' } },
      400,
      'invalid_input',
    ],
  ] as const)('%s', async (_what, method, path, options, status, code) => {
    const answer = await program.call(method, path, options)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
  })

  it('names the field that is not right', async () => {
    const { body } = await program.call('POST', '/quotes', { json: { ...work, count: 0 } })
    expect(body.errors).toEqual([{ path: 'count', message: expect.any(String) }])
  })
})

describe('a read', () => {
  it('is answered 304 to whoever has it already, and in full once it changed', async () => {
    const first = await program.call('GET', '/assets')
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const again = await program.call('GET', '/assets', { headers })
    expect([again.status, again.text]).toEqual([304, ''])
    await program.call('POST', '/assets', { form: formOf(await readPhoto()) })
    expect((await program.call('GET', '/assets', { headers })).status).toBe(200)
  })

  it('comes in pages that together have everything once', async () => {
    for (let made = 0; made < 5; made++) {
      await program.call('POST', '/generations', { json: { ...work, maxCredits: 9 } })
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const at: string = cursor && `&cursor=${cursor}`
      const { body } = await program.call<{ items: { id: string }[]; nextCursor: string | null }>(
        'GET',
        `/generations?limit=2${at}`,
      )
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  it('is answered to HEAD without a body', async () => {
    const { status, text, headers } = await program.call('HEAD', '/credits')
    expect([status, text, headers.get('content-type')]).toEqual([200, '', 'application/json; charset=utf-8'])
  })
})

describe('pages of other sites', () => {
  it('may call with a token, are told so beforehand, and may read the headers', async () => {
    const preflight = await fetch(`${api.url}/api/v1/quotes`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key/)
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
    const headers = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }
    const call = await program.call('POST', '/quotes', { json: work, headers })
    expect([call.status, call.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(call.headers.get('access-control-expose-headers')).toMatch(/RateLimit.*X-Request-Id/)
  })
})

describe('an idempotency key', () => {
  it('of 50 requests at once takes effect once, and all get the same answer', async () => {
    await forgetLimits()
    const before = await api.studio.deps.db.generation.count()
    const send = () =>
      program.call('POST', '/generations', {
        json: { ...work, maxCredits: 9 },
        headers: { 'idempotency-key': 'fifty' },
      })
    const answers = await Promise.all(Array.from({ length: 50 }, send))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.get('x-credits-available'))).size).toBe(1)
    expect(await api.studio.deps.db.generation.count()).toBe(before + 1)
    expect(answers[0]?.status).toBe(202)
    await forgetLimits()
  })

  it('under which something else is sent is refused, and does nothing', async () => {
    const headers = { 'idempotency-key': 'other-body' }
    const first = await program.call<QuoteView>('POST', '/quotes', { json: work, headers })
    const other = await program.call('POST', '/quotes', { json: { ...work, count: 2 }, headers })
    expect([other.status, other.body.code]).toEqual([422, 'key_reused'])
    const elsewhere = await program.call('POST', '/generations', { json: work, headers })
    expect(elsewhere.body.code).toBe('key_reused')
    expect((await program.call<QuoteView>('POST', '/quotes', { json: work, headers })).body).toEqual(
      first.body,
    )
  })

  it('keeps a refusal too, and belongs to one account alone', async () => {
    const headers = { 'idempotency-key': 'refused' }
    const json = { ...work, maxCredits: 1 }
    const first = await program.call('POST', '/generations', { json, headers })
    const again = await program.call('POST', '/generations', { json, headers })
    expect([first.status, again.text]).toEqual([422, first.text])
    const stranger = openProgram(api, (await makeToken(await api.merchant())).token)
    const other = await stranger.call('POST', '/generations', { json: { ...work, maxCredits: 9 }, headers })
    expect(other.status).toBe(202)
  })

  it('of a test token stands apart from the same key of a live one', async () => {
    const shopper = await api.merchant()
    const json = { ...work, maxCredits: 9 }
    const start = async (kind: 'live' | 'test') => {
      const { token } = await makeToken(shopper, { kind })
      const headers = { 'idempotency-key': 'order-1001' }
      return openProgram(api, token).call<GenerationView>('POST', '/generations', { json, headers })
    }
    expect((await start('test')).body.modelId).toBe('sample')
    expect((await start('live')).body.modelId).not.toBe('sample')
  })

  it('does not keep a refusal that says to come back', async () => {
    const { db } = api.studio.deps
    const headers = { 'idempotency-key': 'archive' }
    await program.call('POST', '/exports', { json: {} })
    const refused = await program.call('POST', '/exports', { json: {}, headers })
    expect([refused.status, refused.body.code]).toEqual([409, 'request_in_progress'])
    await db.export.deleteMany()
    expect((await program.call('POST', '/exports', { json: {}, headers })).status).toBe(202)
  })

  it('covers the bytes of an upload', async () => {
    const headers = { 'idempotency-key': 'upload' }
    const send = async (name?: string) =>
      program.call('POST', '/assets', { form: formOf(await readPhoto(name)), headers })
    const first = await send()
    expect((await send()).text).toBe(first.text)
    expect((await send('charles-deluvio-695736')).body.code).toBe('key_reused')
  })

  it('left behind by a process that died is taken over when its lease is over', async () => {
    const { db } = api.studio.deps
    const headers = { 'idempotency-key': 'left-behind' }
    const json = { ...work, maxCredits: 9 }
    const first = await program.call('POST', '/generations', { json, headers })
    const generations = await db.generation.count()
    // As a process leaves it that died after the effect and before the answer was kept.
    const dead = { status: null, body: {}, leasedUntil: new Date(Date.now() - 1) }
    await db.storedAnswer.updateMany({ where: { key: 'left-behind' }, data: dead })
    const second = await program.call('POST', '/generations', { json, headers })
    expect([second.status, second.body.id]).toEqual([202, first.body.id])
    expect(await db.generation.count()).toBe(generations)
  })

  it('that is answered with a secret leaves no copy of it that can be read', async () => {
    const json = { url: 'https://example.com/events', events: ['output.failed'] }
    const headers = { 'idempotency-key': 'one-endpoint' }
    const first = await program.call<{ secret: string }>('POST', '/webhook-endpoints', { json, headers })
    const again = await program.call<{ secret: string }>('POST', '/webhook-endpoints', { json, headers })
    expect([first.status, again.text]).toEqual([201, first.text])
    const rows = await api.studio.deps.db.storedAnswer.findMany()
    expect(JSON.stringify(rows)).not.toContain(first.body.secret.slice(6))
  })

  it('that is being worked on for long is answered 409, and when to come back', async () => {
    const { db } = api.studio.deps
    const headers = { 'idempotency-key': 'at-work' }
    await program.call('POST', '/quotes', { json: work, headers })
    const busy = { status: null, leasedUntil: new Date(Date.now() + 60_000) }
    await db.storedAnswer.updateMany({ where: { key: 'at-work' }, data: busy })
    const answer = await program.call('POST', '/quotes', { json: work, headers })
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      409,
      'request_in_progress',
      '2',
    ])
  })
})

describe('the limit', () => {
  it('is told with every answer, holds exactly, and says when to go on', async () => {
    await forgetLimits()
    const statuses: number[] = []
    const remaining: number[] = []
    for (let calls = 0; calls < 62; calls++) {
      const { status, headers } = await program.call('GET', '/me')
      statuses.push(status)
      expect(headers.get('ratelimit-policy')).toBe('"account";q=60;w=60')
      remaining.push(Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]))
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60)
    expect(remaining.slice(0, 60)).toEqual(Array.from({ length: 60 }, (_, at) => 59 - at))
    const refused = await program.call('GET', '/me')
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is one for all processes', async () => {
    await forgetLimits()
    const other = await openTestApi({ studio: api.studio })
    const there = openProgram(other, token)
    const calls = Array.from({ length: 100 }, (_, at) => (at % 2 ? program : there).call('GET', '/me'))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    await other.close()
    await forgetLimits()
    const letIn = statuses.filter((status) => status === 200).length
    expect(letIn).toBeLessThanOrEqual(60)
    // Each process may keep a few of the last share of three that it was dealt.
    expect(letIn).toBeGreaterThan(54)
  })
})

describe('the request log', () => {
  it('has every call with what the privacy policy names, and only its owner sees it', async () => {
    await program.call('GET', '/assets?limit=3', { headers: { 'user-agent': 'catalogue/1.0' } })
    await program.call('GET', '/assets/ast_01kac3q6h8m0v5r9t2w4x6y8za')
    await program.call('GET', '/nowhere')
    const list = () => owner.trpc.requestLog.list.query({})
    const { items } = await until('the calls are written', async () => {
      const page = await list()
      return page.items.length >= 3 && page
    })
    expect(items.slice(0, 3)).toMatchObject([
      { method: 'GET', endpoint: '(unknown)', status: 404 },
      { method: 'GET', endpoint: '/assets/{id}', status: 404 },
      { method: 'GET', endpoint: '/assets', status: 200, address: '127.0.0.1', userAgent: 'catalogue/1.0' },
    ])
    const stranger = await api.merchant()
    expect((await stranger.trpc.requestLog.list.query({})).items).toEqual([])
    const refused = await owner.trpc.requestLog.list.query({ statusClass: '4xx', endpoint: '/assets/{id}' })
    expect(refused.items).toHaveLength(1)
    const [page, rest] = [await owner.trpc.requestLog.list.query({ limit: 1 }), items]
    expect(page.nextCursor).toBe(rest[0]?.id)
  })

  it('also has the calls of a token that was revoked', async () => {
    const made = await makeToken(owner)
    await owner.trpc.tokens.revoke.mutate({ id: made.id })
    await openProgram(api, made.token).call('GET', '/credits')
    const page = await until('it is written', async () => {
      const found = await owner.trpc.requestLog.list.query({ tokenId: made.id })
      return found.items.length > 0 && found
    })
    expect(page.items).toMatchObject([{ status: 401 }])
    ;({ token } = await makeToken(owner))
    program = openProgram(api, token)
  })

  it('takes the address from a header only behind a proxy that is trusted', async () => {
    const spoof = { 'x-forwarded-for': '203.0.113.9' }
    await program.call('GET', '/shots', { headers: spoof })
    const proxied = await openTestApi({ studio: api.studio, environment: { TRUSTED_PROXIES: '1' } })
    await openProgram(proxied, token).call('GET', '/models', { headers: spoof })
    await proxied.close()
    const addressOf = async (endpoint: string) => {
      const { items } = await until('it is written', async () => {
        const page = await owner.trpc.requestLog.list.query({ endpoint })
        return page.items.length > 0 && page
      })
      return items[0]?.address
    }
    expect(await addressOf('/shots')).toBe('127.0.0.1')
    expect(await addressOf('/models')).toBe('203.0.113.9')
  })

  it('writes down when a token was last used, once a minute at the most', async () => {
    const { db } = api.studio.deps
    const { id } = (await owner.trpc.tokens.list.query({})).items[0] ?? expect.fail('no token')
    const read = async () => (await db.token.findUniqueOrThrow({ where: { id } })).lastUsedAt
    const first = await until('it is written', read)
    await program.call('GET', '/credits')
    await until('the call is written', () =>
      db.requestLog.count({ where: { tokenId: id, endpoint: '/credits' } }),
    )
    expect(await read()).toEqual(first)
    await db.token.update({ where: { id }, data: { lastUsedAt: new Date(Date.now() - 61_000) } })
    await program.call('GET', '/credits')
    await until('it is written anew', async () => ((await read())?.getTime() ?? 0) > Date.now() - 30_000)
  })
})

describe('a body that never ends', () => {
  it('is answered, and cut off', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const sending = request(`${api.url}/api/v1/quotes`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode)
        response.resume()
        sending.destroy()
      })
      sending.on('error', reject)
      const chunk = 'x'.repeat(16_384)
      const more = () => void (sending.destroyed || sending.write(chunk, () => setImmediate(more)))
      more()
    })
    expect(answer).toBe(413)
  })
})
