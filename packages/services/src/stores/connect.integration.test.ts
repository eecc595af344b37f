import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ShopifyEmulator, TEST_APP, TEST_OWN_APP } from '@studio/emulators/shopify'
import { createSafeFetch } from '@studio/integrations/safe-fetch'
import { StoreFailure } from '@studio/integrations/store-connector'
import { letAppIn, openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AccountActor, type Deps, systemActor } from '../kernel/index.ts'
import {
  beginShopify,
  beginWooCommerce,
  checkStore,
  claimStore,
  connectShopifyApp,
  connectWooCommerce,
  disconnectStore,
  finishShopify,
  finishWooCommerce,
  getStore,
  listStores,
  lockOut,
  openStore,
  readClaim,
  welcomeGuest,
} from './index.ts'

const SHOP = 'quiet-goods.myshopify.com'
const MINUTE_MS = 60_000
const nobody = { kind: 'anonymous' } as const
const signal = new AbortController().signal

let studio: TestStudio
let shopify: ShopifyEmulator
let deps: Deps
let ada: AccountActor

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
  ;({ deps, shopify } = studio)
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.deps.db.store.deleteMany()
  await studio.deps.db.storeVisit.deleteMany()
  shopify.reset()
  shopify.addShop(SHOP, { name: 'Quiet Goods' })
  // Both clocks run with the machine's; a test may have put ours forward.
  await shopify.advance(studio.clock.now().getTime() - shopify.now().getTime())
  ada = await studio.makeAccount()
})

/** A person with another account; or, of this one, in another browser. */
const somebody = () => studio.makeAccount()
const inAnotherBrowser = (actor: AccountActor): AccountActor => ({ ...actor, sessionId: 'another' })

/** Goes to Shopify, lets the app in, and comes back. */
async function visit(actor = ada, change: (query: URLSearchParams) => void = () => {}) {
  const { url } = await beginShopify(actor, { shop: SHOP }, deps)
  const { searchParams } = await letAppIn(url)
  change(searchParams)
  return searchParams
}
const connect = async (actor = ada) => finishShopify(actor, { query: await visit(actor) }, deps)
const jobs = (waiting: readonly { name: string }[]) => waiting.map(({ name }) => name)
const rowOf = (id: string) => deps.db.store.findUniqueOrThrow({ where: { id } })

