import {
  CATALOGUE_LIMITS,
  type ProductState,
  type StoreFailureCode,
  type StoreLimits,
} from '@studio/core/stores'
import {
  type MediaReadiness,
  type NewMedia,
  type StoreConnector,
  StoreFailure,
} from '../store-connector/index.ts'
import { type AskOptions, createAsk } from './ask.ts'
import { readInBulk } from './bulk-catalogue.ts'
import * as documents from './documents.ts'
import { isWhole, type MediaNode, type ProductNode, toProduct, type VariantNode } from './read-product.ts'
import { uploadBytes } from './upload-bytes.ts'
import { refuseErrors, type UserError } from './user-errors.ts'
import { watchShop } from './watch-shop.ts'

/** How a shop is worked on. */
export type ShopifyOptions = AskOptions & {
  /** Fetches a picture that the shop serves; the one guarded way to addresses that we did not choose. */
  download: StoreConnector['readMedia']
}

/**
 * What Shopify takes: 20 MB, 250 media a product, 512 characters. Of the two published limits for pixels (20 megapixels
 * and 4472 px a side; 25 and 5000) the lower one holds (shopify.dev, product media; help.shopify.com).
 */
export const SHOPIFY_LIMITS: StoreLimits = {
  mediaPerProduct: 250,
  pictureBytes: 20 * 1024 * 1024,
  pictureSidePx: 4472,
  picturePixels: 20_000_000,
  altCharacters: 512,
}

/** Products a page: with ten media and ten variants each, 652 of the 1,000 points that one query may cost. */
const PAGE = 10

/** Up to so many products, pages fit about into the budget of cost that a standard plan has at once. */
const MAX_PAGED_PRODUCTS = 100

/** How often, and how long, Shopify is asked whether a picture or a new order is done. */
const POLL_MS = [250, 500, 1000, 1000, 2000, 2000, 4000, 4000, 8000, 8000, 8000, 8000]

/** Failures after which a file that was made for a product will not come onto it. */
const IN_VAIN: ReadonlySet<StoreFailureCode> = new Set(['media_refused', 'product_gone', 'media_limit'])

type FileNode = { id: string; fileStatus: string; status?: string; mediaErrors?: { code: string }[] }
type Errors<Name extends string, Rest = unknown> = Record<Name, { userErrors: UserError[] } & Rest>

