import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { APPLICATION_ID } from '@studio/core/stores'
import { STORE_KEY } from '@studio/emulators/woocommerce'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSafeFetch } from '../safe-fetch/index.ts'
import type { NewMedia, StoreConnector } from '../store-connector/index.ts'
import { drawPicture } from '../store-connector/testing/draw-picture.ts'
import { createWooCommerceConnector, WOOCOMMERCE_LIMITS } from './index.ts'
import { type OpenShop, openShop } from './testing/open-shop.ts'

const signal = new AbortController().signal
let shop: OpenShop
let connector: StoreConnector
let productId: string

beforeAll(async () => {
  shop = await openShop()
  connector = shop.connector
})
beforeEach(async () => {
  await shop.reset()
  productId = Object.keys(shop.emulator.site().products)[0] ?? ''
})
afterAll(() => shop.emulator.close())

const read = async (id = productId) => (await connector.readProduct(id, signal)) ?? expect.fail('gone')
const productNamed = (name: string) =>
  Object.values(shop.emulator.site().products).find((one) => one.name.includes(name)) ?? expect.fail(name)

async function picture(): Promise<NewMedia> {
  const bytes = await drawPicture(1)
  return { bytes, mime: 'image/png', fileName: 'shoe.png', alt: 'a shoe', marker: 'studio-pro-1' }
}

/** What the connector has written to products. */
const productWrites = () =>
  shop.emulator.requests().filter(({ method, path }) => method === 'PUT' && path.includes('/wc/v3/products/'))

