import { newId } from '@studio/core/kernel'
import { snapshotKey } from '@studio/core/publications'
import { TEST_APP, TEST_OWN_APP } from '@studio/emulators/shopify'
import { approve, letAppIn, openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AccountActor, type Deps, systemActor } from '../kernel/index.ts'
import {
  askForMirror,
  beginShopify,
  beginWooCommerce,
  disconnectStore,
  finishShopify,
  finishWooCommerce,
  leaveAllStores,
  listStores,
  mirrorStore,
} from './index.ts'

const SHOP = 'quiet-goods.myshopify.com'
const signal = new AbortController().signal
const DONE = { isDone: true, isTakenOff: true }

let studio: TestStudio
let deps: Deps
let ada: AccountActor

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
  deps = studio.deps
})
afterAll(() => studio.close())
beforeEach(async () => {
  ada = await studio.makeAccount()
  await deps.db.publication.deleteMany()
  await deps.db.store.deleteMany()
  studio.shopify.reset()
  await studio.shopify.advance(studio.clock.now().getTime() - studio.shopify.now().getTime())
})

/** Connects a store by the consent of its owner, and has its catalogue read. */
async function connect(platform: 'shopify' | 'woocommerce') {
  if (platform === 'shopify') {
    studio.shopify.addShop(SHOP)
    await studio.shopify.addProducts(SHOP, 3)
    const { url } = await beginShopify(ada, { shop: SHOP }, deps)
    const { searchParams: query } = await letAppIn(url)
    return finishShopify(ada, { query }, deps)
  }
  const { url } = await beginWooCommerce(ada, { address: studio.woocommerce.url }, deps)
  const { searchParams: query } = await approve(url)
  return finishWooCommerce(ada, { query }, deps)
}
const mirror = (storeId: string) => mirrorStore(systemActor, { storeId, signal }, deps)
const rowOf = (id: string) => deps.db.store.findUniqueOrThrow({ where: { id } })
const subscriptions = () => Object.values(studio.shopify.shop(SHOP).subscriptions)

/** Writes down a publication to a store. */
async function publish(storeId: string, status: 'published' | 'queued' | 'planned' | 'stuck') {
  const now = deps.clock.now()
  const id = newId('publication', now)
  const { accountId } = ada
  const what = { changes: [], before: {}, target: {}, foreignId: '1', title: 'Mug', groupId: id }
  await deps.db.publication.create({ data: { id, accountId, storeId, status, createdAt: now, ...what } })
  return { id, accountId }
}

describe.each(['shopify', 'woocommerce'] as const)('a %s store that is disconnected', (platform) => {
  it('is nothing to us any more: credentials and mirror are gone, and what was to be published fails', async () => {
    const { id } = await connect(platform)
    await mirror(id)
    const open = await publish(id, 'queued')
    const begun = await publish(id, 'stuck')
    const made = await publish(id, 'published')
    expect(await deps.db.product.count({ where: { storeId: id } })).toBeGreaterThan(0)
    const leaving = { id, keepHistory: true, leaveHalfWay: true }
    expect(await disconnectStore(ada, leaving, deps)).toEqual(DONE)
    expect(await rowOf(id)).toMatchObject({
      ...{ status: 'disconnected', credentialsSealed: null, webhookSecretSealed: null, scopes: [] },
    })
    expect(await deps.db.product.count({ where: { storeId: id } })).toBe(0)
    const publications = await deps.db.publication.findMany({ orderBy: { id: 'asc' } })
    expect(publications).toMatchObject([
      { id: open.id, status: 'failed', failureCode: 'undone_by_store' },
      { id: begun.id, status: 'failed', failureCode: 'left_half_way' },
      { id: made.id, status: 'published' },
    ])
  })

  it('without its history has lost its name at once, and the rest soon', async () => {
    const { id } = await connect(platform)
    const publication = await publish(id, 'published')
    const key = snapshotKey(publication, 'a'.repeat(64))
    await deps.store.put(key, Buffer.from('a picture'), { sizeBytes: 9, mime: 'image/jpeg' })
    await disconnectStore(ada, { id, keepHistory: false }, deps)
    expect(await rowOf(id)).toMatchObject({ shop: '', name: '', address: '' })
    expect((await listStores(ada, deps)).items).toEqual([])
    await studio.jobs.runDue()
    expect(await deps.db.store.count()).toBe(0)
    expect(await deps.db.publication.count()).toBe(0)
    expect(await deps.store.head(key)).toBeNull()
  })

  it('can lose its history later', async () => {
    const { id } = await connect(platform)
    await publish(id, 'published')
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect((await listStores(ada, deps)).items).toMatchObject([{ id, publications: 1 }])
    await disconnectStore(ada, { id, keepHistory: false }, deps)
    await studio.jobs.runDue()
    expect(await deps.db.store.count()).toBe(0)
  })

  it('is left alone by everybody else', async () => {
    const { id } = await connect(platform)
    const other = await studio.makeAccount()
    await expect(disconnectStore(other, { id, keepHistory: true }, deps)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await rowOf(id)).status).toBe('connected')
  })
})

