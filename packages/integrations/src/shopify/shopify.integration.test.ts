import type { ProductState } from '@studio/core/stores'
import type { Effect, Rule } from '@studio/emulators/shopify'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSharpPictures } from '../pictures/index.ts'
import { drawPicture } from '../store-connector/testing/draw-picture.ts'
import { openTestShop, SHOP, type TestShop } from './testing/open-shop.ts'

const signal = new AbortController().signal
const pictures = createSharpPictures()

let test: TestShop
let kept: ReturnType<TestShop['emulator']['keep']>
let productId: string
let mediaIds: string[]

beforeAll(async () => {
  test = await openTestShop()
  const views = [{ bytes: await drawPicture(11), alt: 'front' }, { bytes: await drawPicture(12) }]
  const variants = [{ title: 'Small', picture: 0 }, { title: 'Large' }]
  ;({ id: productId, mediaIds } = await test.emulator.addProduct(SHOP, {
    ...{ title: 'Mug', pictures: views, variants },
  }))
  kept = test.emulator.keep()
})
beforeEach(() => {
  test.emulator.putBack(kept)
  test.access.token = Object.keys(kept.shops[SHOP]?.tokens ?? {})[0] ?? ''
  test.access.fresh = null
  test.time.isFrozen = false
})
afterAll(() => test.emulator.close())

const breakNext = (effect: Effect, match: Rule['match'] = {}, times = 1) =>
  test.emulator.addScenario({ effect, match, times })
const countOf = (operation: string) =>
  test.emulator.requests().filter((request) => request.operation === operation).length
const files = () => Object.values(test.emulator.shop(SHOP).files)
const setAlt = () => test.connector.setAlt(productId, mediaIds[0] ?? '', 'new words', signal)
const altNow = () => files().find(({ id }) => id === mediaIds[0])?.alt

async function add(bytes?: Uint8Array, mime = 'image/png') {
  const marker = 'studio-pro-c0ffee'
  const fileName = `${marker}.${mime.slice('image/'.length)}`
  const media = { bytes: bytes ?? (await drawPicture(1)), mime, fileName, alt: 'added', marker }
  return test.connector.addMedia(productId, media, signal)
}

async function catalogue(): Promise<ProductState[]> {
  const products: ProductState[] = []
  for await (const product of test.connector.readCatalogue(signal)) products.push(product)
  return products
}

describe('a whole catalogue', () => {
  it('of 1,000 products is read within a minute under the limits of a standard plan, and as when read alone', async () => {
    await test.emulator.addProducts(SHOP, 999)
    const [before, startMs] = [test.waitedMs(), performance.now()]
    const products = await catalogue()
    expect(test.waitedMs() - before + performance.now() - startMs).toBeLessThan(60_000)
    expect(new Set(products.map(({ foreignId }) => foreignId)).size).toBe(1000)
    for (const index of [0, 499, 999]) {
      const alone = await test.connector.readProduct(products[index]?.foreignId ?? '', signal)
      expect(products[index]).toEqual(alone)
      expect(alone?.media).toHaveLength(2)
    }
  })

  it('is read page by page, with waits, where Shopify fails to answer it in bulk', async () => {
    await test.emulator.addProducts(SHOP, 119)
    breakNext({ kind: 'fails' }, { route: 'bulk' })
    const [before, waitedMs] = [countOf('Products'), test.waitedMs()]
    const products = await catalogue()
    expect(products.map(({ title }) => title)).toEqual([
      'Mug',
      ...Array.from({ length: 119 }, (_, index) => `Product ${index + 1}`),
    ])
    expect(countOf('Products') - before).toBeGreaterThanOrEqual(12)
    expect(test.waitedMs()).toBeGreaterThan(waitedMs)
  })

  it('that is small takes no bulk operation', async () => {
    const before = countOf('RunBulk')
    expect(await catalogue()).toHaveLength(1)
    expect(countOf('RunBulk')).toBe(before)
  })
})

