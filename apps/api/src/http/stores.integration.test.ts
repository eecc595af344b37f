import { createHmac } from 'node:crypto'
import { TEST_APP, TEST_OWN_APP } from '@studio/emulators/shopify'
import { watchStore } from '@studio/services/stores'
import { approve, letAppIn, openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'

const SHOP = 'quiet-goods.myshopify.com'
const signal = new AbortController().signal

let studio: TestStudio
let api: TestApi
let merchant: Visitor

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
  const environment = {
    SHOPIFY_API_KEY: TEST_APP.clientId,
    SHOPIFY_API_SECRET: TEST_APP.clientSecret,
    SHOPIFY_STAND_IN_URL: studio.shopify.url,
    SAFE_FETCH_ALLOW: studio.woocommerce.url,
  }
  api = await openTestApi({ studio, environment })
  merchant = await api.merchant()
})
afterAll(async () => {
  await api.close()
  await studio.close()
})
beforeEach(async () => {
  const { db } = studio.deps
  for (const table of [db.store, db.storeNotice, db.storeVisit]) await (table as typeof db.store).deleteMany()
  await forgetJobs()
  studio.shopify.reset()
  studio.shopify.setAppUrl(api.url)
  studio.shopify.addShop(SHOP, { name: 'Quiet Goods' })
  await studio.shopify.addProducts(SHOP, 2)
})

/** The fragment of the page of ours that a browser is sent to. */
async function cameBack(browser: Visitor, url: URL): Promise<string> {
  const response = await browser.fetch(url.pathname + url.search)
  expect([response.status, response.headers.get('referrer-policy')]).toEqual([303, 'same-origin'])
  const location = new URL(response.headers.get('location') ?? '', api.url)
  expect([location.origin, location.pathname]).toEqual([new URL(api.url).origin, '/stores'])
  return location.hash.slice(1)
}
const letIn = async () => letAppIn((await merchant.trpc.stores.beginShopify.mutate({ shop: SHOP })).url)

/** Connects a store, and has it tell this very API of changes. */
async function connect(platform: 'shopify' | 'woocommerce'): Promise<string> {
  const url =
    platform === 'shopify'
      ? await letIn()
      : await approve(
          (await merchant.trpc.stores.beginWooCommerce.mutate({ address: studio.woocommerce.url })).url,
        )
  const storeId = (await cameBack(merchant, url)).replace('connected.', '')
  const row = await studio.deps.db.store.findUniqueOrThrow({ where: { id: storeId } })
  await watchStore(row, signal, { ...studio.deps, publicUrl: api.url })
  await forgetJobs()
  return storeId
}
const notices = () => studio.deps.db.storeNotice.count()
/** Most tests are about what comes after the catalogue was read, and not about the catalogue. */
const forgetJobs = () => studio.deps.db.$executeRaw`DELETE FROM pgboss.job`
/** What is to be done about stores; signing up leaves a mail to be sent. */
const waiting = async () =>
  (await studio.jobs.waiting())
    .filter(({ name }) => name !== 'mail.send')
    .map(({ name, payload }) => ({ name, ...payload }))
const statusOf = async () => (await merchant.trpc.stores.list.query()).items[0]?.status

describe('a browser that comes back from a store’s platform', () => {
  it.each(['shopify', 'woocommerce'] as const)('%s has connected the store', async (platform) => {
    const storeId = await connect(platform)
    expect((await merchant.trpc.stores.list.query()).items).toMatchObject([
      { id: storeId, platform, status: 'connected' },
    ])
  })

  it('with what was used already, or in somebody else’s hands, has connected nothing', async () => {
    const url = await letIn()
    expect(await cameBack(api.visitor(), url)).toBe('problem.not_signed_in')
    expect(await cameBack(await api.merchant(), url)).toBe('problem.link_expired')
    expect(await cameBack(merchant, url)).toMatch(/^connected\.str_/)
    expect(await cameBack(merchant, url)).toBe('problem.link_expired')
    expect(await studio.deps.db.store.count()).toBe(1)
  })

  it('with what was forged has connected nothing', async () => {
    const url = await letIn()
    url.searchParams.set('shop', 'other.myshopify.com')
    expect(await cameBack(merchant, url)).toBe('problem.store_refused')
    expect(await cameBack(merchant, new URL('/api/stores/shopify/callback?error=no&state=x', api.url))).toBe(
      'problem.link_expired',
    )
    expect(await studio.deps.db.store.count()).toBe(0)
  })
})