/** One Shopify store, through the Admin API. */
export function createShopifyConnector(options: ShopifyOptions): StoreConnector {
  const ask = createAsk(options)
  const { pause } = options

  /** Asks again and again, more and more slowly, until there is an answer. */
  async function until<Result>(
    look: () => Promise<Result | null>,
    what: string,
    signal: AbortSignal,
  ): Promise<Result> {
    for (const waitMs of POLL_MS) {
      const result = await look()
      if (result !== null) return result
      await pause(waitMs, signal)
    }
    throw new StoreFailure('busy', `${what} took too long`, { retryAfterMs: 30_000 })
  }

  async function readWhole(id: string, signal: AbortSignal): Promise<ProductState | null> {
    const media: MediaNode[] = []
    const variants: VariantNode[] = []
    let mediaAfter: string | null = null
    let variantsAfter: string | null = null
    for (;;) {
      const variables: Record<string, unknown> = { id, mediaAfter, variantsAfter }
      const { product } = await ask<{ product: ProductNode | null }>(documents.PRODUCT, variables, signal)
      if (!product) return null
      // A list that has ended answers its last cursor with an empty page from then on.
      media.push(...product.media.nodes)
      variants.push(...product.variants.nodes)
      mediaAfter = product.media.pageInfo.endCursor ?? mediaAfter
      variantsAfter = product.variants.pageInfo.endCursor ?? variantsAfter
      if (isWhole(product)) return toProduct(product, media, variants)
      const { mediaPerProduct, variantsPerProduct } = CATALOGUE_LIMITS
      if (media.length > mediaPerProduct || variants.length > variantsPerProduct)
        throw new StoreFailure('too_large', 'a product without end')
    }
  }

  async function* readInPages(signal: AbortSignal): AsyncGenerator<ProductState> {
    type Answer = {
      products: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: ProductNode[] }
    }
    for (let after: string | null = null; ; ) {
      const variables: Record<string, unknown> = { first: PAGE, after }
      const { products }: Answer = await ask<Answer>(documents.PRODUCTS, variables, signal)
      for (const node of products.nodes) {
        const product = isWhole(node)
          ? toProduct(node, node.media.nodes, node.variants.nodes)
          : await readWhole(node.id, signal)
        if (product) yield product
      }
      if (!products.pageInfo.hasNextPage) return
      after = products.pageInfo.endCursor
    }
  }

  async function updateFile(file: Record<string, unknown>, signal: AbortSignal): Promise<void> {
    const { fileUpdate } = await ask<Errors<'fileUpdate'>>(documents.UPDATE_FILES, { files: [file] }, signal)
    refuseErrors(fileUpdate.userErrors)
  }

  /** Shopify may understand a search in its own way, and what is found here may be deleted: no other file will do. */
  async function findFile(fileName: string, signal: AbortSignal): Promise<{ id: string } | null> {
    type Found = { id: string; image?: { url: string } | null }
    const query = `filename:"${fileName}"`
    const { files } = await ask<{ files: { nodes: Found[] } }>(documents.FIND_FILE, { query }, signal)
    const [stem = ''] = fileName.toLowerCase().split('.')
    const isNamed = ({ image }: Found) => !image || image.url.toLowerCase().includes(stem)
    return files.nodes.find(isNamed) ?? null
  }

  /** A file of this name, on no product yet. */
  async function makeFile({ bytes, mime, fileName, alt }: NewMedia, signal: AbortSignal): Promise<string> {
    const originalSource = await uploadBytes(ask, { bytes, mime, fileName }, signal)
    const file = {
      originalSource,
      alt,
      filename: fileName,
      contentType: 'IMAGE',
      duplicateResolutionMode: 'RAISE_ERROR',
    }
    const { fileCreate } = await ask<Errors<'fileCreate', { files: FileNode[] | null }>>(
      documents.CREATE_FILE,
      { files: [file] },
      signal,
    )
    // Made by a call whose answer was lost, and not to be found by its name yet.
    const isThere = fileCreate.userErrors.some(({ code }) => code === 'FILENAME_ALREADY_EXISTS')
    if (isThere) return until(async () => (await findFile(fileName, signal))?.id ?? null, 'the file', signal)
    refuseErrors(fileCreate.userErrors)
    const [made] = fileCreate.files ?? []
    if (!made) throw new StoreFailure('refused', 'no file was made')
    return made.id
  }

  async function readiness(id: string, signal: AbortSignal): Promise<MediaReadiness | null> {
    const { nodes } = await ask<{ nodes: (FileNode | null)[] }>(documents.FILES, { ids: [id] }, signal)
    const [file] = nodes
    if (!file) return null
    const state = file.status ?? file.fileStatus
    if (state === 'READY') return { state: 'ready' }
    if (state !== 'FAILED') return { state: 'processing' }
    return { state: 'failed', problem: file.mediaErrors?.map(({ code }) => code).join(', ') || 'no reason' }
  }

  async function readMediaIds(productId: string, signal: AbortSignal): Promise<string[]> {
    const product = await readWhole(productId, signal)
    if (!product) throw new StoreFailure('product_gone', 'no such product')
    return product.media.map(({ foreignId }) => foreignId)
  }

  const attach = (productId: string, mediaId: string, signal: AbortSignal) =>
    updateFile({ id: mediaId, referencesToAdd: [productId] }, signal)

  async function deleteFile(mediaId: string, signal: AbortSignal): Promise<void> {
    const { fileDelete } = await ask<Errors<'fileDelete'>>(documents.DELETE_FILES, { ids: [mediaId] }, signal)
    refuseErrors(fileDelete.userErrors, ['FILE_DOES_NOT_EXIST'])
  }

  async function untilReady(mediaId: string, signal: AbortSignal): Promise<void> {
    const outcome = await until(
      async () => {
        const now = await readiness(mediaId, signal)
        return now?.state === 'processing' ? null : (now ?? { state: 'failed' as const, problem: 'gone' })
      },
      'a picture',
      signal,
    )
    if (outcome.state === 'failed') throw new StoreFailure('media_refused', outcome.problem)
  }

  return {
    platform: 'shopify',
    limits: SHOPIFY_LIMITS,

    async describe(signal) {
      type Answer = {
        shop: { name: string; myshopifyDomain: string; primaryDomain: { url: string } }
        currentAppInstallation: { accessScopes: { handle: string }[] }
      }
      const { shop, currentAppInstallation } = await ask<Answer>(documents.SHOP, {}, signal)
      const scopes = currentAppInstallation.accessScopes.map(({ handle }) => handle)
      return { name: shop.name, address: shop.primaryDomain.url, scopes }
    },

    async *readCatalogue(signal) {
      const { productsCount } = await ask<{ productsCount: { count: number } }>(documents.COUNT, {}, signal)
      const isLarge = productsCount.count > MAX_PAGED_PRODUCTS
      const all = isLarge ? await readInBulk({ ask, pause, download: options.download }, signal) : null
      yield* all ?? readInPages(signal)
    },

    readProduct: readWhole,
    readMedia: options.download,

    async addMedia(productId, media, signal) {
      const present = await readMediaIds(productId, signal)
      const earlier = (await findFile(media.fileName, signal))?.id
      if (earlier !== undefined && present.includes(earlier)) return { foreignId: earlier }
      // Said before anything is sent.
      if (present.length >= SHOPIFY_LIMITS.mediaPerProduct)
        throw new StoreFailure('media_limit', 'it is full')
      const foreignId = earlier ?? (await makeFile(media, signal))
      try {
        await untilReady(foreignId, signal)
        await attach(productId, foreignId, signal)
      } catch (error) {
        // Nobody would know of a file that will never be on the product.
        if (error instanceof StoreFailure && IN_VAIN.has(error.code)) await deleteFile(foreignId, signal)
        throw error
      }
      return { foreignId }
    },

    findMedia: async ({ fileName }, signal) => (await findFile(fileName, signal))?.id ?? null,

    async checkMedia(_productId, mediaId, signal) {
      return (await readiness(mediaId, signal)) ?? { state: 'failed', problem: 'gone' }
    },

    setAlt: (_productId, mediaId, alt, signal) => updateFile({ id: mediaId, alt }, signal),

    async reorder(productId, mediaIds, signal) {
      const moves = mediaIds.map((id, index) => ({ id, newPosition: String(index) }))
      type Answer = {
        productReorderMedia: { job: { id: string; done: boolean } | null; mediaUserErrors: UserError[] }
      }
      const { productReorderMedia: answer } = await ask<Answer>(
        documents.REORDER,
        { id: productId, moves },
        signal,
      )
      refuseErrors(answer.mediaUserErrors)
      const { job } = answer
      if (!job || job.done) return
      const isDone = async () => {
        const found = await ask<{ job: { done: boolean } | null }>(documents.JOB, { id: job.id }, signal)
        return found.job === null || found.job.done || null
      }
      await until(isDone, 'a new order', signal)
    },

    async linkVariant(productId, variantId, mediaId, signal) {
      if (mediaId !== null) {
        const variants = [{ id: variantId, mediaId }]
        const { productVariantsBulkUpdate } = await ask<Errors<'productVariantsBulkUpdate'>>(
          documents.LINK_VARIANTS,
          { productId, variants },
          signal,
        )
        return refuseErrors(productVariantsBulkUpdate.userErrors)
      }
      type Answer = { productVariant: { media: { nodes: { id: string }[] } } | null }
      const { productVariant } = await ask<Answer>(documents.VARIANT, { id: variantId }, signal)
      const mediaIds = productVariant?.media.nodes.map(({ id }) => id) ?? []
      if (mediaIds.length === 0) return
      const { productVariantDetachMedia } = await ask<Errors<'productVariantDetachMedia'>>(
        documents.UNLINK_VARIANTS,
        { productId, variantMedia: [{ variantId, mediaIds }] },
        signal,
      )
      refuseErrors(productVariantDetachMedia.userErrors)
    },

    async detachMedia(productId, mediaId, signal) {
      if (!(await readMediaIds(productId, signal)).includes(mediaId)) return
      await updateFile({ id: mediaId, referencesToRemove: [productId] }, signal)
    },

    deleteMedia: deleteFile,

    async attachMedia(productId, mediaId, signal) {
      if ((await readiness(mediaId, signal))?.state !== 'ready') return false
      if (!(await readMediaIds(productId, signal)).includes(mediaId)) await attach(productId, mediaId, signal)
      return true
    },

    ...watchShop(ask),
  }
}
