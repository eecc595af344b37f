import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOpenIdProvider, type IdentityProvider, ProviderUnavailable, SignInRefused } from './index.ts'
import { browse } from './testing/browse.ts'
import { type Claims, type IdentityServer, makeKey, startIdentityServer } from './testing/identity-server.ts'

const redirectUri = 'https://studio.example.com/api/sign-in/return'
const verified = { email: 'Ada@Example.com', email_verified: true, name: ' Ada Lovelace ' }

let server: IdentityServer
let provider: IdentityProvider

beforeEach(async () => {
  server = await startIdentityServer(redirectUri)
  server.person = verified
  provider = open(server)
})
afterEach(() => server.close())

const open = ({ issuer, clientId, clientSecret }: IdentityServer, options = {}) =>
  createOpenIdProvider({ name: 'Example', issuer, clientId, clientSecret, ...options })

/** Signs in as far as the browser's return. */
async function returnFrom(login = 'ada', cancels = false) {
  const { url, ...begun } = await provider.begin({ redirectUri })
  const callbackUrl = await browse(url, { redirectUri, login, cancels })
  return { ...begun, callbackUrl, redirectUri }
}

/** Signs in while the provider's ID token is made of other claims. */
async function completeWith(change: (claims: Claims) => string) {
  server.tamper = change
  return provider.complete(await returnFrom())
}

const refusal = (diagnosis: string) => expect.objectContaining({ code: 'sign_in_refused', diagnosis })
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  )
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset
const sendJson = (res: ServerResponse, body: unknown, status = 200) =>
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe('signing in with a provider', () => {
  it('tells who somebody is', async () => {
    expect(await provider.complete(await returnFrom())).toEqual({
      issuer: server.issuer,
      subject: 'ada',
      email: 'ada@example.com',
      isEmailVerified: true,
      name: 'Ada Lovelace',
    })
    expect(provider.name).toBe('Example')
  })

  it('takes what it needs from the ID token when it is all there', async () => {
    await server.close()
    server = await startIdentityServer(redirectUri, { conformIdTokenClaims: false })
    server.person = verified
    provider = open(server)
    expect(await provider.complete(await returnFrom())).toMatchObject({ email: 'ada@example.com' })
    expect(server.requests).not.toContain('GET /me')
  })

  it.each(['client_secret_post', 'client_secret_basic'] as const)(
    'works where %s is asked for',
    async (method) => {
      await server.close()
      server = await startIdentityServer(redirectUri, {
        clientAuthMethods: [method],
        clientDefaults: { token_endpoint_auth_method: method },
      })
      server.person = verified
      let isInHeader: boolean | undefined
      server.answer = ({ url, headers }) => {
        if (url === '/token') isInHeader = headers.authorization !== undefined
        return false
      }
      provider = open(server)
      expect(await provider.complete(await returnFrom())).toMatchObject({ subject: 'ada' })
      expect(isInHeader).toBe(method === 'client_secret_basic')
    },
  )

  it('works behind a proxy, where we are called at another address than the browser', async () => {
    const answer = await returnFrom()
    const { search } = new URL(answer.callbackUrl)
    const callbackUrl = `http://10.0.0.5:3001/inside${search}`
    expect(await provider.complete({ ...answer, callbackUrl })).toMatchObject({ subject: 'ada' })
  })

  it.each([
    ['says nothing about it', { email: 'ada@example.com' }, 'ada@example.com'],
    ['says it is not', { email: 'ada@example.com', email_verified: false }, 'ada@example.com'],
    [
      'says so in a word instead of a truth value',
      { email: 'ada@example.com', email_verified: 'true' },
      'ada@example.com',
    ],
    ['tells none', { email_verified: true }, null],
    ['tells one that is none', { email: 'ada\r\n@example.com', email_verified: true }, null],
  ])('takes no address for verified when the provider %s', async (_case, person, email) => {
    server.person = person
    expect(await provider.complete(await returnFrom())).toMatchObject({
      email,
      isEmailVerified: false,
      name: '',
    })
  })

  it('begins with a challenge, a state and a nonce that are never the same', async () => {
    const [first, second] = [await provider.begin({ redirectUri }), await provider.begin({ redirectUri })]
    const asked = Object.fromEntries(new URL(first.url).searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'studio',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(first.codeVerifier).digest('base64url'),
      state: first.state,
      nonce: first.nonce,
    })
    expect(first.url).not.toContain(first.codeVerifier)
    for (const part of ['state', 'nonce', 'codeVerifier'] as const) {
      expect(first[part].length).toBeGreaterThanOrEqual(43)
      expect(first[part]).not.toBe(second[part])
    }
  })
})

