import { batchRequest } from '@studio/core/batches'
import { newId } from '@studio/core/kernel'
import { BUILT_IN_REGISTRY } from '@studio/core/models'
import { StoreFailure } from '@studio/integrations/store-connector'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkLedger } from '../credits/index.ts'
import { type AccountActor, operatorActor } from '../kernel/index.ts'
import { importRegistry } from '../models/index.ts'
import { listProductIds, listProducts } from '../stores/index.ts'
import { examineSources, listItems, previewSources, readBatch, retryItems, startBatch } from './index.ts'

const MODEL = 'gemini-3-pro-image'
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio({ hasStores: true })
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(1000)
})

const read = ({ id }: { id: string }) => readBatch(merchant, { id }, studio.deps)
const start = (request: object) =>
  startBatch(merchant, { ...batchRequest.parse(request), maxCredits: 1000 }, studio.deps)

describe('a model that is retired while a batch runs', () => {
  it('is said of every item that had not begun: they are free, and a retry says it too', async () => {
    merchant = await studio.makeAccount(1000, 'free')
    const { id: assetId } = await studio.upload(merchant, await readPhoto())
    await studio.jobs.runAll()
    const work = Array.from({ length: 8 }, (_, index) => ({ prompt: `on white, ${index}`, modelId: MODEL }))
    const batch = await start({ sources: { assetIds: [assetId] }, work })
    const models = BUILT_IN_REGISTRY.models.map((model) =>
      model.id === MODEL ? { ...model, retiresOn: '2020-01-01', replacementId: 'kling-v3-omni' } : model,
    )
    await importRegistry(operatorActor, { models, note: 'retired' }, studio.deps)
    studio.clock.advance(10_000)
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({ status: 'finished', items: { failed: 8 }, credits: { charged: 0, held: 0 } })
    expect(done.failures).toEqual([
      { code: 'model_retired', message: expect.stringMatching(/was retired on 2020-01-01/), count: 8 },
    ])
    const again = retryItems(merchant, { id: batch.id, maxCredits: 1000 }, studio.deps)
    await expect(again).rejects.toMatchObject({ code: 'model_retired' })
    await studio.deps.db.registryVersion.deleteMany()
    studio.clock.advance(10_000)
    expect(await checkLedger(studio.deps)).toEqual([])
  })
})

describe('a batch of a shop’s products', () => {
  it('takes each product’s first picture once, waits for a shop that is too busy, and says which products have none', async () => {
    const store = await studio.connectStore(merchant, 'woocommerce')
    await studio.jobs.runAll()
    const { items: products } = await listProducts(merchant, { id: store.id, limit: 4 }, studio.deps)
    const bare = products.at(-1)?.id ?? ''
    await studio.deps.db.product.update({ where: { id: bare }, data: { media: [] } })
    const productIds = products.map(({ id }) => id)
    const work = [{ prompt: 'on white' }, { prompt: 'on wood' }]
    const batch = await start({ sources: { productIds }, work })
    const { openConnector } = studio.deps
    studio.deps.openConnector = (options) => ({
      ...openConnector(options),
      readMedia: () => Promise.reject(new StoreFailure('throttled', 'too busy')),
    })
    // A job that cannot be done now is delivered again; here that is done by hand.
    await expect(studio.jobs.runAll()).rejects.toThrow(StoreFailure)
    studio.deps.openConnector = openConnector
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      status: 'finished',
      items: { total: 8, succeeded: 6, failed: 2 },
      failures: [{ message: 'The product has no picture in its store.', count: 2 }],
      credits: { held: 0 },
    })
    const { items } = await listItems(merchant, { id: batch.id, limit: 100, filter: 'review' }, studio.deps)
    expect(new Set(items.map(({ sourceAssetId }) => sourceAssetId)).size).toBe(3)
    expect(items.every(({ productId }) => productIds.includes(productId as `prd_${string}`))).toBe(true)
    expect(await checkLedger(studio.deps)).toEqual([])
  })
})

describe('the sources of a draft', () => {
  it('are looked at again: what is gone is named, products are told by type, and strangers see nothing', async () => {
    const store = await studio.connectStore(merchant, 'shopify')
    await studio.jobs.runAll()
    const all = await listProductIds(merchant, { id: store.id }, studio.deps)
    const { items: products } = await listProducts(merchant, { id: store.id, limit: 100 }, studio.deps)
    expect(all).toEqual({ ids: products.map(({ id }) => id), withoutPicture: 0 })
    const productType = products[0]?.productType ?? ''
    const alike = products.filter((product) => product.productType === productType).map(({ id }) => id)
    const ofType = await listProductIds(merchant, { id: store.id, productType }, studio.deps)
    expect(ofType.ids).toEqual(alike)
    const [first] = alike
    await studio.deps.db.product.update({ where: { id: first as string }, data: { media: [] } })
    expect(await listProductIds(merchant, { id: store.id, productType }, studio.deps)).toEqual({
      ids: alike.slice(1),
      withoutPicture: 1,
    })

    const photo = await studio.upload(merchant, await readPhoto())
    await studio.jobs.runAll()
    const [goneAsset, goneProduct] = [newId('asset', new Date()), newId('product', new Date())]
    const chosen = { assetIds: [photo.id, goneAsset], productIds: [...all.ids, goneProduct] }
    const found = await examineSources(merchant, chosen, studio.deps)
    expect(found).toMatchObject({ goneAssetIds: [goneAsset], goneProductIds: [goneProduct], refused: [] })
    expect(found.productTypes.find((group) => group.productType === productType)?.productIds).toEqual(alike)
    const { items } = await previewSources(merchant, chosen, studio.deps)
    expect(items).toHaveLength(1 + all.ids.length)
    expect(items[0]).toMatchObject({ id: photo.id, name: photo.fileName, thumb: expect.any(String) })
    expect(items.find(({ id }) => id === first)).toMatchObject({ productType, thumb: null })

    const stranger = await studio.makeAccount(1)
    const unseen = await examineSources(stranger, chosen, studio.deps)
    expect(unseen).toEqual({
      ...{ goneAssetIds: chosen.assetIds, goneProductIds: chosen.productIds },
      ...{ refused: [], productTypes: [] },
    })
    expect(await previewSources(stranger, chosen, studio.deps)).toEqual({ items: [] })
  })
})
