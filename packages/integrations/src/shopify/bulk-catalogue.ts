import { CATALOGUE_LIMITS, type ProductState } from '@studio/core/stores'
import { type StoreConnector, StoreFailure } from '../store-connector/index.ts'
import type { Ask, AskOptions } from './ask.ts'
import * as documents from './documents.ts'
import { type MediaNode, type ProductNode, toProduct, type VariantNode } from './read-product.ts'
import type { UserError } from './user-errors.ts'

/** With what a whole catalogue is read. */
export type BulkReader = {
  ask: Ask
  pause: AskOptions['pause']
  /** Fetches the file that Shopify answers with. */
  download: StoreConnector['readMedia']
}

type Operation = { id: string; status: string; url: string | null }
type ProductRow = Omit<ProductNode, 'media' | 'variants'> & { __parentId?: undefined }
type MediaRow = MediaNode & { __parentId: string }
type VariantRow = Omit<VariantNode, 'media'> & {
  position: number
  product: { id: string }
  __parentId?: undefined
}
type LinkRow = { id: string; __parentId: string }

/** How long until Shopify is asked again, from soon to seldom; about half an hour in all. */
const POLL_MS = [500, 1000, 1000, 2000, 2000, 4000, ...Array.from({ length: 180 }, () => 10_000)]

const IS_UNDER_WAY = ['CREATED', 'RUNNING', 'CANCELING']

/**
 * Reads the whole catalogue by two bulk operations, which cost next to nothing however large it is: one for products
 * with their media, one for variants with what they show, because lists nest two deep there. Null when Shopify will not
 * do it now (shopify.dev, bulk operations: a few run at a time), or has failed to.
 * @throws StoreFailure when it can neither be asked
 */
export async function readInBulk(reader: BulkReader, signal: AbortSignal): Promise<ProductState[] | null> {
  const [productRows, variantRows] = await Promise.all([
    runBulk<ProductRow | MediaRow>(documents.BULK_PRODUCTS, reader, signal),
    runBulk<VariantRow | LinkRow>(documents.BULK_VARIANTS, reader, signal),
  ])
  if (!productRows || !variantRows) return null
  const media = Map.groupBy(productRows.filter(isChild), ({ __parentId }) => __parentId)
  const links = new Map(variantRows.filter(isChild).map(({ __parentId, id }) => [__parentId, id]))
  const variants = Map.groupBy(variantRows.filter(isOwn), ({ product }) => product.id)
  return productRows.filter(isOwn).map((product) => {
    const ofProduct = (variants.get(product.id) ?? []).toSorted((a, b) => a.position - b.position)
    const shown = ofProduct.map((variant) => {
      const mediaId = links.get(variant.id)
      return { ...variant, media: { nodes: mediaId === undefined ? [] : [{ id: mediaId }] } }
    })
    return toProduct(product, media.get(product.id) ?? [], shown)
  })
}

const isChild = <Row extends { __parentId?: string | undefined }>(
  row: Row,
): row is Extract<Row, { __parentId: string }> => row.__parentId !== undefined
const isOwn = <Row extends { __parentId?: string | undefined }>(
  row: Row,
): row is Extract<Row, { __parentId?: undefined }> => row.__parentId === undefined

/** The rows of an answer; grouped, so that children are in the order that they have in the shop. */
async function runBulk<Row>(
  query: string,
  { ask, pause, download }: BulkReader,
  signal: AbortSignal,
): Promise<Row[] | null> {
  type Begun = { bulkOperationRunQuery: { bulkOperation: Operation | null; userErrors: UserError[] } }
  const { bulkOperationRunQuery: begun } = await ask<Begun>(documents.RUN_BULK, { query }, signal)
  if (!begun.bulkOperation) return null
  let operation: Operation | null = begun.bulkOperation
  for (const waitMs of POLL_MS) {
    if (!operation || !IS_UNDER_WAY.includes(operation.status)) break
    await pause(waitMs, signal)
    type Found = { bulkOperation: Operation | null }
    const variables: { id: string } = { id: operation.id }
    operation = (await ask<Found>(documents.BULK, variables, signal)).bulkOperation
  }
  if (!operation || IS_UNDER_WAY.includes(operation.status))
    throw new StoreFailure('busy', 'reading everything took too long', { retryAfterMs: 60_000 })
  if (operation.status !== 'COMPLETED') return null
  // There is no file of nothing.
  if (operation.url === null) return []
  const { bytes } = await download(operation.url, CATALOGUE_LIMITS.catalogueBytes, signal).catch((error) => {
    const isTooLarge = error instanceof StoreFailure && error.code === 'media_refused'
    throw isTooLarge ? new StoreFailure('too_large', error.diagnosis) : error
  })
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
}