describe('a Shopify store', () => {
  it('tells us of changes at its own address here, and at no earlier one', async () => {
    const { id } = await connect('shopify')
    await mirrorStore(systemActor, { storeId: id, signal }, { ...deps, publicUrl: 'http://localhost:1' })
    await mirror(id)
    await mirror(id)
    const uri = `http://localhost:3000/api/stores/shopify/webhooks/${id}`
    const topics = ['APP_UNINSTALLED', 'PRODUCTS_CREATE', 'PRODUCTS_DELETE', 'PRODUCTS_UPDATE']
    expect(
      subscriptions()
        .map(({ topic }) => topic)
        .sort(),
    ).toEqual(topics)
    expect(new Set(subscriptions().map((each) => each.uri))).toEqual(new Set([uri]))
  })

  it('that is disconnected has lost our webhooks and our app, and nothing else', async () => {
    const { id } = await connect('shopify')
    await mirror(id)
    const before = studio.shopify.shop(SHOP).products
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    const shop = studio.shopify.shop(SHOP)
    expect([shop.tokens, shop.refreshTokens, shop.subscriptions]).toEqual([{}, {}, {}])
    expect(shop.products).toEqual(before)
  })

  it('is left also when what it let us in with has ended meanwhile', async () => {
    const { id } = await connect('shopify')
    studio.clock.advance(3 * 3600_000)
    await studio.shopify.advance(3 * 3600_000)
    expect(await disconnectStore(ada, { id, keepHistory: true }, deps)).toEqual(DONE)
    expect(studio.shopify.shop(SHOP).tokens).toEqual({})
  })

  it('keeps an app that is its owner’s own, without our webhooks', async () => {
    const { id } = await studio.connectStore(ada, 'shopify', SHOP)
    await mirror(id)
    expect(subscriptions()).toHaveLength(4)
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect(subscriptions()).toEqual([])
    const owners = Object.values(studio.shopify.shop(SHOP).tokens)
    expect(owners.map(({ clientId }) => clientId)).toContain(TEST_OWN_APP.clientId)
    expect(owners.map(({ clientId }) => clientId)).not.toContain(TEST_APP.clientId)
  })

  it.each(['html', 'reset', 'status'] as const)(
    'that answers %s keeps no credentials here, and its person is told to take the app off',
    async (kind) => {
      const { id } = await connect('shopify')
      studio.shopify.addScenario({ times: 9, effect: { kind } })
      expect(await disconnectStore(ada, { id, keepHistory: true }, deps)).toEqual({
        isDone: true,
        isTakenOff: false,
      })
      expect((await rowOf(id)).credentialsSealed).toBeNull()
    },
  )

  it('that let us in no more is left all the same', async () => {
    const { id } = await connect('shopify')
    studio.shopify.revokeTokens(SHOP)
    expect(await disconnectStore(ada, { id, keepHistory: true }, deps)).toEqual(DONE)
  })

  it('is disconnected after what is being made in it, and nothing more is begun until then', async () => {
    const { id } = await connect('shopify')
    const publishUntil = new Date(deps.clock.now().getTime() + 30_000)
    await deps.db.store.update({ where: { id }, data: { publishClaim: 'a worker', publishUntil } })
    for (const _again of [1, 2])
      expect(await disconnectStore(ada, { id, keepHistory: true }, deps)).toEqual({
        ...{ isDone: false, isTakenOff: false },
      })
    const { items } = await listStores(ada, deps)
    expect(items).toMatchObject([{ status: 'connected', leaving: { isLate: false, halfWay: [] } }])
    await expect(askForMirror(ada, { id }, deps)).rejects.toMatchObject({
      code: 'store_locked_out',
      message: expect.stringContaining('is being disconnected'),
    })
    studio.clock.advance(31_000)
    await studio.shopify.advance(31_000)
    await studio.jobs.runDue()
    expect(await rowOf(id)).toMatchObject({
      status: 'disconnected',
      credentialsSealed: null,
      leavingSince: null,
    })
    expect(studio.shopify.shop(SHOP).tokens).toEqual({})
  })

  it('that is connected again while it is left stays', async () => {
    const { id } = await connect('shopify')
    const publishUntil = new Date(deps.clock.now().getTime() + 30_000)
    await deps.db.store.update({ where: { id }, data: { publishClaim: 'a worker', publishUntil } })
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    await connect('shopify')
    studio.clock.advance(31_000)
    await studio.jobs.runDue()
    expect((await listStores(ada, deps)).items).toMatchObject([{ id, status: 'connected', leaving: null }])
  })
})

