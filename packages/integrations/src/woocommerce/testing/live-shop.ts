import { buffer } from 'node:stream/consumers'
import { DomainError } from '@studio/core/kernel'
import { createSafeFetch, type SafeFetch } from '../../safe-fetch/index.ts'
import type { StoreSubject } from '../../store-connector/store-connector.contract.ts'
import { drawPicture } from '../../store-connector/testing/draw-picture.ts'
import { createReadMedia } from '../../stores/read-media.ts'
import type { SiteLogin } from '../call-site.ts'
import { createWooCommerceConnector } from '../index.ts'

/** A real site, and somebody of it. */
export type LiveSite = SiteLogin & { site: string }

/** All files that the tests bring carry it in their names, so that they are found again and deleted. */
const BRAND = 'studio-pro'
const ALTS = ['the first of three', 'the second of three', 'the third of three']

type Json = { id: number; images: { id: number }[]; variations: number[] }

/**
 * Makes two drafts on a real site, with pictures of their own, and offers the first one to the tests. Nothing else on the
 * site is changed; `close` deletes all of it. What goes wrong on the way is made on this side.
 */
export async function openLiveShop({ site, ...login }: LiveSite): Promise<StoreSubject> {
  const safeFetch = createSafeFetch({ allowedOrigins: [new URL(site).origin] })
  const trouble = { hasPages: false, isRevoked: false, losesAfter: 0, lost: 0 }

  const ask = async (
    method: string,
    path: string,
    body?: object | Uint8Array,
    name = '',
  ): Promise<unknown> => {
    const isFile = body instanceof Uint8Array
    const basic = Buffer.from(`${login.user}:${login.applicationPassword}`).toString('base64')
    const response = await fetch(`${site}/wp-json${path}`, {
      method,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': isFile ? 'image/png' : 'application/json',
        ...(isFile && { 'content-disposition': `attachment; filename="${name}"` }),
      },
      ...(body && { body: isFile ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const upload = async (number: number) => {
    const name = `${BRAND}-live-${number}.png`
    return ((await ask('POST', '/wp/v2/media', await drawPicture(number), name)) as Json).id
  }
  const describeFile = (id: number, alt_text: string) => ask('POST', `/wp/v2/media/${id}`, { alt_text })
  const findFile = (id: number | string) => ask('GET', `/wp/v2/media/${id}`).catch(() => null)
  const deleteFile = (id: number | string) => ask('DELETE', `/wp/v2/media/${id}?force=true`)
  const listFiles = async () => {
    const found = (await ask(
      'GET',
      `/wp/v2/media?search=${BRAND}&per_page=100&orderby=id&order=asc`,
    )) as Json[]
    return found.map(({ id }) => String(id))
  }

  const size = { name: 'Size', visible: true, variation: true, options: ['S', 'M'] }
  const draft = { name: 'Studio Pro test, to be deleted', status: 'draft' }
  const product = (await ask('POST', '/wc/v3/products', {
    ...draft,
    type: 'variable',
    attributes: [size],
  })) as Json
  const other = (await ask('POST', '/wc/v3/products', draft)) as Json
  const variationIds: number[] = []
  for (const option of size.options) {
    const attributes = [{ name: size.name, option }]
    const made = await ask('POST', `/wc/v3/products/${product.id}/variations`, {
      attributes,
      regular_price: '1',
    })
    variationIds.push((made as Json).id)
  }
  let mediaIds: number[] = []
  const otherMediaId = await upload(99)
  await ask('PUT', `/wc/v3/products/${other.id}`, { images: [{ id: otherMediaId }] })

  /** What goes wrong between the connector and the site. */
  const troubled: SafeFetch = Object.assign(
    async (...[url, request]: Parameters<SafeFetch>) => {
      if (trouble.hasPages) return safeFetch(`${site}/`, { ...request, method: 'GET', redirect: 'follow' })
      const headers = trouble.isRevoked
        ? { ...request.headers, authorization: `Basic ${Buffer.from('nobody:nothing').toString('base64')}` }
        : (request.headers ?? {})
      const answer = await safeFetch(url, { ...request, headers })
      const isWrite = request.method !== undefined && request.method !== 'GET'
      if (!isWrite || trouble.losesAfter === 0) return answer
      trouble.losesAfter -= 1
      if (trouble.losesAfter > 0) return answer
      await buffer(answer.body)
      trouble.lost += 1
      throw new DomainError('address_unreachable', 'The answer was lost.')
    },
    { check: safeFetch.check },
  )

  return {
    connector: createWooCommerceConnector({
      ...{ site, login: async () => login, safeFetch: troubled, download: createReadMedia(safeFetch) },
    }),
    productId: String(product.id),
    otherProductId: String(other.id),
    fullProductId: null,
    shop: {
      setAlt: async (mediaId, alt) => void (await describeFile(Number(mediaId), alt)),
      deleteFile: async (mediaId) => void (await deleteFile(mediaId)),
      deleteProduct: async (id) => void (await ask('DELETE', `/wc/v3/products/${id}`)),
      listFiles,
      loseAnswer(nth) {
        trouble.losesAfter = nth
        const before = trouble.lost
        return () => trouble.lost > before
      },
      answerPages() {
        trouble.hasPages = true
      },
      revokeAccess() {
        trouble.isRevoked = true
      },
    },
    async reset() {
      Object.assign(trouble, { hasPages: false, isRevoked: false, losesAfter: 0 })
      await ask('PUT', `/wc/v3/products/${product.id}`, { status: 'draft' })
      const kept = await Promise.all(mediaIds.map(async (id) => ((await findFile(id)) ? id : 0)))
      for (const index of ALTS.keys()) mediaIds[index] = kept[index] || (await upload(index + 90))
      mediaIds = mediaIds.slice(0, ALTS.length)
      for (const [index, id] of mediaIds.entries()) await describeFile(id, ALTS[index] ?? '')
      await ask('PUT', `/wc/v3/products/${product.id}`, { images: mediaIds.map((id) => ({ id })) })
      for (const [index, id] of variationIds.entries())
        await ask('PUT', `/wc/v3/products/${product.id}/variations/${id}`, {
          image: { id: index === 0 ? mediaIds[1] : 0 },
        })
      for (const id of await listFiles())
        if (![...mediaIds, otherMediaId].includes(Number(id))) await deleteFile(id)
    },
    async close() {
      for (const { id } of [product, other]) await ask('DELETE', `/wc/v3/products/${id}?force=true`)
      for (const id of await listFiles()) await deleteFile(id)
    },
  }
}