describe('what Shopify tells', () => {
  const productOf = () => Object.values(studio.shopify.shop(SHOP).products)[0] ?? expect.fail('no product')

  it('of a product has it read again', async () => {
    const storeId = await connect('shopify')
    const { id } = productOf()
    await studio.shopify.edit(SHOP, id, { title: 'Renamed' })
    expect(await waiting()).toEqual([{ name: 'product.refresh', storeId, foreignId: id }])
    await studio.jobs.runDue()
    const product = await studio.deps.db.product.findFirstOrThrow({ where: { foreignId: id } })
    expect(product.title).toBe('Renamed')
    await studio.shopify.edit(SHOP, id, { isDeleted: true })
    await studio.jobs.runDue()
    expect(await studio.deps.db.product.count({ where: { foreignId: id } })).toBe(0)
  })

  it('twice is taken once', async () => {
    await connect('shopify')
    studio.shopify.setWebhookMode('duplicate')
    await studio.shopify.edit(SHOP, productOf().id, { title: 'Renamed' })
    expect(studio.shopify.deliveries().map(({ status }) => status)).toEqual([200, 200])
    expect(await notices()).toBe(1)
    expect(await waiting()).toHaveLength(1)
  })

  it('without its signature is refused with 401, and changes nothing', async () => {
    await connect('shopify')
    studio.shopify.setWebhookMode('bad_signature')
    await studio.shopify.edit(SHOP, productOf().id, { title: 'Renamed' })
    await studio.shopify.sendCompliance(SHOP, 'shop/redact')
    await studio.shopify.uninstall(SHOP)
    expect(new Set(studio.shopify.deliveries().map(({ status }) => status))).toEqual(new Set([401]))
    expect([await notices(), await waiting()]).toEqual([0, []])
  })

  it('of its removal locks the store out, and what it let us in with is destroyed', async () => {
    const id = await connect('shopify')
    await studio.shopify.uninstall(SHOP)
    await studio.jobs.runDue()
    expect(await studio.deps.db.store.findUnique({ where: { id } })).toMatchObject({
      ...{ status: 'locked_out', problem: 'access_revoked', credentialsSealed: null },
    })
  })

  it('of a removal that is long past changes nothing', async () => {
    await connect('shopify')
    expect(await tell('app/uninstalled', {})).toBe(200)
    await studio.jobs.runDue()
    expect(await statusOf()).toBe('connected')
  })

  it('two days after its removal leaves nothing of the store', async () => {
    await connect('shopify')
    await studio.shopify.uninstall(SHOP)
    await studio.jobs.runDue()
    await studio.shopify.advance(48 * 3600_000)
    await studio.shopify.settle()
    await studio.jobs.runDue()
    expect(await studio.deps.db.store.count()).toBe(0)
    expect(await studio.deps.db.product.count()).toBe(0)
  })

  it('two days after its removal finds it installed again, and leaves it alone', async () => {
    await connect('shopify')
    await studio.shopify.uninstall(SHOP)
    await studio.jobs.runDue()
    await cameBack(merchant, await letIn())
    await studio.shopify.sendCompliance(SHOP, 'shop/redact')
    await studio.jobs.runDue()
    expect(await statusOf()).toBe('connected')
  })

  it('leaves the history that a person chose to keep', async () => {
    const id = (await connect('shopify')) as `str_${string}`
    await merchant.trpc.stores.disconnect.mutate({ id, keepHistory: true })
    await studio.shopify.sendCompliance(SHOP, 'shop/redact')
    await studio.jobs.runDue()
    expect(await statusOf()).toBe('disconnected')
  })

  it('of customers is taken, and nothing of it is kept', async () => {
    await connect('shopify')
    for (const topic of ['customers/data_request', 'customers/redact'] as const)
      await studio.shopify.sendCompliance(SHOP, topic)
    expect(studio.shopify.deliveries().map(({ status }) => status)).toEqual([200, 200])
    expect([await notices(), await waiting()]).toEqual([0, []])
  })

  it('of a shop that nobody connected is taken, and nothing is done', async () => {
    expect(await tell('products/update', { id: 1 }, 'unknown.myshopify.com')).toBe(200)
    expect([await notices(), await waiting()]).toEqual([0, []])
  })

  it('about a product with a number that no double holds names that very product', async () => {
    const storeId = await connect('shopify')
    expect(await tell('products/delete', '{"id":788032119674292923}')).toBe(200)
    const foreignId = 'gid://shopify/Product/788032119674292923'
    expect(await waiting()).toEqual([{ name: 'product.refresh', storeId, foreignId }])
  })

  it('in an owner’s own app is signed with that app’s secret, not with ours', async () => {
    const app = { shop: SHOP, clientId: TEST_OWN_APP.clientId, clientSecret: TEST_OWN_APP.clientSecret }
    const { id } = await merchant.trpc.stores.connectShopifyApp.mutate(app)
    const address = `/api/stores/shopify/webhooks/${id}`
    expect(await tell('products/update', { id: 7 }, SHOP, { address })).toBe(401)
    const secret = TEST_OWN_APP.clientSecret
    expect(await tell('products/update', { id: 7 }, SHOP, { address, secret })).toBe(200)
    expect(await tell('products/update', { id: 7 }, 'other.myshopify.com', { address, secret })).toBe(401)
  })

  it('of more than two megabytes is refused', async () => {
    expect(await tell('products/update', 'x'.repeat(2 * 1024 * 1024 + 1))).toBe(413)
  })

  /** Sends a webhook as Shopify does; answers the status. */
  async function tell(
    topic: string,
    body: object | string,
    shop = SHOP,
    { address = '/api/stores/shopify/webhooks', secret = TEST_APP.clientSecret } = {},
  ): Promise<number> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-webhook-id': crypto.randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(raw).digest('base64'),
    }
    return (await api.visitor().fetch(address, { method: 'POST', headers, body: raw })).status
  }
})

