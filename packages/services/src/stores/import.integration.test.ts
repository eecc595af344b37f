import type { AssetView } from '@studio/core/assets'
import type { Store } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type AccountActor, type Actor, systemActor } from '@studio/services/kernel'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { listAssets } from '../assets/index.ts'
import {
  importMedia,
  importProducts,
  listImportProblems,
  listProductSources,
  listProducts,
  mirrorStore,
} from './index.ts'
import { connectShelf, createShelf, pictureOf, productOf, type Shelf } from './testing/shelf.ts'

const signal = new AbortController().signal

let studio: TestStudio
let merchant: AccountActor
let store: Store
let shelf: Shelf

beforeAll(async () => {
  studio = await openTestStudio()
  studio.deps.openConnector = () => shelf
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
  await studio.deps.db.store.updateMany({ data: { status: 'disconnected' } })
  store = await connectShelf(studio, merchant)
  shelf = createShelf()
  await stock(1, ['101', '102', '103'])
  await stock(2, ['201'])
  await mirrorStore(systemActor, { storeId: store.id, signal }, studio.deps)
})

/** Puts a product on the shelf with pictures of its own. */
async function stock(number: number, mediaIds: string[]): Promise<void> {
  const media = mediaIds.map(pictureOf)
  shelf.products.set(String(number), productOf(number, { media }))
  for (const { foreignId, url } of media)
    shelf.files.set(String(url), { bytes: await draw(Number(foreignId)), mime: 'image/png' })
}

const draw = (number: number) => {
  const background = { r: (number * 67) % 256, g: (number * 151) % 256, b: (number * 29) % 256 }
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer()
}
const productIds = async () => {
  const { items } = await listProducts(merchant, { id: store.id, limit: 100 }, studio.deps)
  return items.map(({ id }) => id)
}
const take = async (pictures: 'first' | 'all', actor = merchant) => {
  const asked = await importProducts(actor, { productIds: await productIds(), pictures }, studio.deps)
  await studio.jobs.runAll()
  return asked
}
const library = async (): Promise<AssetView[]> => {
  const { items } = await listAssets(merchant, { limit: 100 }, studio.deps)
  return items.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
}
const names = async () => (await library()).map(({ fileName }) => fileName)
const problems = async () => (await listImportProblems(merchant, store, studio.deps)).items
const urlOf = (mediaId: string) => String(pictureOf(mediaId).url)

it('takes the featured picture of each product, prepared as uploads are, and remembers the product', async () => {
  expect(await take('first')).toEqual({ queued: 2 })
  expect(await library()).toMatchObject([
    { kind: 'upload', status: 'ready', fileName: 'mug-1.png', widthPx: 40 },
    { kind: 'upload', status: 'ready', fileName: 'mug-2.png' },
  ])
  const [first, second] = await productIds()
  const sources = await studio.deps.db.productSource.findMany({ orderBy: { mediaId: 'asc' } })
  expect(sources.map(({ productId, mediaId }) => [productId, mediaId])).toEqual([
    [first, '101'],
    [second, '201'],
  ])
})

it('knows a picture that two products show as one asset that was taken from both', async () => {
  const [first, second] = await productIds()
  const media = (await studio.deps.db.product.findUniqueOrThrow({ where: { id: first as string } })).media
  await studio.deps.db.product.update({ where: { id: second as string }, data: { media: media as object } })
  expect(await take('first')).toEqual({ queued: 2 })
  expect(await library()).toHaveLength(1)
  const { items } = await listProductSources(merchant, { ids: await productIds() }, studio.deps)
  expect(items.map(({ productId }) => productId).sort()).toEqual([first, second].sort())
})

it('takes all pictures when asked, named by their place', async () => {
  expect(await take('all')).toEqual({ queued: 4 })
  expect(await names()).toEqual(['mug-1-2.png', 'mug-1-3.png', 'mug-1.png', 'mug-2.png'])
})

it('imported twice, a picture is the same asset', async () => {
  await take('first')
  const before = await library()
  await take('first')
  expect(await library()).toEqual(before)
})