describe('throttling', () => {
  it('is waited out for as long as Shopify’s numbers say, and no longer', async () => {
    test.emulator.setPlan({ maximumAvailable: 700, restoreRate: 100 })
    const before = test.waitedMs()
    for (let times = 0; times < 10; times += 1) await setAlt()
    expect(test.waitedMs()).toBe(before)
    // Ten changes took 100 points, so that the dearest question lacks a few.
    await test.connector.readProduct(productId, signal)
    const waitedMs = test.waitedMs() - before
    expect(waitedMs).toBeGreaterThan(0)
    expect(waitedMs).toBeLessThan(1000)
  })

  it('that lasts more than a minute is told, with when to come back', async () => {
    test.emulator.setPlan({ maximumAvailable: 5, restoreRate: 0.1 })
    await expect(setAlt()).rejects.toMatchObject({ code: 'throttled', retryAfterMs: expect.any(Number) })
    expect(altNow()).toBe('front')
  })

  it('by HTTP status is waited out too', async () => {
    breakNext({ kind: 'status', status: 429 })
    await setAlt()
    expect(altNow()).toBe('new words')
  })
})

describe('an answer that is none', () => {
  it.each<[string, Effect]>([
    ['unreachable', { kind: 'html' }],
    ['unreachable', { kind: 'html_ok' }],
    ['unreachable', { kind: 'bad_json' }],
    ['unreachable', { kind: 'empty_body' }],
    ['unreachable', { kind: 'reset' }],
    ['unreachable', { kind: 'truncate' }],
    ['unreachable', { kind: 'redirect' }],
    ['unreachable', { kind: 'status', status: 503 }],
    ['unreachable', { kind: 'error' }],
    ['scope_missing', { kind: 'error', code: 'ACCESS_DENIED' }],
    ['access_revoked', { kind: 'status', status: 401 }],
    ['access_revoked', { kind: 'revoked' }],
    ['refused', { kind: 'status', status: 402 }],
    ['scope_missing', { kind: 'status', status: 403 }],
    ['not_a_store', { kind: 'status', status: 404 }],
    ['refused', { kind: 'status', status: 423 }],
    ['alt_too_long', { kind: 'user_error', code: 'ALT_VALUE_LIMIT_EXCEEDED' }],
    ['media_gone', { kind: 'user_error', code: 'FILE_DOES_NOT_EXIST' }],
    ['busy', { kind: 'user_error', code: 'FILE_LOCKED' }],
    ['busy', { kind: 'user_error', code: 'NON_READY_STATE' }],
    ['media_limit', { kind: 'user_error', code: 'PRODUCT_MEDIA_LIMIT_EXCEEDED' }],
    ['refused', { kind: 'user_error', code: 'INVALID' }],
  ])('is “%s” for %o', async (code, effect) => {
    breakNext(effect)
    await expect(setAlt()).rejects.toMatchObject({ name: 'StoreFailure', code })
  })

  it('ends with the signal where Shopify never answers', async () => {
    breakNext({ kind: 'hang' })
    const leaving = new AbortController()
    const changing = test.connector.setAlt(productId, mediaIds[0] ?? '', 'x', leaving.signal)
    await expect.poll(() => test.emulator.requests().at(-1)?.operation).toBe('UpdateFiles')
    leaving.abort(new Error('let go'))
    await expect(changing).rejects.toThrow('let go')
  })

  it('of a token that has ended is given once more with a fresh one', async () => {
    test.access.fresh = test.emulator.issueToken(SHOP)
    test.access.token = 'shpat_ended'
    await setAlt()
    expect(altNow()).toBe('new words')
  })

  it('says which scope is missing by refusing, and reads all the same', async () => {
    test.access.token = test.emulator.issueToken(SHOP, ['read_products', 'read_files'])
    expect(await test.connector.readProduct(productId, signal)).not.toBeNull()
    await expect(setAlt()).rejects.toMatchObject({ code: 'scope_missing' })
  })

  it('about words that are too long comes from Shopify itself', async () => {
    const long = 'x'.repeat(513)
    const changing = test.connector.setAlt(productId, mediaIds[0] ?? '', long, signal)
    await expect(changing).rejects.toMatchObject({ code: 'alt_too_long' })
  })
})

