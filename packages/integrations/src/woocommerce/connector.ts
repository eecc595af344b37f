import type { StoreLimits } from '@studio/core/stores'
import { type NewMedia, type StoreConnector, StoreFailure } from '../store-connector/index.ts'
import {
  anyAnswer,
  listOf,
  MEDIA_FIELDS,
  type MediaAnswer,
  mediaAnswer,
  PRODUCT_FIELDS,
  type ProductAnswer,
  productAnswer,
  siteAnswer,
  userAnswer,
  VARIATION_FIELDS,
  type VariationAnswer,
  variationAnswer,
} from './answers.ts'
import { createCallSite, type SiteOptions } from './call-site.ts'
import { imagesOf, toProduct } from './read-product.ts'
import { watchSite } from './watch-site.ts'
import { decodeEntities, encodeAlt } from './words.ts'

/** How a WooCommerce store is worked on. */
export type WooCommerceOptions = SiteOptions & {
  /** Fetches a picture that the site serves; its answers choose the address. */
  download: StoreConnector['readMedia']
}

/**
 * What a WooCommerce site takes. WordPress shows a copy of its own of anything over 2560 px a side, without what the
 * original says about itself (make.wordpress.org, "Introducing handling of big images"); PHP takes 8 MB unless the hoster
 * allows more (php.net, post_max_size). The number of pictures and the length of alternative texts are ours: it has no
 * limits for them.
 */
export const WOOCOMMERCE_LIMITS: StoreLimits = {
  mediaPerProduct: 250,
  pictureBytes: 8_000_000,
  pictureSidePx: 2560,
  picturePixels: 2560 * 2560,
  altCharacters: 512,
}

/** What a person must be allowed to do in WordPress for pictures to be published with their password. */
const CAPABILITIES = ['upload_files', 'edit_products', 'edit_others_posts']

/** As many as WordPress gives at once (developer.wordpress.org, REST API, pagination). */
const PAGE = 100

/** Products that are as good as gone: they are in the bin. */
const IN_BIN = 'trash'

/**
 * One WooCommerce store, by its REST API and that of the WordPress below it, with one Application Password for both.
 * Pictures are files of WordPress's library that products name by their ids. A product's list is always written as ids
 * alone: with an address (`src`), WooCommerce would make a copy of the file and lose its alternative text.
 */