describe('what WooCommerce tells', () => {
  it('of a product has it read again, signed with the secret that the store was given', async () => {
    const storeId = await connect('woocommerce')
    const [product] = Object.values(studio.woocommerce.site().products)
    const { user, applicationPassword } = studio.woocommerce.makePassword()
    const authorization = `Basic ${btoa(`${user}:${applicationPassword}`)}`
    await fetch(`${studio.woocommerce.url}/wp-json/wc/v3/products/${product?.id}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ images: [{ id: product?.imageId }] }),
    })
    await studio.woocommerce.settled()
    const foreignId = String(product?.id)
    expect(await waiting()).toEqual([{ name: 'product.refresh', storeId, foreignId }])
    await studio.jobs.runDue()
    const mirrored = await studio.deps.db.product.findFirstOrThrow({ where: { foreignId } })
    expect(mirrored.media).toHaveLength(1)
  })

  it.each<[string, Record<string, string>, string]>([
    ['without a signature', {}, '{"id":1}'],
    ['with another’s signature', { 'x-wc-webhook-signature': 'A'.repeat(44) }, '{"id":1}'],
    ['that only looks like a ping', {}, 'webhook_id=1&id=2'],
  ])('%s is refused with 401', async (_how, headers, body) => {
    const storeId = await connect('woocommerce')
    for (const id of [storeId, 'str_01kaaaaaaaaaaaaaaaaaaaaaaa', 'x']) {
      const topic = { 'x-wc-webhook-topic': 'product.updated', 'x-wc-webhook-delivery-id': 'd1' }
      const init = { method: 'POST', headers: { ...headers, ...topic }, body }
      expect((await api.visitor().fetch(`/api/stores/woocommerce/webhooks/${id}`, init)).status).toBe(401)
    }
    expect(await notices()).toBe(0)
  })

  it('to see whether somebody is there is answered', async () => {
    const storeId = await connect('woocommerce')
    const init = { method: 'POST', body: 'webhook_id=12' }
    expect((await api.visitor().fetch(`/api/stores/woocommerce/webhooks/${storeId}`, init)).status).toBe(200)
  })
})

describe('the page inside Shopify’s admin', () => {
  const open = async (more: Record<string, string> = {}) => {
    const query = studio.shopify.signedQuery(SHOP, { embedded: '1', ...more })
    const response = await api.visitor().fetch(`/shopify?${query}`)
    return { html: await response.text(), headers: response.headers }
  }
  const withToken = () => open({ id_token: studio.shopify.sessionToken(SHOP) })
  const linkIn = (html: string) => new URL(/href="([^"]+)"/.exec(html)?.[1] ?? expect.fail('no link'))

  it('may be framed by the admin of its shop alone, and runs no script', async () => {
    const { html, headers } = await withToken()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(
      `frame-ancestors https://${SHOP} https://admin.shopify.com ${studio.shopify.url}`,
    )
    expect(policy).toContain("default-src 'none'")
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(html).not.toMatch(/<script|javascript:|onclick/)
  })

  it('offers a shop that let us in to whoever signs in here', async () => {
    const link = linkIn((await withToken()).html)
    expect([link.origin, link.pathname]).toEqual(['http://localhost:3000', '/stores'])
    const claim = /^#claim\.([\w-]{43})$/.exec(link.hash)?.[1] ?? expect.fail(link.hash)
    expect(await merchant.trpc.stores.readClaim.mutate({ claim })).toMatchObject({ shop: SHOP })
    expect(await merchant.trpc.stores.claim.mutate({ claim })).toMatchObject({ status: 'connected' })
    expect(linkIn((await withToken()).html).hash).toBe('')
    await expect(merchant.trpc.stores.claim.mutate({ claim })).rejects.toThrow('no such')
  })

  it('of somebody whom Shopify does not vouch for gives nothing away', async () => {
    for (const idToken of ['', 'a.b.c', studio.shopify.sessionToken(SHOP, { aud: 'another-app' })]) {
      const { html } = await open({ id_token: idToken })
      expect(linkIn(html).hash).toBe('')
    }
    expect(await studio.deps.db.storeVisit.count()).toBe(0)
  })

  it.each(['evil.example', "x.myshopify.com; script-src 'unsafe-inline'", ''])(
    'opened for what is no shop may be framed by nobody else: %s',
    async (shop) => {
      const response = await api.visitor().fetch(`/shopify?${new URLSearchParams({ shop })}`)
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(new RegExp(`frame-ancestors ${studio.shopify.url}$`))
    },
  )

  it('says in words when the shop does not answer', async () => {
    studio.shopify.addScenario({ match: { route: 'token' }, effect: { kind: 'html' } })
    const { html } = await withToken()
    expect(html).toContain('The store does not answer now.')
  })

  it('is the only one that may be framed', async () => {
    const response = await api.visitor().fetch('/health?shop=quiet-goods.myshopify.com')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('x-frame-options')).toBe('DENY')
  })
})