describe('a Shopify store', () => {
  it('is connected by its owner’s consent, and its catalogue is read', async () => {
    const store = await connect()
    expect(store).toMatchObject({ platform: 'shopify', shop: SHOP, name: 'Quiet Goods', status: 'connected' })
    expect(await studio.jobs.waiting()).toMatchObject([
      { name: 'store.mirror', payload: { storeId: store.id } },
    ])
    expect((await rowOf(store.id)).credentialsSealed).not.toContain('shpat_')
    expect(await listStores(ada, deps)).toMatchObject({ items: [{ id: store.id }] })
  })

  it.each(['quiet goods', 'shop.example', 'quiet-goods.myshopify.com.evil.example', 'evil.example/'])(
    'is not looked for under a name that is none: %s',
    async (shop) => {
      await expect(beginShopify(ada, { shop }, deps)).rejects.toMatchObject({ code: 'invalid_input' })
      expect(await deps.db.storeVisit.count()).toBe(0)
    },
  )

  it('is not connected by a redirect that comes a second time', async () => {
    const query = await visit()
    await finishShopify(ada, { query }, deps)
    await expect(finishShopify(ada, { query }, deps)).rejects.toMatchObject({ code: 'link_expired' })
  })

  it('is not connected in another browser, nor for another person, than began', async () => {
    for (const other of [inAnotherBrowser(ada), await somebody()]) {
      const query = await visit()
      await expect(finishShopify(other, { query }, deps)).rejects.toMatchObject({ code: 'link_expired' })
    }
    await expect(finishShopify(nobody, { query: await visit() }, deps)).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    expect(await deps.db.store.count()).toBe(0)
  })

  it('is not connected when the visit took too long', async () => {
    const { url } = await beginShopify(ada, { shop: SHOP }, deps)
    studio.clock.advance(16 * MINUTE_MS)
    await shopify.advance(16 * MINUTE_MS)
    const { searchParams: query } = await letAppIn(url)
    await expect(finishShopify(ada, { query }, deps)).rejects.toMatchObject({ code: 'link_expired' })
  })

  it.each<[string, (query: URLSearchParams) => void]>([
    ['without a signature', (query) => query.delete('hmac')],
    ['that was changed', (query) => query.set('code', 'another')],
    ['about another shop', (query) => sign(query, { shop: 'other.myshopify.com' })],
    ['with another shop’s admin', (query) => sign(query, { host: btoa('admin.shopify.com/store/other') })],
    ['of two minutes ago', (query) => sign(query, { timestamp: String(secondsAgo(120)) })],
    ['by which the owner says no', (query) => query.set('error', 'access_denied')],
  ])('is not connected by a redirect %s, and the visit is over', async (_which, change) => {
    const query = await visit(ada, change)
    await expect(finishShopify(ada, { query }, deps)).rejects.toMatchObject({ code: 'store_refused' })
    expect(await deps.db.store.count()).toBe(0)
    expect(await deps.db.storeVisit.count()).toBe(0)
  })

  it('is not connected by a code that Shopify does not know', async () => {
    const query = await visit(ada, (query) => sign(query, { code: 'made-up' }))
    await expect(finishShopify(ada, { query }, deps)).rejects.toMatchObject({ code: 'store_locked_out' })
  })

  it('that does not allow all that publishing takes is refused, and what is missing is named', async () => {
    const { url } = await beginShopify(ada, { shop: SHOP }, deps)
    const short = new URL(url)
    short.searchParams.set('scope', 'read_products,write_products')
    const { searchParams: query } = await letAppIn(short.href)
    await expect(finishShopify(ada, { query }, deps)).rejects.toMatchObject({
      code: 'store_locked_out',
      message: expect.stringContaining('write_files'),
    })
    expect(await deps.db.store.count()).toBe(0)
  })

  it.each(['html', 'html_ok', 'bad_json', 'empty_body', 'reset', 'redirect'] as const)(
    'whose first answer is %s is not connected, and no answer of its is shown',
    async (kind) => {
      const query = await visit()
      shopify.addScenario({ match: { route: 'graphql' }, times: 9, effect: { kind } })
      const refusal = await finishShopify(ada, { query }, deps).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: expect.stringMatching(/^store_(unreachable|refused)$/) })
      expect(String(refusal)).not.toContain('<')
      expect(await deps.db.store.count()).toBe(0)
    },
  )

  it('of another account is taken until that one disconnects it', async () => {
    const { id } = await connect()
    const bob = await somebody()
    await expect(connect(bob)).rejects.toMatchObject({ code: 'store_taken' })
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect(await connect(bob)).toMatchObject({ status: 'connected' })
    expect(await getStore(ada, { id }, deps)).toMatchObject({ status: 'disconnected' })
  })

  it('of another account that it lets in no more can be connected by whom it does', async () => {
    const { id } = await connect()
    await shopify.uninstall(SHOP)
    await checkStore(systemActor, { storeId: id, signal }, deps)
    expect(await connect(await somebody())).toMatchObject({ status: 'connected' })
    expect(await getStore(ada, { id }, deps)).toMatchObject({ status: 'disconnected' })
    await expect(connect()).rejects.toMatchObject({ code: 'store_taken' })
  })

  it('that two connect at the same moment becomes that of one of them', async () => {
    const people = [ada, await somebody()]
    const queries = await Promise.all(people.map((actor) => visit(actor)))
    const ended = await Promise.allSettled(
      people.map((actor, index) => finishShopify(actor, { query: queries[index] as URLSearchParams }, deps)),
    )
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [refusal] = ended.filter(({ status }) => status === 'rejected')
    expect(refusal).toMatchObject({ reason: { code: 'store_taken' } })
  })

  it('beyond what the plan includes is refused, and one connected again is not one more', async () => {
    const starter = await studio.makeAccount(0, 'free')
    const { id } = await connect(starter)
    expect(await connect(starter)).toMatchObject({ id })
    shopify.addShop('second.myshopify.com')
    const app = { shop: 'second', ...TEST_OWN_APP }
    await expect(connectShopifyApp(starter, app, deps)).rejects.toMatchObject({
      code: 'plan_limit',
      message: expect.stringContaining('one store'),
    })
  })

  it('for which the plan has no room is told so before anybody goes to its platform', async () => {
    const starter = await studio.makeAccount(0, 'free')
    await connect(starter)
    expect(await beginShopify(starter, { shop: SHOP }, deps)).toMatchObject({ url: expect.any(String) })
    for (const begin of [
      beginShopify(starter, { shop: 'second' }, deps),
      beginWooCommerce(starter, { address: 'https://shop.example' }, deps),
    ])
      await expect(begin).rejects.toMatchObject({ code: 'plan_limit' })
  })

  it('is connected by its owner’s own app, and not by one that is not theirs', async () => {
    const app = { shop: SHOP, ...TEST_OWN_APP }
    await expect(connectShopifyApp(ada, { ...app, clientSecret: 'wrong' }, deps)).rejects.toMatchObject({
      code: 'store_locked_out',
    })
    const store = await connectShopifyApp(ada, app, deps)
    expect(store.status).toBe('connected')
    const row = await rowOf(store.id)
    expect(row.credentialsSealed).not.toContain(TEST_OWN_APP.clientSecret)
    expect((await openStore(row, deps).describe(signal)).name).toBe('Quiet Goods')
  })
})

