import type { StoreView } from '@studio/core/stores'
import { type AccountActor, systemActor } from '@studio/services/kernel'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAssets } from '../assets/index.ts'
import {
  askForMirror,
  getStore,
  importProducts,
  listProducts,
  listProductTypes,
  openProductMedia,
  refreshProduct,
} from './index.ts'

const SHOP = 'quiet-goods.myshopify.com'
const signal = new AbortController().signal

let studio: TestStudio
let merchant: AccountActor
let store: StoreView

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
})
afterAll(() => studio.close())

async function connect(platform: 'shopify' | 'woocommerce'): Promise<void> {
  merchant = await studio.makeAccount()
  await studio.deps.db.store.updateMany({ data: { status: 'disconnected' } })
  store = await studio.connectStore(merchant, platform)
  await studio.jobs.runDue()
}
const products = async () => (await listProducts(merchant, { id: store.id, limit: 100 }, studio.deps)).items
const titles = async () => (await products()).map(({ title }) => title)
const readStore = () => getStore(merchant, store, studio.deps)
/** As its owner does. */
const readAgain = async () => {
  await askForMirror(merchant, store, studio.deps)
  await studio.jobs.runDue()
}

describe('a Shopify store', () => {
  beforeEach(async () => {
    studio.shopify.reset()
    await connect('shopify')
  })

  const idOf = (title: string) =>
    Object.values(studio.shopify.shop(SHOP).products).find((product) => product.title === title)?.id ?? ''
  const refresh = async (foreignId: string) => {
    await refreshProduct(systemActor, { storeId: store.id, foreignId, signal }, studio.deps)
  }

  it('is mirrored as soon as it is connected', async () => {
    expect(await readStore()).toMatchObject({ status: 'connected', mirror: { status: 'ready', products: 2 } })
    const [mug] = await products()
    expect(mug).toMatchObject({ title: 'Ceramic mug', productType: 'Mugs', status: 'ACTIVE' })
    expect(mug?.media.map(({ alt }) => alt)).toEqual(['A mug, view 1', 'A mug, view 2', 'A mug, view 3'])
    expect(mug?.variants.map(({ mediaId }) => mediaId)).toEqual([mug?.media[1]?.foreignId, null])
    expect(await listProductTypes(merchant, store, studio.deps)).toEqual({
      items: [
        { productType: 'Mugs', products: 1 },
        { productType: 'Plates', products: 1 },
      ],
    })
  })

  it('is followed in what its people change and delete', async () => {
    await studio.shopify.edit(SHOP, idOf('Plate'), { title: 'Dinner plate' })
    await refresh(idOf('Dinner plate'))
    expect(await titles()).toEqual(['Ceramic mug', 'Dinner plate'])
    const gone = idOf('Dinner plate')
    await studio.shopify.edit(SHOP, gone, { isDeleted: true })
    await refresh(gone)
    expect(await titles()).toEqual(['Ceramic mug'])
  })

  it('that throttles is read all the same', async () => {
    await studio.shopify.addProducts(SHOP, 60)
    studio.shopify.setPlan({ maximumAvailable: 1000, restoreRate: 100_000 })
    const isUsedUp = studio.shopify.addScenario({ effect: { kind: 'throttled' }, times: 2 })
    await readAgain()
    expect(isUsedUp()).toBe(true)
    expect(await readStore()).toMatchObject({ mirror: { status: 'ready', products: 62 }, problem: null })
  })

  it('that lets us in no more is locked out, and keeps what was mirrored', async () => {
    studio.shopify.addScenario({ effect: { kind: 'revoked' }, times: 100 })
    studio.shopify.addScenario({ match: { route: 'token' }, effect: { kind: 'revoked' }, times: 100 })
    await refresh(idOf('Plate'))
    expect(await readStore()).toMatchObject({ status: 'locked_out', problem: { code: 'access_revoked' } })
    expect(await titles()).toHaveLength(2)
  })

  it('hands its pictures over to the library, and small ones to be looked at', async () => {
    const [mug] = await products()
    const ids = (await products()).map(({ id }) => id)
    await importProducts(merchant, { productIds: ids, pictures: 'all' }, studio.deps)
    await studio.jobs.runAll()
    const { items } = await listAssets(merchant, { limit: 10 }, studio.deps)
    expect(items.map(({ fileName }) => fileName).sort()).toEqual([
      'ceramic-mug-2.png',
      'ceramic-mug-3.png',
      'ceramic-mug.png',
      'plate.png',
    ])
    const picture = { id: mug?.id ?? '', mediaId: mug?.media[0]?.foreignId ?? '' }
    const { load } = await openProductMedia(merchant, picture, studio.deps)
    expect((await load(signal)).byteLength).toBeGreaterThan(20)
  })
})

describe('a WooCommerce store', () => {
  beforeEach(async () => {
    await studio.woocommerce.reset()
    await connect('woocommerce')
  })

  it('is mirrored as soon as it is connected, and its pictures can be had', async () => {
    expect(await readStore()).toMatchObject({ mirror: { status: 'ready', products: 8 } })
    const [first] = await products()
    expect(first?.title).toBe('Armchair “Azure”')
    await importProducts(
      merchant,
      { productIds: [first?.id as `prd_${string}`], pictures: 'first' },
      studio.deps,
    )
    await studio.jobs.runAll()
    expect((await listAssets(merchant, { limit: 10 }, studio.deps)).items).toMatchObject([
      { fileName: 'armchair-azure.jpg', status: 'ready' },
    ])
  })

  it('with hundreds of products is mirrored page by page', async () => {
    studio.woocommerce.addProducts(250)
    await readAgain()
    expect(await readStore()).toMatchObject({ mirror: { status: 'ready', products: 258 } })
  })
})
