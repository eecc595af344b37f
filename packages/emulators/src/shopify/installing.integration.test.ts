import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShopifyEmulator, type ShopifyEmulator, TEST_APP, TEST_OWN_APP } from './emulator.ts'
import { askShop } from './testing/ask-shop.ts'
import { listen } from './testing/listen.ts'

const SHOP = 'test-shop.myshopify.com'
const SCOPES = 'read_products,write_products,read_files,write_files'
const HOUR_MS = 3600_000
let emulator: ShopifyEmulator
let app: Awaited<ReturnType<typeof listen>>
let kept: ReturnType<ShopifyEmulator['keep']>
let productId: string

beforeAll(async () => {
  app = await listen()
  emulator = await openShopifyEmulator({ appUrl: app.url })
  emulator.addShop(SHOP, { name: 'Test <b>Shop</b>' })
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const pictures = [
    { bytes, alt: 'front' },
    { bytes, alt: '<script>' },
  ]
  const variants = [{ title: 'Small', picture: 1 }, { title: 'Large' }]
  productId = (await emulator.addProduct(SHOP, { title: 'Mug', pictures, variants })).id
  kept = emulator.keep()
})
beforeEach(() => {
  emulator.putBack(kept)
  app.heard.length = 0
  app.status = 200
})
afterAll(async () => {
  await emulator.close()
  app.close()
})

const at = (path: string) => `${emulator.url}/shops/${SHOP}${path}`
const page = async (path: string) => (await fetch(at(path))).text()

async function post(fields: Record<string, string>) {
  const response = await fetch(at('/admin/oauth/access_token'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: TEST_APP.clientId, client_secret: TEST_APP.clientSecret, ...fields }),
  })
  return (await response.json()) as Record<string, string>
}