describe('a picture', () => {
  it.each([
    ['image/png', 'png'],
    ['image/jpeg', 'jpeg'],
    ['image/webp', 'webp'],
  ] as const)('arrives byte for byte, with what marks it as made by AI (%s)', async (mime, format) => {
    const plain = await sharp(await drawPicture(3))
      .toFormat(format)
      .toBuffer()
    const marked = await pictures.mark(plain, mime, 'generated')
    const { foreignId } = await add(marked, mime)
    expect(await test.emulator.bytesOf(SHOP, foreignId)).toEqual(Buffer.from(marked))
    const url = (await test.connector.readProduct(productId, signal))?.media.at(-1)?.url ?? ''
    const served = await test.connector.readMedia(url, 1_000_000, signal)
    expect(await pictures.readMarking(served.bytes, served.mime)).toBe('generated')
  })

  it('is waited for while Shopify processes it', async () => {
    const before = test.waitedMs()
    await add()
    expect(test.waitedMs() - before).toBeGreaterThanOrEqual(2000)
  })

  it('that Shopify takes too long over is told as such, and is not sent again later', async () => {
    test.time.isFrozen = true
    await expect(add()).rejects.toMatchObject({ code: 'busy', retryAfterMs: expect.any(Number) })
    test.time.isFrozen = false
    const uploads = countOf('StageUpload')
    const { foreignId } = await add()
    expect(countOf('StageUpload')).toBe(uploads)
    expect(files().map(({ id }) => id)).toEqual([...mediaIds, foreignId])
  })

  it('that Shopify cannot process is refused with its reason, and can be sent again', async () => {
    breakNext({ kind: 'fails', code: 'IMAGE_PROCESSING_FAILURE' }, { route: 'media' })
    await expect(add()).rejects.toMatchObject({
      code: 'media_refused',
      diagnosis: expect.stringContaining('IMAGE_PROCESSING_FAILURE'),
    })
    expect(files()).toHaveLength(2)
    await add()
    expect(files()).toHaveLength(3)
  })

  it('of more than 20 megapixels is refused by Shopify', async () => {
    const create = { width: 5000, height: 4100, channels: 3 as const, background: '#888' }
    const large = await sharp({ create }).jpeg({ quality: 1 }).toBuffer()
    await expect(add(large, 'image/jpeg')).rejects.toMatchObject({
      code: 'media_refused',
      diagnosis: expect.stringContaining('INVALID_IMAGE_RESOLUTION'),
    })
  })

  it('is uploaded with its access list where the address wants it', async () => {
    breakNext({ kind: 'needs_acl' }, { route: 'upload' }, 2)
    await add()
    expect(files()).toHaveLength(3)
  })

  it('is not sent twice when the answer was lost and Shopify’s search is late', async () => {
    const wasLost = breakNext({ kind: 'lost_answer' }, { operation: 'fileCreate' })
    breakNext({ kind: 'stale' }, { operation: 'FindFile' }, 3)
    await expect(add()).rejects.toMatchObject({ code: 'unreachable' })
    expect(wasLost()).toBe(true)
    const { foreignId } = await add()
    expect(files().map(({ id }) => id)).toEqual([...mediaIds, foreignId])
  })

  it('whose product is deleted meanwhile leaves nothing behind', async () => {
    breakNext({ kind: 'delete_product' }, { operation: 'fileUpdate' })
    await expect(add()).rejects.toMatchObject({ code: 'product_gone' })
    expect(files().map(({ id }) => id)).toEqual(mediaIds)
  })
})

describe('a new order', () => {
  it('is waited for until Shopify has made it', async () => {
    const before = test.waitedMs()
    await test.connector.reorder(productId, mediaIds.toReversed(), signal)
    expect(test.waitedMs() - before).toBeGreaterThanOrEqual(1000)
    expect(test.emulator.shop(SHOP).products[productId]?.mediaIds).toEqual(mediaIds.toReversed())
  })

  it('that takes too long is told as such, and is there once it was asked for again', async () => {
    test.time.isFrozen = true
    const order = mediaIds.toReversed()
    await expect(test.connector.reorder(productId, order, signal)).rejects.toMatchObject({ code: 'busy' })
    test.time.isFrozen = false
    await test.connector.reorder(productId, order, signal)
    expect(test.emulator.shop(SHOP).products[productId]?.mediaIds).toEqual(order)
  })
})

describe('a variant', () => {
  it('that is gone says so without saying that the product is', async () => {
    const gone = 'gid://shopify/ProductVariant/1'
    const linking = test.connector.linkVariant(productId, gone, mediaIds[0] ?? '', signal)
    await expect(linking).rejects.toMatchObject({ code: 'refused' })
  })

  it('shows no picture that is gone', async () => {
    const [variant] = test.emulator.shop(SHOP).products[productId]?.variants ?? []
    test.emulator.deleteFile(SHOP, mediaIds[1] ?? '')
    const linking = test.connector.linkVariant(productId, variant?.id ?? '', mediaIds[1] ?? '', signal)
    await expect(linking).rejects.toMatchObject({ code: 'media_gone' })
  })
})