describe('a store connected again', () => {
  it('keeps its id and its history, and works with what it let us in with last', async () => {
    const { id } = await connect()
    const before = await rowOf(id)
    await shopify.uninstall(SHOP)
    await checkStore(systemActor, { storeId: id, signal }, deps)
    expect(await getStore(ada, { id }, deps)).toMatchObject({
      status: 'locked_out',
      problem: { code: 'access_revoked' },
    })
    expect(await connect()).toMatchObject({ id, status: 'connected', problem: null })
    expect(jobs(await studio.jobs.waiting())).toContain('store.publish')
    const after = await rowOf(id)
    expect(after.credentialsVersion).toBeGreaterThan(before.credentialsVersion)
    expect((await openStore(after, deps).describe(signal)).name).toBe('Quiet Goods')
  })

  it('goes on by itself when it allows again what it did not', async () => {
    const { id } = await connect()
    const before = await rowOf(id)
    await lockOut(before, 'scope_missing', deps, { version: before.credentialsVersion })
    await checkStore(systemActor, { storeId: id, signal }, deps)
    expect(await getStore(ada, { id }, deps)).toMatchObject({ status: 'connected', problem: null })
    expect(jobs(await studio.jobs.waiting())).toContain('store.publish')
  })

  it('that no longer allows all that publishing takes is locked out, with what it let us in with', async () => {
    const { id } = await connect()
    const world = shopify.keep()
    for (const token of Object.values(world.shops[SHOP]?.tokens ?? {})) token.scopes = ['write_products']
    shopify.putBack(world)
    await checkStore(systemActor, { storeId: id, signal }, deps)
    expect(await getStore(ada, { id }, deps)).toMatchObject({
      ...{ status: 'locked_out', problem: { code: 'scope_missing' }, scopes: ['write_products'] },
    })
    expect((await rowOf(id)).credentialsSealed).not.toBeNull()
  })

  it('after it was disconnected with its history is the same store', async () => {
    const { id } = await connect()
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect(await connect()).toMatchObject({ id, status: 'connected', disconnectedAt: null })
  })

  it('after it was disconnected without its history is another store', async () => {
    const { id } = await connect()
    await disconnectStore(ada, { id, keepHistory: false }, deps)
    expect((await connect()).id).not.toBe(id)
  })
})

