import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi } from '../../testing/api.ts'

let api: TestApi
const password = 'correct horse battery'

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.visitor().fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('signing up, in and out', () => {
  it('hands out a cookie that scripts cannot read and other sites cannot send', async () => {
    const response = await post('auth.signUp', { email: 'cookie@example.com', password })
    expect(response.status).toBe(200)
    const [cookie = ''] = response.headers.getSetCookie()
    const [pair = '', ...flags] = cookie.split('; ')
    expect(pair).toMatch(/^__Host-session=[a-z0-9]{40}$/)
    expect(flags.map((flag) => flag.replace(/=\d+$/, '')).sort()).toEqual([
      'HttpOnly',
      'Max-Age',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ])
    expect(await response.text()).not.toContain(pair.split('=')[1])
  })

  it('works from beginning to end, and an ended session opens nothing any more', async () => {
    const visitor = api.visitor()
    const account = await visitor.trpc.auth.signUp.mutate({
      email: ' Mia@Example.com ',
      password,
      name: 'Mia',
    })
    expect(account).toMatchObject({ email: 'mia@example.com', name: 'Mia' })
    const kept = visitor.cookie
    await visitor.trpc.auth.signOut.mutate()
    expect(await visitor.trpc.auth.session.query()).toBeNull()
    visitor.cookie = kept
    expect(await visitor.trpc.auth.session.query()).toBeNull()
    await visitor.trpc.auth.signIn.mutate({ email: 'mia@example.com', password })
    expect(await visitor.trpc.auth.session.query()).toMatchObject({ id: account.id })
  })

  it('says the same of a wrong password and of an unknown e-mail', async () => {
    await post('auth.signUp', { email: 'known@example.com', password })
    const answers = await Promise.all(
      ['known@example.com', 'unknown@example.com'].map(async (email) => {
        const response = await post('auth.signIn', { email, password: 'wrong horse battery' })
        const { error } = JSON.parse(await response.text())
        return [response.status, error.message, error.data.code]
      }),
    )
    expect(answers[0]).toEqual([401, 'This e-mail and password do not match.', 'wrong_credentials'])
    expect(answers[1]).toEqual(answers[0])
  })
})

describe('a write', () => {
  const signOut = (headers: Record<string, string>) => post('auth.signOut', undefined, headers)

  it.each<[string, () => Record<string, string>]>([
    ['from another site', () => ({ origin: 'https://evil.example' })],
    ['from another port of this machine', () => ({ origin: 'http://localhost:9999' })],
    ['from a page without an origin, such as a sandboxed frame', () => ({ origin: 'null' })],
    [
      'that the browser calls cross-site, whatever its origin says',
      () => ({ origin: api.url, 'sec-fetch-site': 'cross-site' }),
    ],
    [
      'that the browser calls same-site, from a neighbour’s subdomain',
      () => ({ 'sec-fetch-site': 'same-site' }),
    ],
  ])('%s is refused and not carried out', async (_where, headers) => {
    const response = await signOut(headers())
    expect(response.status).toBe(403)
    expect((await readJson(response)).code).toBe('origin_refused')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it.each<[string, () => Record<string, string>]>([
    ['our own page', () => ({ origin: api.studio.deps.publicUrl, 'sec-fetch-site': 'same-origin' })],
    [
      'our own page under the name the browser reached us by, such as 127.0.0.1 for localhost',
      () => ({ origin: api.url, 'sec-fetch-site': 'same-origin' }),
    ],
    ['the address line', () => ({ 'sec-fetch-site': 'none' })],
    ['a program without a browser', () => ({})],
  ])('from %s is carried out', async (_where, headers) => {
    expect((await signOut(headers())).status).toBe(200)
  })

  it('of a form of another site does not reach the uploads either', async () => {
    const init = { method: 'POST', body: new FormData(), headers: { origin: 'https://evil.example' } }
    expect((await api.visitor().fetch('/api/uploads', init)).status).toBe(403)
  })

  it('of more than a megabyte is refused before it is read', async () => {
    const response = await post('auth.signIn', { email: 'x'.repeat(1_000_100), password })
    expect(response.status).toBe(413)
  })
})

describe('every answer', () => {
  it('names its request and tells the browser to be strict', async () => {
    const response = await api.visitor().fetch('/health')
    const headers = Object.fromEntries(response.headers)
    expect(headers['x-request-id']).toMatch(/^req_[0-9a-f-]{36}$/)
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('to an address below /api that does not exist is a problem, not a page', async () => {
    const response = await api.visitor().fetch('/api/nothing')
    expect([response.status, (await readJson(response)).code]).toEqual([404, 'not_found'])
  })
})
