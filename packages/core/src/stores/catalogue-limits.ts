import type { ProductState } from './state.ts'

/** How much of a store is read. A site may be broken or hostile, and answer without end. */
export type CatalogueLimits = {
  products: number
  mediaPerProduct: number
  variantsPerProduct: number
  productBytes: number
  catalogueBytes: number
}

/**
 * Far above what shops have: Shopify allows 250 media and 2,048 variants a product, and WooCommerce sets no limits. Bytes
 * are those of a product as the mirror keeps it, words and addresses alone.
 */
export const CATALOGUE_LIMITS: CatalogueLimits = {
  products: 50_000,
  mediaPerProduct: 1000,
  variantsPerProduct: 5000,
  productBytes: 4 * 1024 * 1024,
  catalogueBytes: 256 * 1024 * 1024,
}

/** What of a product is more than is read, for the log; null for one that is not. */
export function excessOf(
  { media, variants }: Pick<ProductState, 'media' | 'variants'>,
  sizeBytes: number,
  limits: CatalogueLimits = CATALOGUE_LIMITS,
): string | null {
  if (media.length > limits.mediaPerProduct) return `a product with ${media.length} media`
  if (variants.length > limits.variantsPerProduct) return `a product with ${variants.length} variants`
  return sizeBytes > limits.productBytes ? `a product of ${sizeBytes} bytes` : null
}
