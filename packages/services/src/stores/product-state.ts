import type { MediaState, ProductState, VariantState } from '@studio/core/stores'
import type { Product } from '@studio/db'

/** A mirrored product in the words of the store, as it was when it was last read. */
export function stateOf(product: Product): ProductState {
  const { foreignId, title, handle, status, productType, vendor, url } = product
  return {
    ...{ foreignId, title, handle, status, productType, vendor, url },
    updatedAt: product.foreignUpdatedAt.toISOString(),
    media: mediaOf(product),
    variants: product.variants as unknown as VariantState[],
  }
}

/** The media of a mirrored product, in their order. */
export function mediaOf({ media }: Pick<Product, 'media'>): MediaState[] {
  return media as unknown as MediaState[]
}