describe('a site with WooCommerce', () => {
  it('never sends the address of a picture that is there, nor its words: ids alone', async () => {
    const ids = (await read()).media.map(({ foreignId }) => foreignId)
    await connector.addMedia(productId, await picture(), signal)
    await connector.reorder(productId, ids.toReversed(), signal)
    expect(productWrites()).toHaveLength(2)
    for (const { body } of productWrites())
      expect((body as { images: object[] }).images.every((image) => Object.keys(image).join() === 'id')).toBe(
        true,
      )
  })

  it('writes nothing where nothing is to be changed', async () => {
    const { media } = await read()
    const ids = media.map(({ foreignId }) => foreignId)
    await connector.reorder(productId, ids, signal)
    await connector.attachMedia(productId, ids[0] ?? '', signal)
    await connector.detachMedia(productId, '4711', signal)
    expect(productWrites()).toEqual([])
  })

  it('reads names and words as people read them', async () => {
    const { id } = productNamed('Cactus')
    const { title, productType, media } = await read(String(id))
    expect([title, productType, media[0]?.alt]).toEqual([
      'Cactus & clay pot',
      'Home & garden',
      'A small cactus in a pot – 12\u00a0cm',
    ])
  })

  it('tells a variation that shows a picture of its own from one that shows the product’s', async () => {
    const { media, variants } = await read()
    expect(variants.map(({ mediaId }) => mediaId)).toEqual([media[1]?.foreignId, null, null])
    expect(variants.map(({ title }) => title)).toEqual(['40', '41', '42'])
  })

  it('shows a picture once that is both featured and in the gallery', async () => {
    const product = shop.emulator.site().products[Number(productId)] ?? expect.fail()
    product.galleryIds.push(product.imageId)
    const { media } = await read()
    expect(new Set(media.map(({ foreignId }) => foreignId)).size).toBe(media.length)
  })

  it('reads a catalogue of several pages, and asks for variations only where there are any', async () => {
    shop.emulator.addProducts(230)
    let count = 0
    for await (const _product of connector.readCatalogue(signal)) count += 1
    expect(count).toBe(238)
    const asked = shop.emulator.requests().map(({ path }) => path)
    expect(asked.filter((path) => path.includes('/variations'))).toHaveLength(2)
    expect(asked).toHaveLength(5)
  })

  it('finds a file again whose name the site has changed', async () => {
    const { foreignId } = await connector.addMedia(productId, await picture(), signal)
    const media = shop.emulator.site().media[Number(foreignId)] ?? expect.fail()
    media.file = media.file.replace('.png', '-scaled.png')
    expect(await connector.addMedia(productId, await picture(), signal)).toEqual({ foreignId })
  })

  it('has the largest picture that it says it takes served as it was sent, with all that the file says about itself', async () => {
    const side = WOOCOMMERCE_LIMITS.pictureSidePx
    const bytes = await sharp({ create: { width: side, height: side, channels: 3, background: '#28f' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .png()
      .toBuffer()
    const { foreignId } = await connector.addMedia(productId, { ...(await picture()), bytes }, signal)
    const added = (await read()).media.find((one) => one.foreignId === foreignId)
    const served = await connector.readMedia(added?.url ?? '', WOOCOMMERCE_LIMITS.pictureBytes, signal)
    expect(bytes.equals(served.bytes)).toBe(true)
  })

  it('gives a file the name of the product for a title, because shops show it', async () => {
    const { foreignId } = await connector.addMedia(productId, await picture(), signal)
    expect(shop.emulator.site().media[Number(foreignId)]).toMatchObject({ title: 'Trail running shoe' })
  })
})

describe('being let in', () => {
  it('takes a password in the groups of four in which it is shown', async () => {
    const { user, applicationPassword } = shop.emulator.makePassword()
    const grouped = applicationPassword.replace(/(.{4})/g, '$1 ').trim()
    const described = await shop.connectAs({ user, applicationPassword: grouped }).describe(signal)
    expect(described).toMatchObject({ name: 'Sample Shop', scopes: expect.arrayContaining(['upload_files']) })
  })

  it('says beforehand that the person may not upload', async () => {
    const clerk = shop.connectAs(shop.emulator.makePassword('clerk'))
    await expect(clerk.describe(signal)).rejects.toMatchObject({
      code: 'scope_missing',
      diagnosis: expect.stringContaining('upload_files'),
    })
  })

  it('says that a key of WooCommerce’s does for products, but not for pictures', async () => {
    const keyed = shop.connectAs({ user: STORE_KEY.key, applicationPassword: STORE_KEY.secret })
    expect(await keyed.readProduct(productId, signal)).not.toBeNull()
    const refused = {
      code: 'scope_missing',
      diagnosis: expect.stringContaining('an Application Password does'),
    }
    await expect(keyed.addMedia(productId, await picture(), signal)).rejects.toMatchObject(refused)
    await expect(keyed.describe(signal)).rejects.toMatchObject(refused)
  })

  it('sends no password to an address without TLS', async () => {
    const login = shop.emulator.makePassword()
    const elsewhere = shop.connectAs(login, 'http://shop.example')
    await expect(elsewhere.describe(signal)).rejects.toMatchObject({ code: 'not_a_store' })
  })

  it('takes a login that was replaced meanwhile', async () => {
    const asked: boolean[] = []
    const fresh = shop.emulator.makePassword()
    const replaced = createWooCommerceConnector({
      site: shop.emulator.url,
      safeFetch: createSafeFetch({ allowedOrigins: [shop.emulator.url] }),
      download: connector.readMedia,
      async login(after401) {
        asked.push(after401)
        return after401 ? fresh : { user: 'merchant', applicationPassword: 'gone' }
      },
    })
    expect(await replaced.readProduct(productId, signal)).not.toBeNull()
    expect(asked.slice(0, 2)).toEqual([false, true])
  })
})

describe('trouble on the site', () => {
  it.each([
    ['refuse', { status: 403, code: 'woocommerce_rest_cannot_view' }, 'scope_missing'],
    ['throttle', { seconds: 7 }, 'throttled'],
    ['throttle', { status: 503, seconds: null }, 'unreachable'],
    ['firewall', {}, 'refused'],
    ['login', {}, 'access_revoked'],
    ['moved', {}, 'not_a_store'],
    ['page', {}, 'not_a_store'],
    ['notice', {}, 'garbled'],
    ['empty', {}, 'unreachable'],
    ['truncate', {}, 'unreachable'],
    ['reset', {}, 'unreachable'],
    ['critical', {}, 'unreachable'],
  ] as const)('is told by its kind (%s %j)', async (kind, more, code) => {
    shop.emulator.addScenario({ effect: { kind, ...more } })
    await expect(connector.readProduct(productId, signal)).rejects.toMatchObject({
      name: 'StoreFailure',
      code,
    })
  })

  it('of a web server that takes no large files is told as such', async () => {
    shop.emulator.addScenario({ match: { method: 'POST', path: '/media' }, effect: { kind: 'too_large' } })
    await expect(connector.addMedia(productId, await picture(), signal)).rejects.toMatchObject({
      code: 'media_refused',
    })
  })

  it('with a byte-order mark before every answer is none', async () => {
    shop.emulator.addScenario({ times: 9, effect: { kind: 'bom' } })
    expect((await read()).title).toBe('Trail running shoe')
  })

  it('that keeps it from answering ends when the caller says so', async () => {
    shop.emulator.addScenario({ effect: { kind: 'hang' } })
    const gone = new AbortController()
    const asked = connector.readProduct(productId, gone.signal)
    gone.abort(new Error('let go'))
    await expect(asked).rejects.toThrow('let go')
  })

  it('is told without the password', async () => {
    shop.emulator.addScenario({ effect: { kind: 'moved' } })
    const { user, applicationPassword } = shop.emulator.makePassword()
    const failure = await shop
      .connectAs({ user, applicationPassword })
      .describe(signal)
      .catch((error: Error) => JSON.stringify([error.message, error]))
    expect(failure).not.toContain(applicationPassword)
  })
})

describe('being told of changes', () => {
  const secret = 'a secret that signs what the shop says'

  it('is asked for once a topic, at one address, and ends', async () => {
    const hooks = () => Object.values(shop.emulator.site().webhooks)
    await connector.watch('http://127.0.0.1:1/old', secret, signal)
    await connector.watch('http://127.0.0.1:1/new', secret, signal)
    await connector.watch('http://127.0.0.1:1/new', secret, signal)
    expect(hooks().map(({ topic }) => topic)).toEqual([
      ...['product.created', 'product.updated', 'product.deleted', 'product.restored'],
    ])
    expect(new Set(hooks().map(({ deliveryUrl }) => deliveryUrl))).toEqual(
      new Set(['http://127.0.0.1:1/new']),
    )
    await connector.unwatch(signal)
    expect(hooks()).toEqual([])
  })

  it('comes signed, and says which product it was', async () => {
    const told: { topic: string; signature: string; body: string }[] = []
    const server = createServer(async (incoming, response) => {
      const body = await text(incoming)
      const { headers } = incoming
      told.push({
        topic: String(headers['x-wc-webhook-topic']),
        signature: String(headers['x-wc-webhook-signature']),
        body,
      })
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      await connector.watch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret, signal)
      await connector.addMedia(productId, await picture(), signal)
      await shop.emulator.settled()
      const [last] = told.filter(({ body }) => body.startsWith('{'))
      expect(last?.topic).toBe('product.updated')
      expect(JSON.parse(last?.body ?? '').id).toBe(Number(productId))
      const expected = createHmac('sha256', secret)
        .update(last?.body ?? '')
        .digest('base64')
      expect(last?.signature).toBe(expected)
    } finally {
      server.close()
    }
  })
})

describe('leaving', () => {
  it('makes the password worthless that was made for us', async () => {
    const ours = shop.connectAs(shop.emulator.makePassword('merchant', APPLICATION_ID))
    await ours.leave(signal)
    await expect(ours.describe(signal)).rejects.toMatchObject({ code: 'access_revoked' })
  })

  it('leaves a password that somebody made for several programs', async () => {
    const theirs = shop.connectAs(shop.emulator.makePassword('merchant'))
    await theirs.leave(signal)
    expect((await theirs.describe(signal)).name).toBe('Sample Shop')
  })
})
