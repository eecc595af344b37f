import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWooCommerceEmulator, STORE_KEY, type WooCommerceEmulator } from './index.ts'

/** The emulator, held against what was seen on a real WooCommerce 11 and what WordPress documents. */
let emulator: WooCommerceEmulator
let authorization: string

beforeAll(async () => {
  emulator = await openWooCommerceEmulator({ photoSidePx: 60 })
})
beforeEach(async () => {
  await emulator.reset()
  const { user, applicationPassword } = emulator.makePassword()
  authorization = basic(user, applicationPassword)
})
afterAll(() => emulator.close())

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

type Image = { id: number; src: string; alt: string }
type Answer = { id: number; code?: string; images: Image[]; image: Image | null; alt_text: string }

async function ask(method: string, path: string, body?: object, as = authorization) {
  const response = await fetch(`${emulator.url}/wp-json${path}`, {
    method,
    headers: { ...(as && { authorization: as }), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, json: (await response.json()) as Answer }
}

async function upload(name: string, bytes: Uint8Array, as = authorization, type = 'image/png') {
  const headers = {
    authorization: as,
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  }
  const body = bytes as Uint8Array<ArrayBuffer>
  const response = await fetch(`${emulator.url}/wp-json/wp/v2/media`, { method: 'POST', headers, body })
  return { status: response.status, json: (await response.json()) as Answer & { source_url: string } }
}

const draw = (side = 8) =>
  sharp({ create: { width: side, height: 4, channels: 3, background: '#28f' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .png()
    .toBuffer()

/** The first product, which is a variable one with three pictures. */
const first = () => Object.values(emulator.site().products)[0] ?? expect.fail('no product')
const path = () => `/wc/v3/products/${first().id}`
const files = () => Object.keys(emulator.site().media).length

describe('pictures of a product', () => {
  it('keep their ids and their words when they are put into another order by id', async () => {
    const before = (await ask('GET', path())).json.images
    const images = before.toReversed().map(({ id }) => ({ id }))
    const { json } = await ask('PUT', path(), { images })
    expect(json.images.map(({ id, alt }) => [id, alt])).toEqual(
      before.toReversed().map(({ id, alt }) => [id, alt]),
    )
    expect(first().imageId).toBe(before.at(-1)?.id)
  })

  it('become new files without words when they are sent again by address', async () => {
    const before = (await ask('GET', path())).json.images
    const count = files()
    const { json } = await ask('PUT', path(), { images: before.map(({ src }) => ({ src })) })
    expect(json.images.map(({ alt }) => alt)).toEqual(before.map(() => ''))
    expect(json.images.some(({ id }) => before.some((old) => old.id === id))).toBe(false)
    expect(files()).toBe(count + before.length)
  })

  it.each(['http://127.0.0.1:9/a.jpg', 'http://10.0.0.1/a.jpg', 'https://shop.example:8443/a.jpg'])(
    'are refused at an address that is private, or at an odd port (%s)',
    async (src) => {
      const before = [first().imageId, ...first().galleryIds]
      const images = [...before.map((id) => ({ id })), { src }]
      const { status, json } = await ask('PUT', path(), { images })
      expect([status, json.code]).toEqual([400, 'woocommerce_product_image_upload_error'])
      expect([first().imageId, ...first().galleryIds]).toEqual(before)
    },
  )

  it('that are no longer in the library are left out, and refused when they are sent', async () => {
    const [, second] = (await ask('GET', path())).json.images
    await ask('DELETE', `/wp/v2/media/${second?.id}?force=true`)
    expect((await ask('GET', path())).json.images.some(({ id }) => id === second?.id)).toBe(false)
    const { status, json } = await ask('PUT', path(), { images: [{ id: second?.id }] })
    expect([status, json.code]).toEqual([400, 'woocommerce_product_invalid_image_id'])
  })

  it('show with a variation that has none of its own, unless it is asked for to be edited', async () => {
    const [, plain] = first().variations
    const variation = `${path()}/variations/${plain?.id}`
    expect((await ask('GET', variation)).json.image?.id).toBe(first().imageId)
    expect((await ask('GET', `${variation}?context=edit`)).json.image).toBeNull()
    const [other] = first().galleryIds
    expect((await ask('PUT', variation, { image: { id: other } })).json.image?.id).toBe(other)
    await ask('PUT', variation, { image: null })
    expect(plain?.imageId).toBe(other)
    await ask('PUT', variation, { image: { id: 0 } })
    expect(plain?.imageId).toBe(0)
  })
})

describe('the media library', () => {
  it('takes bytes under their name, and finds them by it', async () => {
    const { status, json } = await upload('Studio Pro (1).png', await draw())
    expect(status).toBe(201)
    expect(json.source_url).toMatch(/\/Studio-Pro-1\.png$/)
    const found = await ask('GET', '/wp/v2/media?search=studio-pro-1')
    expect(found.json).toMatchObject([{ id: json.id }])
    expect((await fetch(json.source_url)).headers.get('content-type')).toBe('image/png')
  })

  it('gives a second file of the same name another one', async () => {
    await upload('a.png', await draw())
    expect((await upload('a.png', await draw())).json.source_url).toMatch(/\/a-1\.png$/)
  })

  it('shows a smaller copy of what is large, which says nothing of itself', async () => {
    const { json } = await upload('large.png', await draw(2600))
    expect(json.source_url).toMatch(/\/large-scaled\.png$/)
    const bytes = await (await fetch(json.source_url)).arrayBuffer()
    const { width, xmp } = await sharp(bytes).metadata()
    expect([width, xmp]).toEqual([2560, undefined])
  })

  it('refuses what is no picture, or not the one its name says', async () => {
    for (const [name, bytes] of [
      ['a.png', Buffer.from('hello')],
      ['a.php', await draw()],
      ['a.jpg', await draw()],
    ] as const) {
      const { status, json } = await upload(name, bytes)
      expect([status, json.code]).toEqual([500, 'rest_upload_sideload_error'])
    }
  })

  it('keeps of an alternative text what WordPress keeps', async () => {
    const path = `/wp/v2/media/${first().imageId}`
    const keep = async (alt_text: string) => (await ask('POST', path, { alt_text })).json.alt_text
    expect(await keep('a  <b>bold</b> mug\n100%ab C:\\tea')).toBe('a bold mug 100 C:tea')
    expect(await keep('5 < 6 &#60;b&#62;')).toBe('5 &lt; 6 &#60;b&#62;')
  })

  it('deletes by force alone', async () => {
    const path = `/wp/v2/media/${first().imageId}`
    expect((await ask('DELETE', path)).status).toBe(501)
    expect((await ask('DELETE', `${path}?force=true`)).status).toBe(200)
    expect((await ask('GET', path)).json.code).toBe('rest_post_invalid_id')
  })
})

describe('being let in', () => {
  it('takes one Application Password for everything, in groups of four or not', async () => {
    const { applicationPassword } = emulator.makePassword()
    const as = basic('merchant', applicationPassword.replace(/(.{4})/g, '$1 '))
    expect((await ask('GET', path(), undefined, as)).status).toBe(200)
    expect((await upload('a.png', await draw(), as)).status).toBe(201)
  })

  it('takes a key of WooCommerce’s for products, and answers 401 to an upload', async () => {
    const as = basic(STORE_KEY.key, STORE_KEY.secret)
    expect((await ask('GET', path(), undefined, as)).status).toBe(200)
    expect((await upload('a.png', await draw(), as)).status).toBe(401)
  })

  it('refuses nobody, a wrong password, and somebody who may not', async () => {
    expect((await ask('GET', path(), undefined, '')).json.code).toBe('woocommerce_rest_cannot_view')
    expect((await ask('GET', path(), undefined, basic('merchant', 'x'))).json.code).toBe('incorrect_password')
    const { user, applicationPassword } = emulator.makePassword('clerk')
    expect((await upload('a.png', await draw(), basic(user, applicationPassword))).status).toBe(403)
  })

  it('makes a password on a page of its own and sends the browser back with it', async () => {
    const asked = new URL(`${emulator.url}/wp-admin/authorize-application.php`)
    asked.searchParams.set('app_name', 'A "program"')
    asked.searchParams.set('success_url', 'http://127.0.0.1:3000/back?state=1')
    const page = await (await fetch(asked)).text()
    expect(page).toContain('A &quot;program&quot;')
    const form = (button: string) =>
      new URLSearchParams([
        ...[...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
          ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')],
        ),
        [button, '1'],
      ])
    const send = async (button: string) => {
      const sent = { method: 'POST', body: form(button), redirect: 'manual' } as const
      return new URL((await fetch(asked.origin + asked.pathname, sent)).headers.get('location') ?? '')
    }
    const back = await send('approve')
    expect(back.searchParams.get('state')).toBe('1')
    const as = basic('merchant', back.searchParams.get('password') ?? '')
    expect((await ask('GET', path(), undefined, as)).status).toBe(200)
    expect((await send('reject')).searchParams.get('success')).toBe('false')
  })

  it('sends nobody to an address on the network without TLS', async () => {
    const query = new URLSearchParams({ success_url: 'http://shop.example/back' })
    const page = await fetch(`${emulator.url}/wp-admin/authorize-application.php?${query}`)
    expect(page.status).toBe(500)
  })
})

describe('lists', () => {
  it('are cut into pages that are counted, a hundred at most', async () => {
    emulator.addProducts(5)
    const { headers, json } = await ask('GET', '/wc/v3/products?per_page=5&page=3&_fields=id,name')
    expect([headers.get('x-wp-total'), headers.get('x-wp-totalpages')]).toEqual(['13', '3'])
    expect(json).toHaveLength(3)
    expect(Object.keys((json as unknown as object[])[0] ?? {})).toEqual(['id', 'name'])
    expect((await ask('GET', '/wc/v3/products?per_page=101')).json.code).toBe('rest_invalid_param')
  })
})

describe('webhooks', () => {
  it('tell what changed, signed, and are given up after five failures', async () => {
    const told: { headers: Record<string, unknown>; body: string }[] = []
    let status = 200
    const server = createServer(async (incoming, response) => {
      told.push({ headers: incoming.headers, body: await text(incoming) })
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const delivery_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const topic = 'product.updated'
      const { json } = await ask('POST', '/wc/v3/webhooks', { topic, delivery_url, secret: 'secret' })
      await ask('PUT', path(), { name: 'Another name' })
      await emulator.settled()
      expect(told.map(({ body }) => body.slice(0, 10))).toEqual([
        `webhook_id`,
        expect.stringMatching(/^{"id":/),
      ])
      const [, last] = told
      expect(last?.headers).toMatchObject({
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-signature': createHmac('sha256', 'secret')
          .update(last?.body ?? '')
          .digest('base64'),
      })
      status = 500
      for (let count = 0; count < 6; count += 1) await ask('PUT', path(), { name: `Name ${count}` })
      await emulator.settled()
      expect(emulator.site().webhooks[json.id]?.status).toBe('disabled')
    } finally {
      server.close()
    }
  })
})

describe('the site as a place', () => {
  it('shows shoppers its products, their pictures and what is said about them', async () => {
    expect(await (await fetch(emulator.url)).text()).toContain('Trail running shoe')
    const page = await (await fetch(`${emulator.url}/product/${first().slug}/`)).text()
    expect(page).toContain('A grey running shoe, its laces flying')
    expect((await fetch(`${emulator.url}/product/none/`)).status).toBe(404)
  })

  it('is the same after it was started again, with its passwords', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'woocommerce-'))
    try {
      const before = await openWooCommerceEmulator({ dir, photoSidePx: 40 })
      const { user, applicationPassword } = before.makePassword()
      const { id } = Object.values(before.site().products)[0] ?? expect.fail()
      await before.close()
      const after = await openWooCommerceEmulator({ dir, photoSidePx: 40 })
      const answer = await fetch(`${after.url}/wp-json/wc/v3/products/${id}`, {
        headers: { authorization: basic(user, applicationPassword) },
      })
      const { images } = (await answer.json()) as Answer
      expect((await fetch(images[0]?.src ?? '')).status).toBe(200)
      await after.close()
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
