import { CATALOGUE_LIMITS } from '@studio/core/stores'
import { StoreFailure } from '../store-connector/index.ts'
import {
  anyAnswer,
  listOf,
  PRODUCT_FIELDS,
  type ProductAnswer,
  productAnswer,
  VARIATION_FIELDS,
  type VariationAnswer,
  variationAnswer,
} from './answers.ts'
import type { CallSite } from './call-site.ts'
import { orNull } from './failures.ts'
import { imagesOf } from './read-product.ts'

/** The products of a shop. @throws StoreFailure */
export type Catalogue = {
  /** Page by page, the oldest first. */
  readAll(signal: AbortSignal): AsyncIterable<ProductAnswer>
  /** Null for one that is gone, or in the bin. */
  find(id: string, signal: AbortSignal): Promise<ProductAnswer | null>
  /** @throws StoreFailure `product_gone` */
  require(id: string, signal: AbortSignal): Promise<ProductAnswer>
  readVariations(product: ProductAnswer, signal: AbortSignal): Promise<VariationAnswer[]>
  /** Writes which pictures a product has, in their order, unless that is how it is. */
  writeImages(product: ProductAnswer, ids: readonly number[], signal: AbortSignal): Promise<void>
  /** Writes which picture a variation shows; 0 for that of the product. */
  writeVariationImage(
    productId: string | number,
    variationId: string | number,
    imageId: number,
    signal: AbortSignal,
  ): Promise<void>
}

const PATH = '/wc/v3/products'

/** As many as WordPress gives at once (developer.wordpress.org, REST API, Pagination). */
const PAGE = 100

/** Opens the products of a site (woocommerce.github.io, REST API, Products). */
export function openCatalogue(call: CallSite): Catalogue {
  /** The pages of a list by the ids of its things: what is added meanwhile comes last, and moves nothing. */
  async function* readPages<Item>(
    {
      path,
      query,
      answer,
    }: { path: string; query: Record<string, string>; answer: ReturnType<typeof listOf> },
    signal: AbortSignal,
  ): AsyncGenerator<Item[]> {
    for (let page = 1; ; page += 1) {
      const paged = { ...query, per_page: PAGE, orderby: 'id', order: 'asc', page }
      const { data, headers } = await call({ path, query: paged, answer, subject: 'product' }, signal)
      yield data as Item[]
      // Proxies may take the count away.
      const pages = headers.get('x-wp-totalpages')
      if (data.length === 0 || (pages === null ? data.length < PAGE : page >= Number(pages))) return
    }
  }

  async function find(id: string, signal: AbortSignal): Promise<ProductAnswer | null> {
    const query = { _fields: PRODUCT_FIELDS }
    const asked = call({ path: `${PATH}/${id}`, query, answer: productAnswer, subject: 'product' }, signal)
    const product = (await orNull(asked, 'product_gone'))?.data ?? null
    return product?.status === 'trash' ? null : product
  }

  return {
    find,

    async *readAll(signal) {
      const asked = { path: PATH, query: { _fields: PRODUCT_FIELDS }, answer: listOf(productAnswer) }
      for await (const page of readPages<ProductAnswer>(asked, signal)) yield* page
    },

    async require(id, signal) {
      const product = await find(id, signal)
      if (!product) throw new StoreFailure('product_gone', 'no such product')
      return product
    },

    async readVariations({ id, variations }, signal) {
      if (variations.length === 0) return []
      // In the context "view" a variation without a picture of its own answers the product's.
      const query = { context: 'edit', _fields: VARIATION_FIELDS }
      const asked = { path: `${PATH}/${id}/variations`, query, answer: listOf(variationAnswer) }
      const found: VariationAnswer[] = []
      for await (const page of readPages<VariationAnswer>(asked, signal)) {
        found.push(...page)
        if (found.length > CATALOGUE_LIMITS.variantsPerProduct)
          throw new StoreFailure('too_large', `product ${id} has variations without end`)
      }
      return found
    },

    async writeImages(product, ids, signal) {
      if (isSame(idsOf(product), ids)) return
      const { data } = await call(
        {
          ...{ method: 'PUT', path: `${PATH}/${product.id}`, query: { _fields: PRODUCT_FIELDS } },
          // Ids and nothing else: with an address WooCommerce would copy the file, and leave its words behind.
          json: { images: ids.map((id) => ({ id })) },
          ...{ answer: productAnswer, subject: 'product' },
        },
        signal,
      )
      if (!isSame(idsOf(data), ids))
        throw new StoreFailure('busy', 'the product did not take its pictures as they were given')
    },

    async writeVariationImage(productId, variationId, imageId, signal) {
      const path = `${PATH}/${productId}/variations/${variationId}`
      const json = { image: { id: imageId } }
      const query = { _fields: 'id' }
      await call({ method: 'PUT', path, query, json, answer: anyAnswer, subject: 'product' }, signal)
    },
  }
}

/** The ids of a product's pictures, in their order. */
export const idsOf = (product: ProductAnswer): number[] => imagesOf(product).map(({ id }) => id)

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((id, index) => id === b[index])