describe('a WooCommerce store', () => {
  it('is connected by its person’s consent in WordPress', async () => {
    expect(await connect('woocommerce')).toMatchObject({
      ...{ platform: 'woocommerce', shop: studio.woocommerce.url, status: 'connected' },
    })
  })

  it('that is disconnected has lost our webhooks and the password that was made for us', async () => {
    const passwords = () => studio.woocommerce.site().passwords.length
    const before = passwords()
    const { id } = await connect('woocommerce')
    await mirror(id)
    expect(Object.values(studio.woocommerce.site().webhooks)).toMatchObject(
      Array(4).fill({ deliveryUrl: `http://localhost:3000/api/stores/woocommerce/webhooks/${id}` }),
    )
    expect(passwords()).toBe(before + 1)
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect(studio.woocommerce.site().webhooks).toEqual({})
    expect(passwords()).toBe(before)
  })

  it('keeps a password that its person made themselves', async () => {
    const { id } = await studio.connectStore(ada, 'woocommerce')
    const before = studio.woocommerce.site().passwords.length
    await disconnectStore(ada, { id, keepHistory: true }, deps)
    expect(studio.woocommerce.site().passwords).toHaveLength(before)
  })

  it('whose password was revoked is locked out', async () => {
    const { id } = await connect('woocommerce')
    studio.woocommerce.site().passwords.length = 0
    await mirror(id)
    expect(await rowOf(id)).toMatchObject({ status: 'locked_out', problem: 'access_revoked' })
  })
})

it('with its account every store is left, once', async () => {
  const stores = [await connect('shopify'), await connect('woocommerce')]
  await leaveAllStores(ada.accountId, deps)
  await leaveAllStores(ada.accountId, deps)
  for (const { id } of stores)
    expect(await rowOf(id)).toMatchObject({ status: 'disconnected', credentialsSealed: null })
  expect(studio.shopify.shop(SHOP).tokens).toEqual({})
  expect(studio.woocommerce.site().webhooks).toEqual({})
})