describe('a WooCommerce store', () => {
  it('is asked for at its own WordPress, and a refusal there connects nothing', async () => {
    const { url } = await beginWooCommerce(ada, { address: 'shop.example/wp-admin/' }, deps)
    expect(url).toMatch(/^https:\/\/shop\.example\/wp-admin\/authorize-application\.php\?/)
    const back = new URL(new URL(url).searchParams.get('reject_url') ?? '')
    await expect(finishWooCommerce(ada, { query: back.searchParams }, deps)).rejects.toMatchObject({
      code: 'store_refused',
    })
    expect(await deps.db.storeVisit.count()).toBe(0)
  })

  it('is not connected with a password that comes back to another browser', async () => {
    const { url } = await beginWooCommerce(ada, { address: 'https://shop.example' }, deps)
    const { searchParams: query } = new URL(new URL(url).searchParams.get('success_url') ?? '')
    query.set('user_login', 'eve')
    query.set('password', 'abcd efgh')
    await expect(finishWooCommerce(inAnotherBrowser(ada), { query }, deps)).rejects.toMatchObject({
      code: 'link_expired',
    })
  })

  it('is one store by the address that it gives itself, whichever of its addresses was typed', async () => {
    const { url } = studio.woocommerce
    const alias = createServer((request, response) => {
      response.writeHead(301, { location: `${url}${request.url}` }).end()
    })
    await new Promise<void>((resolve) => alias.listen(0, '127.0.0.1', resolve))
    try {
      const typed = `http://127.0.0.1:${(alias.address() as AddressInfo).port}`
      const safeFetch = createSafeFetch({ allowedOrigins: [url, typed] })
      const { user, applicationPassword } = studio.woocommerce.makePassword()
      const offer = { address: `${typed}/`, user, applicationPassword }
      const first = await connectWooCommerce(ada, offer, { ...deps, safeFetch })
      expect(first.shop).toBe(url)
      expect(await connectWooCommerce(ada, { ...offer, address: url }, deps)).toMatchObject({ id: first.id })
      expect(await deps.db.store.count()).toBe(1)
    } finally {
      alias.close()
    }
  })

  it('that claims to be another one is kept by the address where it lets us in', async () => {
    const { url } = studio.woocommerce
    const { user, applicationPassword } = studio.woocommerce.makePassword()
    const openConnector: Deps['openConnector'] = (access) => {
      const connector = deps.openConnector(access)
      const claimed = { name: 'Evil', address: 'https://victim.example/', scopes: [] }
      const refused = () => Promise.reject(new StoreFailure('access_revoked', 'HTTP 401'))
      return { ...connector, describe: access.shop === url ? async () => claimed : refused }
    }
    const offer = { address: url, user, applicationPassword }
    expect((await connectWooCommerce(ada, offer, { ...deps, openConnector })).shop).toBe(url)
  })

  it('is asked for an Application Password when a key of WooCommerce’s own is given', async () => {
    const offer = {
      address: studio.woocommerce.url,
      user: `ck_${'0a'.repeat(20)}`,
      applicationPassword: 'cs_1',
    }
    await expect(connectWooCommerce(ada, offer, deps)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Application Password'),
    })
  })

  it('whose plugins print into its answers is told what to switch off', async () => {
    studio.woocommerce.addScenario({ times: 9, effect: { kind: 'notice' } })
    const { user, applicationPassword } = studio.woocommerce.makePassword()
    const offer = { address: studio.woocommerce.url, user, applicationPassword }
    await expect(connectWooCommerce(ada, offer, deps)).rejects.toMatchObject({
      code: 'store_refused',
      message: expect.stringContaining('WP_DEBUG_DISPLAY'),
    })
    await studio.woocommerce.reset()
  })

  it.each(['http://shop.example', 'https://10.0.0.1', 'https://localhost:22'])(
    'is not looked for at %s',
    async (address) => {
      await expect(beginWooCommerce(ada, { address }, deps)).rejects.toMatchObject({
        code: 'address_refused',
      })
    },
  )
})