it('keeps the good pictures and says what was wrong with the bad ones', async () => {
  shelf.files.set(urlOf('102'), { bytes: Buffer.from('<html>not a picture</html>'), mime: 'text/html' })
  shelf.files.set(urlOf('103'), { bytes: (await draw(103)).subarray(0, 20), mime: 'image/png' })
  shelf.files.delete(urlOf('201'))
  await take('all')
  expect(await names()).toEqual(['mug-1.png'])
  expect((await problems()).map(({ mediaId, problem }) => [mediaId, problem.code]).sort()).toEqual([
    ['102', 'file_type_refused'],
    ['103', 'file_unreadable'],
    ['201', 'media_gone'],
  ])
  expect((await problems())[0]?.problem.message).toMatch(/\.$/)
})

it('says no more of a picture that was imported after all', async () => {
  shelf.files.delete(urlOf('201'))
  await take('first')
  expect(await problems()).toHaveLength(1)
  await stock(2, ['201'])
  await take('first')
  expect(await problems()).toEqual([])
})

it('waits for a store that does not answer now, and tells nobody', async () => {
  const { readMedia } = shelf
  shelf.readMedia = () => Promise.reject(new StoreFailure('unreachable', 'HTTP 502'))
  const [productId = ''] = await productIds()
  const job = { productId, mediaId: '101', signal }
  await expect(importMedia(systemActor, job, studio.deps)).rejects.toThrow(StoreFailure)
  expect(await problems()).toEqual([])
  shelf.readMedia = readMedia
  await importMedia(systemActor, job, studio.deps)
  expect(await library()).toHaveLength(1)
})

it('says that the store lets us in no more', async () => {
  await importProducts(merchant, { productIds: await productIds(), pictures: 'first' }, studio.deps)
  await studio.deps.db.store.update({ where: { id: store.id }, data: { status: 'locked_out' } })
  await studio.jobs.runAll()
  expect((await problems()).map(({ problem }) => problem.code)).toEqual([
    'store_locked_out',
    'store_locked_out',
  ])
})

it('lets the library be asked for what is from a product, or from a store, by who may see stores', async () => {
  await studio.upload(merchant, await draw(900), 'own.png')
  await take('all')
  const [productId] = await productIds()
  const list = async (filter: object, actor: Actor = merchant) =>
    (await listAssets(actor, { limit: 100, ...filter }, studio.deps)).items.length
  expect(await list({})).toBe(5)
  expect(await list({ storeId: store.id })).toBe(4)
  expect(await list({ productId })).toBe(3)
  expect(await list({ productId }, await studio.makeAccount())).toBe(0)
  expect((await listProductSources(merchant, { ids: [productId ?? ''] }, studio.deps)).items).toHaveLength(3)
  const tokenId = 'tok_01kac3q1b2c3d4e5f6g7h8jakb' as const
  const program = { kind: 'token', accountId: merchant.accountId, tokenId, tokenKind: 'live' } as const
  await expect(list({ productId }, { ...program, scopes: ['assets:read'] })).rejects.toMatchObject({
    code: 'insufficient_scope',
  })
})

it('takes nothing of a store of somebody else, and no program without both scopes may ask', async () => {
  const ids = await productIds()
  const stranger = await studio.makeAccount()
  const asked = { productIds: ids, pictures: 'first' as const }
  await expect(importProducts(stranger, asked, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  const tokenId = 'tok_01kac3q1b2c3d4e5f6g7h8jakb' as const
  const program = { kind: 'token', accountId: merchant.accountId, tokenId, tokenKind: 'live' } as const
  await expect(
    importProducts({ ...program, scopes: ['stores:read'] }, asked, studio.deps),
  ).rejects.toMatchObject({ code: 'insufficient_scope' })
  expect(await studio.jobs.waiting()).toEqual([])
})

it('is told to choose less when there are more than 500 pictures', async () => {
  shelf.products.set(
    '3',
    productOf(3, { media: Array.from({ length: 501 }, (_, at) => pictureOf(`3${at}`)) }),
  )
  await mirrorStore(systemActor, { storeId: store.id, signal }, studio.deps)
  const all = { productIds: await productIds(), pictures: 'all' as const }
  await expect(importProducts(merchant, all, studio.deps)).rejects.toThrow('These are 505 pictures')
})
