import type { StoreLimits } from '@studio/core/stores'
import { type StoreConnector, StoreFailure } from '../store-connector/index.ts'
import type { ProductAnswer } from './answers.ts'
import { createCallSite, type SiteOptions } from './call-site.ts'
import { idsOf, openCatalogue } from './catalogue.ts'
import { describeSite } from './describe-site.ts'
import { orNull } from './failures.ts'
import { openMediaLibrary } from './media-library.ts'
import { toProduct } from './read-product.ts'
import { watchSite } from './watch-site.ts'
import { encodeAlt } from './words.ts'

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

/**
 * One WooCommerce store, by its REST API and that of the WordPress below it, with one Application Password for both.
 * Nothing there compares before it writes: a product is read, changed as little as needed, written and looked at in the
 * answer, so what somebody else writes within that moment can be lost. `findConflicts` looks for it before and after.
 */
export function createWooCommerceConnector(options: WooCommerceOptions): StoreConnector {
  const { site, download } = options
  const call = createCallSite(options)
  const library = openMediaLibrary(call)
  const catalogue = openCatalogue(call)

  const toState = async (product: ProductAnswer, signal: AbortSignal) =>
    toProduct(product, await catalogue.readVariations(product, signal), site)

  async function attach(productId: string, mediaId: number, signal: AbortSignal): Promise<void> {
    const product = await catalogue.require(productId, signal)
    const ids = idsOf(product)
    if (!ids.includes(mediaId)) await catalogue.writeImages(product, [...ids, mediaId], signal)
  }

  return {
    platform: 'woocommerce',
    limits: WOOCOMMERCE_LIMITS,
    ...watchSite(call),
    describe: (signal) => describeSite(call, site, signal),

    async *readCatalogue(signal) {
      for await (const product of catalogue.readAll(signal)) {
        const state = await orNull(toState(product, signal), 'product_gone')
        if (state) yield state
      }
    },

    async readProduct(productId, signal) {
      const product = await catalogue.find(productId, signal)
      return product && orNull(toState(product, signal), 'product_gone')
    },

    readMedia: download,

    async addMedia(productId, media, signal) {
      const product = await catalogue.require(productId, signal)
      const { id } = await library.bring(media, signal)
      // Shops show a file's title too, which would be its name.
      await library.describe(id, { alt_text: encodeAlt(media.alt), title: product.name }, signal)
      await attach(productId, id, signal)
      return { foreignId: String(id) }
    },

    async findMedia({ marker }, signal) {
      const found = await library.findMarked(marker, signal)
      return found ? String(found.id) : null
    },

    async checkMedia(_productId, mediaId, signal) {
      const media = await library.find(mediaId, signal)
      if (!media) return { state: 'failed', problem: 'gone' }
      const isPicture = media.media_type === 'image' && media.source_url !== ''
      return isPicture ? { state: 'ready' } : { state: 'failed', problem: 'not a picture' }
    },

    setAlt: (_productId, mediaId, alt, signal) =>
      library.describe(mediaId, { alt_text: encodeAlt(alt) }, signal),

    async reorder(productId, mediaIds, signal) {
      const product = await catalogue.require(productId, signal)
      const present = idsOf(product)
      const named = mediaIds.map(Number)
      if (named.some((id) => !present.includes(id)))
        throw new StoreFailure('media_gone', 'a picture is not on the product any more')
      const others = present.filter((id) => !named.includes(id))
      await catalogue.writeImages(product, [...named, ...others], signal)
    },

    linkVariant: (productId, variantId, mediaId, signal) =>
      catalogue.writeVariationImage(productId, variantId, mediaId === null ? 0 : Number(mediaId), signal),

    async detachMedia(productId, mediaId, signal) {
      const product = await catalogue.require(productId, signal)
      const id = Number(mediaId)
      // A variation would go on showing it.
      for (const variation of await catalogue.readVariations(product, signal))
        if (variation.image?.id === id)
          await catalogue.writeVariationImage(productId, variation.id, 0, signal)
      const left = idsOf(product).filter((other) => other !== id)
      await catalogue.writeImages(product, left, signal)
    },

    deleteMedia: (mediaId, signal) => library.remove(mediaId, signal),

    async attachMedia(productId, mediaId, signal) {
      if (!(await library.find(mediaId, signal))) return false
      await attach(productId, Number(mediaId), signal)
      return true
    },
  }
}