describe('a shop that lets us in from Shopify’s admin', () => {
  const welcome = async () => {
    const guest = await welcomeGuest(nobody, { sessionToken: shopify.sessionToken(SHOP) }, deps)
    return guest?.state === 'waiting' ? guest.claim : expect.fail('it does not wait')
  }

  it('waits for whoever has its secret and an account', async () => {
    const claim = await welcome()
    expect(await deps.db.store.count()).toBe(0)
    expect(JSON.stringify(await deps.db.storeVisit.findMany())).not.toMatch(/shp(at|rt)_/)
    expect(await readClaim(ada, { claim }, deps)).toMatchObject({ shop: SHOP })
    expect(await claimStore(ada, { claim }, deps)).toMatchObject({ shop: SHOP, status: 'connected' })
    await expect(claimStore(ada, { claim }, deps)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is nobody’s who guesses, comes too late, or is not signed in', async () => {
    const claim = await welcome()
    await expect(claimStore(nobody, { claim }, deps)).rejects.toMatchObject({ code: 'not_signed_in' })
    await expect(readClaim(ada, { claim: 'A'.repeat(43) }, deps)).rejects.toMatchObject({ code: 'not_found' })
    studio.clock.advance(15 * MINUTE_MS)
    await expect(readClaim(ada, { claim }, deps)).rejects.toMatchObject({ code: 'not_found' })
    await expect(claimStore(ada, { claim }, deps)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('waits with its last secret alone', async () => {
    const first = await welcome()
    const last = await welcome()
    await expect(claimStore(ada, { claim: first }, deps)).rejects.toMatchObject({ code: 'not_found' })
    expect(await claimStore(ada, { claim: last }, deps)).toMatchObject({ status: 'connected' })
  })

  it('can be claimed again while that lasts, when the plan had no room', async () => {
    const starter = await studio.makeAccount(0, 'free')
    shopify.addShop('first.myshopify.com')
    const { id } = await connectShopifyApp(starter, { shop: 'first', ...TEST_OWN_APP }, deps)
    const claim = await welcome()
    await expect(claimStore(starter, { claim }, deps)).rejects.toMatchObject({ code: 'plan_limit' })
    await disconnectStore(starter, { id, keepHistory: false }, deps)
    expect(await claimStore(starter, { claim }, deps)).toMatchObject({ status: 'connected' })
  })

  it('that was installed again while it still says that it is connected waits once that was looked at', async () => {
    const { id } = await connect()
    shopify.revokeTokens(SHOP)
    const sessionToken = shopify.sessionToken(SHOP)
    expect(await welcomeGuest(nobody, { sessionToken }, deps)).toEqual({ shop: SHOP, state: 'connected' })
    await studio.jobs.runDue()
    expect(await getStore(ada, { id }, deps)).toMatchObject({ status: 'locked_out' })
    expect(await claimStore(ada, { claim: await welcome() }, deps)).toMatchObject({ id, status: 'connected' })
  })

  it('is asked for nothing while it is connected', async () => {
    await connect()
    const before = shopify.requests().length
    const sessionToken = shopify.sessionToken(SHOP)
    expect(await welcomeGuest(nobody, { sessionToken }, deps)).toEqual({ shop: SHOP, state: 'connected' })
    expect(shopify.requests()).toHaveLength(before)
  })

  it.each<[string, Record<string, unknown>]>([
    ['of another app', { aud: 'another-app' }],
    ['that has expired', { exp: 1, nbf: 0 }],
    ['of two shops', { iss: 'https://other.myshopify.com/admin' }],
    ['of no shop', { iss: 'https://evil.example/admin', dest: 'https://evil.example' }],
  ])('is nobody with a session token %s', async (_which, claims) => {
    const sessionToken = shopify.sessionToken(SHOP, claims)
    expect(await welcomeGuest(nobody, { sessionToken }, deps)).toBeNull()
    expect(await deps.db.storeVisit.count()).toBe(0)
  })

  it('is nobody with a session token that was changed', async () => {
    const [head, body] = shopify.sessionToken(SHOP).split('.')
    for (const sessionToken of ['', 'a.b.c', `${head}.${body}.`, `${btoa('{"alg":"none"}')}.${body}.`])
      expect(await welcomeGuest(nobody, { sessionToken }, deps)).toBeNull()
  })
})

/** Changes a query and signs it, as only Shopify could (shopify.dev, "verify the installation request"). */
function sign(query: URLSearchParams, changed: Record<string, string>): void {
  query.delete('hmac')
  for (const [name, value] of Object.entries(changed)) query.set(name, value)
  query.sort()
  const text = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  query.set('hmac', createHmac('sha256', TEST_APP.clientSecret).update(text).digest('hex'))
}

const secondsAgo = (seconds: number) => Math.floor(studio.clock.now().getTime() / 1000) - seconds