export function createWooCommerceConnector(options: WooCommerceOptions): StoreConnector {
  const { site, download } = options
  const call = createCallSite(options)

  async function orNull<Answer>(asked: Promise<{ data: Answer }>, code: string): Promise<Answer | null> {
    try {
      return (await asked).data
    } catch (error) {
      if (error instanceof StoreFailure && error.code === code) return null
      throw error
    }
  }

  async function findProduct(id: string, signal: AbortSignal): Promise<ProductAnswer | null> {
    const path = `/wc/v3/products/${id}`
    const query = { _fields: PRODUCT_FIELDS }
    const asked = call({ path, query, answer: productAnswer, subject: 'product' }, signal)
    const product = await orNull(asked, 'product_gone')
    return product?.status === IN_BIN ? null : product
  }

  async function requireProduct(id: string, signal: AbortSignal): Promise<ProductAnswer> {
    const product = await findProduct(id, signal)
    if (!product) throw new StoreFailure('product_gone', 'no such product')
    return product
  }

  async function readVariations(
    { id, variations }: ProductAnswer,
    signal: AbortSignal,
  ): Promise<VariationAnswer[]> {
    if (variations.length === 0) return []
    const found: VariationAnswer[] = []
    // In the context "view" a variation without a picture of its own answers the product's.
    const query = { context: 'edit', per_page: PAGE, orderby: 'id', order: 'asc', _fields: VARIATION_FIELDS }
    for (let page = 1; ; page += 1) {
      const path = `/wc/v3/products/${id}/variations`
      const { data, headers } = await call(
        { path, query: { ...query, page }, answer: listOf(variationAnswer), subject: 'product' },
        signal,
      )
      found.push(...data)
      if (isLastPage(headers, page, data.length)) return found
    }
  }

  const toState = async (product: ProductAnswer, signal: AbortSignal) =>
    toProduct(product, await readVariations(product, signal), site)

  function findMedia(id: string, signal: AbortSignal): Promise<MediaAnswer | null> {
    const query = { context: 'edit', _fields: MEDIA_FIELDS }
    const asked = call({ path: `/wp/v2/media/${id}`, query, answer: mediaAnswer, subject: 'media' }, signal)
    return orNull(asked, 'media_gone')
  }

  /** The file whose name carries the marker: an earlier try may have left it without our hearing of it. */
  async function findMarked(marker: string, signal: AbortSignal): Promise<MediaAnswer | undefined> {
    const query = { search: marker, context: 'edit', per_page: PAGE, orderby: 'id', order: 'asc' }
    const { data } = await call(
      {
        ...{ path: '/wp/v2/media', query: { ...query, _fields: MEDIA_FIELDS } },
        ...{ answer: listOf(mediaAnswer), subject: 'site' },
      },
      signal,
    )
    return data.find(({ source_url }) => carries(source_url, marker))
  }

  async function upload(
    { bytes, mime, fileName, marker }: NewMedia,
    signal: AbortSignal,
  ): Promise<MediaAnswer> {
    const name = nameFor(fileName, marker)
    const { data } = await call(
      {
        ...{ method: 'POST', path: '/wp/v2/media', file: { bytes, mime, name } },
        ...{ answer: mediaAnswer, subject: 'media' },
      },
      signal,
    )
    return data
  }

  async function describeMedia(
    id: string,
    words: { alt_text: string; title?: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { data } = await call(
      {
        ...{ method: 'POST', path: `/wp/v2/media/${id}`, query: { _fields: MEDIA_FIELDS }, json: words },
        ...{ answer: mediaAnswer, subject: 'media' },
      },
      signal,
    )
    if (decodeEntities(data.alt_text) !== decodeEntities(words.alt_text))
      throw new StoreFailure('refused', 'the site keeps another alternative text than it was given')
  }

  /** Writes which pictures a product has, in their order, unless that is how it is. */
  async function writeImages(
    product: ProductAnswer,
    ids: readonly number[],
    signal: AbortSignal,
  ): Promise<void> {
    if (isSame(idsOf(product), ids)) return
    const { data } = await call(
      {
        ...{ method: 'PUT', path: `/wc/v3/products/${product.id}`, query: { _fields: PRODUCT_FIELDS } },
        json: { images: ids.map((id) => ({ id })) },
        ...{ answer: productAnswer, subject: 'product' },
      },
      signal,
    )
    if (!isSame(idsOf(data), ids))
      throw new StoreFailure('busy', 'the product did not take its pictures as they were given')
  }

  async function writeVariationImage(
    productId: string | number,
    variationId: string | number,
    imageId: number,
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/wc/v3/products/${productId}/variations/${variationId}`
    const query = { _fields: 'id' }
    const json = { image: { id: imageId } }
    await call({ method: 'PUT', path, query, json, answer: anyAnswer, subject: 'product' }, signal)
  }

  async function attach(productId: string, mediaId: number, signal: AbortSignal): Promise<void> {
    const product = await requireProduct(productId, signal)
    const ids = idsOf(product)
    if (!ids.includes(mediaId)) await writeImages(product, [...ids, mediaId], signal)
  }

  return {
    platform: 'woocommerce',
    limits: WOOCOMMERCE_LIMITS,
    ...watchSite(call),

    async describe(signal) {
      const { data: index } = await call({ path: '/', answer: siteAnswer, subject: 'site' }, signal)
      if (!index.namespaces.includes('wc/v3'))
        throw new StoreFailure('not_a_store', 'a site without WooCommerce, or with a very old one')
      const { data: user } = await call(
        { path: '/wp/v2/users/me', query: { context: 'edit' }, answer: userAnswer, subject: 'site' },
        signal,
      )
      const scopes = CAPABILITIES.filter((one) => Boolean(user.capabilities[one]))
      const missing = CAPABILITIES.filter((one) => !scopes.includes(one))
      if (missing.length > 0)
        throw new StoreFailure('scope_missing', `the person may not ${missing.join(', ')}`)
      // Plugins can shut WooCommerce's part alone.
      const query = { per_page: 1, _fields: 'id' }
      await call({ path: '/wc/v3/products', query, answer: listOf(anyAnswer), subject: 'site' }, signal)
      const address = URL.parse(index.home || index.url)?.href ?? site
      return { name: decodeEntities(index.name) || new URL(site).host, address, scopes }
    },

    async *readCatalogue(signal) {
      const query = { per_page: PAGE, orderby: 'id', order: 'asc', _fields: PRODUCT_FIELDS }
      for (let page = 1; ; page += 1) {
        const { data, headers } = await call(
          {
            ...{ path: '/wc/v3/products', query: { ...query, page } },
            ...{ answer: listOf(productAnswer), subject: 'site' },
          },
          signal,
        )
        for (const product of data) yield await toState(product, signal)
        if (isLastPage(headers, page, data.length)) return
      }
    },

    async readProduct(productId, signal) {
      const product = await findProduct(productId, signal)
      if (!product) return null
      return orNull(
        toState(product, signal).then((data) => ({ data })),
        'product_gone',
      )
    },

    readMedia: download,

    async addMedia(productId, media, signal) {
      const product = await requireProduct(productId, signal)
      const { id } = (await findMarked(media.marker, signal)) ?? (await upload(media, signal))
      // Shops show a file's title too, which would be its name.
      const words = { alt_text: encodeAlt(media.alt), title: product.name }
      await describeMedia(String(id), words, signal)
      await attach(productId, id, signal)
      return { foreignId: String(id) }
    },

    async checkMedia(_productId, mediaId, signal) {
      const media = await findMedia(mediaId, signal)
      if (!media) return { state: 'failed', problem: 'gone' }
      const isPicture = media.media_type === 'image' && media.source_url !== ''
      return isPicture ? { state: 'ready' } : { state: 'failed', problem: 'not a picture' }
    },

    setAlt: (_productId, mediaId, alt, signal) =>
      describeMedia(mediaId, { alt_text: encodeAlt(alt) }, signal),

    async reorder(productId, mediaIds, signal) {
      const product = await requireProduct(productId, signal)
      const present = idsOf(product)
      const named = mediaIds.map(Number)
      if (named.some((id) => !present.includes(id)))
        throw new StoreFailure('media_gone', 'a picture is not on the product any more')
      await writeImages(product, [...named, ...present.filter((id) => !named.includes(id))], signal)
    },

    linkVariant: (productId, variantId, mediaId, signal) =>
      writeVariationImage(productId, variantId, mediaId === null ? 0 : Number(mediaId), signal),

    async detachMedia(productId, mediaId, signal) {
      const product = await requireProduct(productId, signal)
      const id = Number(mediaId)
      // A variation keeps showing what is no longer among the product's pictures.
      for (const variation of await readVariations(product, signal))
        if (variation.image?.id === id) await writeVariationImage(productId, variation.id, 0, signal)
      const left = idsOf(product).filter((other) => other !== id)
      await writeImages(product, left, signal)
    },

    async deleteMedia(mediaId, signal) {
      const asked = call(
        {
          ...{ method: 'DELETE', path: `/wp/v2/media/${mediaId}`, query: { force: 'true' } },
          ...{ answer: anyAnswer, subject: 'media' },
        },
        signal,
      )
      await orNull(asked, 'media_gone')
    },

    async attachMedia(productId, mediaId, signal) {
      if (!(await findMedia(mediaId, signal))) return false
      await attach(productId, Number(mediaId), signal)
      return true
    },
  }
}

const idsOf = (product: ProductAnswer) => imagesOf(product).map(({ id }) => id)

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((id, index) => id === b[index])

/** By what WordPress says how many pages there are; proxies may take that away. */
function isLastPage(headers: Headers, page: number, count: number): boolean {
  const pages = headers.get('x-wp-totalpages')
  return count === 0 || (pages === null ? count < PAGE : page >= Number(pages))
}

/** A file's name as WordPress leaves it: other characters it would take away, and the name could not be found again. */
function nameFor(fileName: string, marker: string): string {
  const name = fileName.replace(/[^\w.-]+/g, '-')
  return name.includes(marker) ? name : `${marker}-${name}`
}

/** Whether the name of a file carries a marker, and not one that only begins like it. */
function carries(url: string, marker: string): boolean {
  const name = decodeURIComponent(url.split('/').at(-1) ?? '').toLowerCase()
  const at = name.indexOf(marker.toLowerCase())
  const around = [name[at - 1], name[at + marker.length]]
  return at >= 0 && around.every((character) => character === undefined || !/[a-z0-9]/.test(character))
}
