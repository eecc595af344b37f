import type { BatchWork } from './schema.ts'

/** A source as it was found: one photo, or a place where one will be fetched from. */
export type BatchSource = {
  name: string
  sku: string | null
  assetId: string | null
  productId: string | null
  url: string | null
  /** Of a product; null for everything else. */
  productType: string | null
}

/** One cell of the matrix: which source, and which kind of work, by its index. */
export type BatchCell = { source: BatchSource; workIndex: number }

/**
 * The matrix of sources and kinds of work, source by source, so that what belongs to one product is finished together.
 * A kind of work that names product types leaves out every other source.
 */
export function expandMatrix(
  sources: readonly BatchSource[],
  work: readonly Pick<BatchWork, 'productTypes'>[],
): BatchCell[] {
  return sources.flatMap((source) =>
    work.flatMap(({ productTypes }, workIndex) =>
      productTypes && !(source.productType !== null && productTypes.includes(source.productType))
        ? []
        : [{ source, workIndex }],
    ),
  )
}