describe('nobody is signed in', () => {
  it('when the person cancels', async () => {
    expect(await failureOf(provider.complete(await returnFrom('ada', true)))).toEqual(
      refusal('access_denied'),
    )
  })

  it.each(['state', 'nonce', 'codeVerifier'] as const)(
    'when the %s is that of another sign-in',
    async (part) => {
      const answer = await returnFrom()
      const other = await provider.begin({ redirectUri })
      const failure = await failureOf(provider.complete({ ...answer, [part]: other[part] }))
      expect(failure).toBeInstanceOf(SignInRefused)
    },
  )

  it('when a wrong state comes, not even the provider is asked', async () => {
    const answer = await returnFrom()
    server.requests.length = 0
    await failureOf(provider.complete({ ...answer, state: 'another' }))
    expect(server.requests).toEqual([])
  })

  it.each(['state', 'code'])('when the %s is missing, empty or there twice', async (part) => {
    const answer = await returnFrom()
    const [missing, empty, twice] = [0, 1, 2].map(() => new URL(answer.callbackUrl))
    missing?.searchParams.delete(part)
    empty?.searchParams.set(part, '')
    twice?.searchParams.append(part, 'another')
    for (const url of [missing, empty, twice]) {
      const failure = await failureOf(provider.complete({ ...answer, callbackUrl: url?.href ?? '' }))
      expect(failure, url?.search).toBeInstanceOf(SignInRefused)
    }
  })

  it('when the same return comes a second time', async () => {
    const answer = await returnFrom()
    await provider.complete(answer)
    expect(await failureOf(provider.complete(answer))).toEqual(refusal('invalid_grant'))
  })

  it('when the return names another provider', async () => {
    const answer = await returnFrom()
    const url = new URL(answer.callbackUrl)
    url.searchParams.set('iss', 'https://accounts.google.com')
    expect(await failureOf(provider.complete({ ...answer, callbackUrl: url.href }))).toBeInstanceOf(
      SignInRefused,
    )
  })

  it('when the ID token has expired, with half a minute for clocks that differ', async () => {
    const expired = completeWith((claims) => server.signToken({ ...claims, exp: seconds(-40) }))
    expect(await failureOf(expired)).toEqual(refusal('OAUTH_JWT_TIMESTAMP_CHECK_FAILED'))
    const barely = completeWith((claims) => server.signToken({ ...claims, exp: seconds(-20) }))
    expect(await barely).toMatchObject({ subject: 'ada' })
  })

  it.each([
    ['for somebody else', { aud: 'another-client' }],
    ['of another issuer', { iss: 'https://accounts.google.com' }],
    ['of another sign-in', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['without a subject', { sub: undefined }],
  ])('when the ID token is one %s', async (_case, changed) => {
    const failure = await failureOf(completeWith((claims) => server.signToken({ ...claims, ...changed })))
    expect(failure).toBeInstanceOf(SignInRefused)
  })

  it.each([
    ['signed with another key', (claims: Claims) => server.signToken(claims, makeKey())],
    [
      'changed after it was signed',
      (claims: Claims) => forge(server.signToken(claims), { ...claims, sub: 'eve' }),
    ],
    ['not signed', (claims: Claims) => `${part({ alg: 'none' })}.${part(claims)}.`],
    ['signed with our own secret', (claims: Claims) => `${part({ alg: 'HS256' })}.${part(claims)}.AAAA`],
    ['no token', () => 'not.a.token'],
  ])('when the ID token is %s', async (_case, change) => {
    expect(await failureOf(completeWith(change))).toBeInstanceOf(SignInRefused)
  })

  it('when what the provider tells is about somebody else', async () => {
    server.answer = ({ url }, res) => url === '/me' && Boolean(sendJson(res, { ...verified, sub: 'eve' }))
    expect(await failureOf(provider.complete(await returnFrom()))).toBeInstanceOf(SignInRefused)
  })
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const forge = (token: string, claims: Claims) => token.replace(/\.[^.]+\./, `.${part(claims)}.`)

describe('a provider that cannot be asked', () => {
  const unavailable = (diagnosis: string) =>
    expect.objectContaining({ code: 'provider_unavailable', diagnosis })

  it('is found down, and found again once it is back', async () => {
    server.answer = (_req, res) => Boolean(res.destroy())
    expect(await failureOf(provider.begin({ redirectUri }))).toBeInstanceOf(ProviderUnavailable)
    server.answer = null
    expect(await provider.begin({ redirectUri })).toMatchObject({ state: expect.any(String) })
  })

  it('may go down in the middle of a sign-in, and move before it is back', async () => {
    const answer = await returnFrom()
    server.answer = (_req, res) => Boolean(sendJson(res, { error: 'server_error' }, 500))
    expect(await failureOf(provider.complete(answer))).toBeInstanceOf(ProviderUnavailable)
    server.answer = null
    server.requests.length = 0
    await provider.begin({ redirectUri })
    expect(server.requests).toEqual(['GET /.well-known/openid-configuration'])
  })

  it('may say that it cannot, through the browser', async () => {
    const answer = await returnFrom()
    const url = new URL(answer.callbackUrl)
    url.searchParams.delete('code')
    url.searchParams.set('error', 'temporarily_unavailable')
    const failure = await failureOf(provider.complete({ ...answer, callbackUrl: url.href }))
    expect(failure).toEqual(unavailable('temporarily_unavailable'))
  })

  it('is not waited for without an end', async () => {
    server.answer = () => true
    provider = open(server, { timeoutMs: 100 })
    expect(await failureOf(provider.begin({ redirectUri }))).toEqual(unavailable('discovery OAUTH_TIMEOUT'))
  })

  it('may not know our secret', async () => {
    provider = open(server, { clientSecret: 'another' })
    expect(await failureOf(provider.complete(await returnFrom()))).toBeInstanceOf(ProviderUnavailable)
  })

  it('is asked about itself once, however many sign in', async () => {
    await Promise.all([provider.begin({ redirectUri }), provider.begin({ redirectUri })])
    await provider.complete(await returnFrom())
    const discoveries = server.requests.filter((request) =>
      request.endsWith('/.well-known/openid-configuration'),
    )
    expect(discoveries).toHaveLength(1)
  })

  it('is not believed when it presents the document of another', async () => {
    server.answer = (_req, res) => Boolean(sendJson(res, { issuer: 'https://accounts.google.com' }))
    expect(await failureOf(provider.begin({ redirectUri }))).toEqual(
      unavailable('discovery OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'),
    )
  })

  it.each([
    'http://id.example.com',
    'http://10.0.0.5',
    'http://127.0.0.1.example.com',
    'ftp://id.example.com',
    'https://id.example.com/.well-known/openid-configuration',
  ])('is refused from the start as %s', (issuer) => {
    expect(() => open(server, { issuer })).toThrow('issuer')
  })
})
