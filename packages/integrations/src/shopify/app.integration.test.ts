import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { TEST_APP, TEST_OWN_APP } from '@studio/emulators/shopify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShopifyAppPort } from '../store-connector/index.ts'
import { createShopifyApp } from '../stores/index.ts'
import { openTestShop, SHOP, type TestShop } from './testing/open-shop.ts'

const signal = new AbortController().signal
const HOUR_MS = 3600_000
const EXPECTED_SCOPES = ['write_products', 'write_files']

let test: TestShop
let app: ShopifyAppPort
let kept: ReturnType<TestShop['emulator']['keep']>

beforeAll(async () => {
  test = await openTestShop()
  const clock = { now: () => test.emulator.now() }
  app = createShopifyApp({ app: TEST_APP, standInUrl: test.emulator.url, clock })
  kept = test.emulator.keep()
})
beforeEach(() => test.emulator.putBack(kept))
afterAll(() => test.emulator.close())

/** Clicks through the page on which the owner lets the app in. */
async function letIn(): Promise<URLSearchParams> {
  const redirectUri = 'http://localhost:3000/api/stores/shopify/callback'
  const url = new URL(app.authorizeUrl(SHOP, { redirectUri, state: 'a state' }) ?? '')
  const answer = await fetch(url, { method: 'POST', body: url.searchParams, redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? '').searchParams
}

async function worksWith(token: string): Promise<boolean> {
  test.access.token = token
  return test.connector.describe(signal).then(
    () => true,
    () => false,
  )
}

describe('an owner who lets the app in', () => {
  it('comes back with a signature that holds, and a code for tokens with every scope', async () => {
    const query = await letIn()
    expect(app.isSignedRedirect(query, test.emulator.now())).toBe(true)
    expect(query.get('state')).toBe('a state')
    const tokens = await app.getTokens(SHOP, { by: 'code', code: query.get('code') ?? '' }, null, signal)
    expect(tokens).toMatchObject({ platform: 'shopify', app: null, scopes: EXPECTED_SCOPES })
    expect(app.missingScopes(tokens.scopes)).toEqual([])
    expect(Date.parse(tokens.expiresAt ?? '')).toBe(test.emulator.now().getTime() + HOUR_MS)
    expect(await worksWith(tokens.accessToken)).toBe(true)
  })

  it('cannot be passed off for the owner of another shop', async () => {
    const query = await letIn()
    query.set('shop', 'other-shop.myshopify.com')
    expect(app.isSignedRedirect(query, test.emulator.now())).toBe(false)
  })

  it('gives a code that is good once', async () => {
    const grant = { by: 'code', code: (await letIn()).get('code') ?? '' } as const
    await app.getTokens(SHOP, grant, null, signal)
    await expect(app.getTokens(SHOP, grant, null, signal)).rejects.toMatchObject({ code: 'access_revoked' })
  })
})

describe('tokens', () => {
  const first = () =>
    app.getTokens(SHOP, { by: 'session', sessionToken: test.emulator.sessionToken(SHOP) }, null, signal)
  const next = (refreshToken: string | null) =>
    app.getTokens(SHOP, { by: 'refresh', refreshToken: refreshToken ?? '' }, null, signal)

  it('are had for the session of the embedded page, whose visitor is known', async () => {
    const sessionToken = test.emulator.sessionToken(SHOP)
    expect(await app.readVisitor(sessionToken, test.emulator.now())).toEqual({ shop: SHOP, userId: '42' })
    expect(await worksWith((await first()).accessToken)).toBe(true)
  })

  it('are replaced after an hour, and a lost answer to that does not lock the shop out', async () => {
    const old = await first()
    await test.emulator.advance(HOUR_MS)
    expect(await worksWith(old.accessToken)).toBe(false)
    test.emulator.addScenario({ match: { route: 'token' }, effect: { kind: 'lost_answer' } })
    await expect(next(old.refreshToken)).rejects.toMatchObject({ code: 'unreachable' })
    const fresh = await next(old.refreshToken)
    expect(await worksWith(fresh.accessToken)).toBe(true)
    await expect(next(old.refreshToken)).rejects.toMatchObject({ code: 'access_revoked' })
  })

  it('of an owner’s own app come by its credentials, and end within a day', async () => {
    const tokens = await app.getTokens(SHOP, { by: 'credentials' }, TEST_OWN_APP, signal)
    expect(tokens).toMatchObject({ app: TEST_OWN_APP, refreshToken: null })
    expect(await worksWith(tokens.accessToken)).toBe(true)
    await test.emulator.advance(24 * HOUR_MS)
    expect(await worksWith(tokens.accessToken)).toBe(false)
  })

  it.each([
    ['access_revoked', { kind: 'status', status: 401 }],
    ['not_a_store', { kind: 'status', status: 404 }],
    ['unreachable', { kind: 'status', status: 503 }],
    ['unreachable', { kind: 'html' }],
    ['not_a_store', { kind: 'html_ok' }],
    ['unreachable', { kind: 'reset' }],
    ['unreachable', { kind: 'redirect' }],
  ] as const)('are told apart from what is none: “%s” for %o', async (code, effect) => {
    test.emulator.addScenario({ match: { route: 'token' }, effect })
    await expect(first()).rejects.toMatchObject({ name: 'StoreFailure', code })
  })
})

describe('being told', () => {
  type Heard = { topic: string; isSigned: boolean; body: unknown }

  async function listen() {
    const heard: Heard[] = []
    const server = createServer(async (request, response) => {
      const raw = await buffer(request)
      const signature = request.headers['x-shopify-hmac-sha256'] as string
      const topic = String(request.headers['x-shopify-topic'])
      heard.push({ topic, isSigned: app.isSignedWebhook(raw, signature), body: JSON.parse(raw.toString()) })
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { heard, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks` }
  }

  it('begins at one address and no other, says which product changed, and ends when it is asked to', async () => {
    const { heard, server, url } = await listen()
    test.access.token = test.emulator.issueToken(SHOP)
    await test.connector.watch('http://127.0.0.1:1/earlier', 'secret', signal)
    for (let times = 0; times < 2; times += 1) await test.connector.watch(url, 'secret', signal)
    const { id } = await test.emulator.addProduct(SHOP, { title: 'Mug' })
    await test.emulator.edit(SHOP, id, { title: 'Cup' })
    const body = { id: Number(id.split('/').at(-1)), admin_graphql_api_id: id }
    expect(heard).toEqual([
      { topic: 'products/create', isSigned: true, body },
      { topic: 'products/update', isSigned: true, body },
    ])
    expect(test.emulator.deliveries()).toHaveLength(2)
    await test.connector.unwatch(signal)
    await test.emulator.edit(SHOP, id, { title: 'Bowl' })
    expect(heard).toHaveLength(2)
    server.close()
  })

  it('is not believed with a signature that is wrong', async () => {
    const { heard, server, url } = await listen()
    test.access.token = test.emulator.issueToken(SHOP)
    const { id } = await test.emulator.addProduct(SHOP, { title: 'Mug' })
    await test.connector.watch(url, 'secret', signal)
    test.emulator.setWebhookMode('bad_signature')
    await test.emulator.edit(SHOP, id, { isDeleted: true })
    expect(heard).toMatchObject([{ topic: 'products/delete', isSigned: false }])
    server.close()
  })
})

it('the app takes itself off a shop, and is let in no more', async () => {
  const token = test.emulator.issueToken(SHOP)
  test.access.token = token
  await test.connector.leave(signal)
  expect(await worksWith(token)).toBe(false)
})