/** Clicks through the page on which the owner lets the app in. */
async function install(): Promise<URL> {
  const asked = new URLSearchParams({
    ...{ client_id: TEST_APP.clientId, scope: SCOPES, state: 'a state' },
    redirect_uri: 'http://localhost:3000/api/stores/shopify/callback?kept=1',
  })
  const shown = await page(`/admin/oauth/authorize?${asked}`)
  expect(shown).toContain('Change your products')
  const fields = [...shown.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  const body = new URLSearchParams(fields as [string, string][])
  const answer = await fetch(at('/admin/oauth/authorize'), { method: 'POST', body, redirect: 'manual' })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}

const works = async (token = '') => (await askShop(emulator, SHOP, token, '{ shop { name } }')).status === 200

describe('installing', () => {
  it('sends the browser back with a code and a signature over all that was added', async () => {
    const back = await install()
    expect(back.searchParams.get('kept')).toBe('1')
    const signed = ['code', 'host', 'shop', 'state', 'timestamp']
    const text = signed
      .map((name) => `${name}=${encodeURIComponent(back.searchParams.get(name) ?? '')}`)
      .join('&')
    const hmac = createHmac('sha256', TEST_APP.clientSecret).update(text).digest('hex')
    expect(back.searchParams.get('hmac')).toBe(hmac)
    expect(back.searchParams.get('state')).toBe('a state')
  })

  it('gives tokens for a code once, with the scopes as Shopify lists them', async () => {
    const code = (await install()).searchParams.get('code') ?? ''
    const pair = await post({ code, expiring: '1' })
    expect(pair).toMatchObject({ scope: 'write_products,write_files', expires_in: 3600 })
    expect(await works(pair.access_token)).toBe(true)
    expect(await post({ code, expiring: '1' })).toMatchObject({ error: 'invalid_request' })
  })

  it('gives no tokens for a wrong secret', async () => {
    expect(await post({ code: 'x', client_secret: 'wrong' })).toMatchObject({ error: 'invalid_client' })
  })
})

describe('a token', () => {
  const first = async () => {
    const subject = { subject_token: emulator.sessionToken(SHOP), expiring: '1' }
    return post({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', ...subject })
  }
  const refresh = (token = '') => post({ grant_type: 'refresh_token', refresh_token: token })

  it('ends after an hour, and the next pair ends the refresh token before it once it is used', async () => {
    const old = await first()
    await emulator.advance(HOUR_MS)
    expect(await works(old.access_token)).toBe(false)
    const lost = await refresh(old.refresh_token)
    const next = await refresh(old.refresh_token)
    expect(next.access_token).not.toBe(lost.access_token)
    expect(await works(next.access_token)).toBe(true)
    expect(await refresh(old.refresh_token)).toMatchObject({ error: 'invalid_request' })
    expect(await works((await refresh(next.refresh_token)).access_token)).toBe(true)
  })

  it('is not given for a session token of another app, another shop or another time', async () => {
    const exchange = (subject_token: string) =>
      post({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token })
    const refused = { error: 'invalid_subject_token' }
    expect(await exchange(emulator.sessionToken(SHOP, { aud: 'another' }))).toMatchObject(refused)
    expect(await exchange(emulator.sessionToken('other.myshopify.com'))).toMatchObject(refused)
    expect(await exchange(emulator.sessionToken(SHOP, { exp: 1 }))).toMatchObject(refused)
    expect(await exchange(`${emulator.sessionToken(SHOP)}x`)).toMatchObject(refused)
  })

  it('of the owner’s own app is given by its credentials alone, and to no other app', async () => {
    const grant = { grant_type: 'client_credentials' }
    const own = { client_id: TEST_OWN_APP.clientId, client_secret: TEST_OWN_APP.clientSecret }
    const { access_token: token, refresh_token: none } = await post({ ...grant, ...own })
    expect(none).toBeUndefined()
    expect(await works(token)).toBe(true)
    expect(await post(grant)).toMatchObject({ error: 'shop_not_permitted' })
  })
})

describe('a webhook', () => {
  const subscribe = async (topic: string, fields: string[] = []) => {
    const sub = { uri: `${app.url}/hooks`, includeFields: fields }
    const query = `mutation($topic: WebhookSubscriptionTopic!, $sub: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) { userErrors { message } } }`
    const token = emulator.issueToken(SHOP)
    return (await askShop(emulator, SHOP, token, query, { topic, sub })).answer.data
  }

  it('tells of a change, signed over its bytes, with the fields that were asked for', async () => {
    await subscribe('PRODUCTS_UPDATE', ['id', 'admin_graphql_api_id'])
    await emulator.edit(SHOP, productId, { title: 'Cup' })
    const [{ headers, body } = expect.fail()] = app.heard
    expect(headers).toMatchObject({ 'x-shopify-topic': 'products/update', 'x-shopify-shop-domain': SHOP })
    const hmac = createHmac('sha256', TEST_APP.clientSecret).update(body).digest('base64')
    expect(headers['x-shopify-hmac-sha256']).toBe(hmac)
    const id = Number(productId.split('/').at(-1))
    expect(JSON.parse(body.toString())).toEqual({ id, admin_graphql_api_id: productId })
  })

  it('is taken for one topic and address once', async () => {
    await subscribe('PRODUCTS_DELETE')
    expect(await subscribe('PRODUCTS_DELETE')).toMatchObject({
      webhookSubscriptionCreate: { userErrors: [{ message: expect.stringContaining('already been taken') }] },
    })
  })

  it('that is refused comes again with the same id', async () => {
    await subscribe('PRODUCTS_DELETE')
    app.status = 500
    await emulator.edit(SHOP, productId, { isDeleted: true })
    app.status = 200
    await emulator.advance(60_000)
    const ids = app.heard.map(({ headers }) => headers['x-shopify-webhook-id'])
    expect(ids).toEqual([ids[0], ids[0]])
  })

  it('that the app was taken off comes at once, and that it must forget two days later', async () => {
    const token = emulator.issueToken(SHOP)
    await emulator.uninstall(SHOP)
    expect(await works(token)).toBe(false)
    await emulator.advance(48 * HOUR_MS)
    expect(app.heard.map(({ path, headers }) => [path, headers['x-shopify-topic']])).toEqual([
      ['/api/stores/shopify/webhooks', 'app/uninstalled'],
      ['/api/stores/shopify/webhooks', 'shop/redact'],
    ])
  })

  it.each([
    ['lost', 0],
    ['duplicate', 2],
  ] as const)('can be %s', async (mode, times) => {
    emulator.setWebhookMode(mode)
    await emulator.sendCompliance(SHOP, 'customers/redact')
    expect(app.heard).toHaveLength(times)
  })
})

describe('a page for people', () => {
  it('shows a product’s pictures in their order, with their words, and what variants show', async () => {
    const before = await page('/products/mug')
    expect(before).toMatch(
      /1 · featured · front[\s\S]*2 · &lt;script&gt;[\s\S]*Small, 24.00: shows picture 2/,
    )
    const { mediaIds } = emulator.shop(SHOP).products[productId] ?? expect.fail()
    await emulator.edit(SHOP, productId, { order: mediaIds.toReversed() })
    expect(await page('/products/mug')).toMatch(/1 · featured · &lt;script&gt;[\s\S]*shows picture 1/)
    expect(await page('/')).toContain('Test &lt;b&gt;Shop&lt;/b&gt;')
  })

  it('has the app’s own page in the admin, signed and with a session token', async () => {
    const shown = await page('/admin/apps/studio-pro')
    const source = new URL(/src="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '')
    expect(source.href).toContain(`${app.url}/shopify?`)
    const claims = source.searchParams.get('id_token')?.split('.')[1] ?? ''
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ dest: `https://${SHOP}` })
  })
})

it('shops are found again after a restart, with their tokens and pictures', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'shopify-'))
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const first = await openShopifyEmulator({ dir })
  first.addShop(SHOP)
  const { mediaIds } = await first.addProduct(SHOP, { title: 'Mug', pictures: [{ bytes }] })
  const token = first.issueToken(SHOP)
  // Any change is written down.
  await askShop(first, SHOP, token, '{ shop { name } }')
  await first.close()
  const second = await openShopifyEmulator({ dir })
  expect((await askShop(second, SHOP, token, '{ productsCount { count } }')).answer.data).toEqual({
    productsCount: { count: 1 },
  })
  expect(Buffer.from(await second.bytesOf(SHOP, mediaIds[0] ?? ''))).toEqual(bytes)
  await second.close()
  await rm(dir, { recursive: true })
})
