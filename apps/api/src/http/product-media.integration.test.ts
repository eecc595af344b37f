import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProductState } from '@studio/core/stores'
import { fillStore, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'

let shop: Awaited<ReturnType<typeof openShop>>
let api: TestApi
let merchant: Visitor
let productId: string

/** 1600 pixels on its longer side. */
const PHOTO = new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url)

/** The store's ids of pictures, by what is with them. */
const MEDIA = {
  good: '1',
  gone: '2',
  page: '3',
  torn: '4',
  slow: '5',
  elsewhere: '6',
  video: '7',
  waits: '8',
}

beforeAll(async () => {
  shop = await openShop()
  api = await openTestApi({ environment: { SAFE_FETCH_ALLOW: shop.url } })
  merchant = await api.merchant()
  const { id: accountId } = await merchant.trpc.account.get.query()
  const media = Object.entries(MEDIA).map(([name, foreignId]) =>
    mediaOf(foreignId, `${shop.url}/${name}.png`),
  )
  const { productIds } = await fillStore({ accountId }, [productWith(media)], api.studio.deps)
  productId = productIds[0] ?? ''
})
afterAll(async () => {
  await api.close()
  await shop.close()
})

function mediaOf(foreignId: string, url: string): ProductState['media'][number] {
  const facts = { foreignId, kind: 'picture', alt: '', widthPx: null, heightPx: null } as const
  if (foreignId === MEDIA.video) return { ...facts, kind: 'video', url }
  if (foreignId === MEDIA.waits) return { ...facts, url: null }
  return { ...facts, url: foreignId === MEDIA.elsewhere ? 'http://127.0.0.1:9/private.png' : url }
}

const productWith = (media: ProductState['media']): ProductState => ({
  ...{ foreignId: '1', title: 'Mug', handle: 'mug', status: 'publish', productType: '', vendor: '' },
  ...{ url: null, updatedAt: '2026-11-22T12:00:00.000Z', media, variants: [] },
})

/** A shop's own server: one large picture, and what else may come where a picture should be. */
async function openShop() {
  const picture = await readFile(PHOTO)
  const asked: string[] = []
  const left: string[] = []
  const answers: Record<string, Buffer | string> = {
    '/good.png': picture,
    '/page.png': '<html>Closed</html>',
    '/torn.png': picture.subarray(0, 400),
  }
  const server: Server = createServer((req, res) => {
    const path = req.url ?? ''
    asked.push(path)
    res.on('close', () => !res.writableFinished && left.push(path))
    if (path === '/slow.png') return
    const answer = answers[path]
    res.writeHead(answer ? 200 : 404).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, left, close }
}

const look = (name: keyof typeof MEDIA, init?: RequestInit, who = merchant) =>
  who.fetch(`/api/products/${productId}/media/${MEDIA[name]}`, init)

describe('a picture of a store', () => {
  it('comes from our own origin as a small copy, for this browser alone to keep', async () => {
    const response = await look('good')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=/)
    const { widthPx, heightPx } = await api.studio.deps.pictures.derive(await response.bytes())
    expect(Math.max(widthPx, heightPx)).toBe(480)
  })

  it('that the browser has already is not fetched from the store again', async () => {
    const etag = (await look('good')).headers.get('etag') ?? ''
    const before = shop.asked.length
    const response = await look('good', { headers: { 'if-none-match': etag } })
    expect([response.status, response.headers.get('etag')]).toEqual([304, etag])
    expect(shop.asked.length).toBe(before)
  })

  it.each([
    ['is gone from the shop', 'gone', 'address_unreachable'],
    ['is a web page now', 'page', 'file_unreadable'],
    ['is torn', 'torn', 'file_unreadable'],
    ['lies where nobody may look', 'elsewhere', 'address_refused'],
    ['is a video', 'video', 'not_found'],
    ['is still being processed', 'waits', 'not_found'],
  ] as const)('that %s is answered with what is wrong, and not kept', async (_what, name, code) => {
    const response = await look(name)
    expect((await readJson(response)).code).toBe(code)
    expect(response.headers.get('cache-control')).not.toContain('max-age=3600')
  })

  it('is let go of once nobody waits for it any more', async () => {
    const leaving = new AbortController()
    const asked = look('slow', { signal: leaving.signal })
    await until('the shop is asked', () => shop.asked.includes('/slow.png'))
    leaving.abort()
    await expect(asked).rejects.toThrow()
    await until('the shop is hung up on', () => shop.left.includes('/slow.png'))
  })

  it('is there for nobody else, and the shop hears nothing of them', async () => {
    const before = shop.asked.length
    const stranger = await look('good', {}, await api.merchant())
    const nobody = await look('good', {}, api.visitor())
    expect([stranger.status, nobody.status]).toEqual([404, 401])
    for (const path of ['prd_x/media/1', `${productId}/media/..%2F1`, `${productId}/media/99`])
      expect((await merchant.fetch(`/api/products/${path}`)).status).toBe(404)
    expect(shop.asked.length).toBe(before)
  })
})
