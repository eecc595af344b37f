import type { ProductView } from '@studio/core/stores'
import type { Wanted } from './use-import.ts'

/** The first picture of each product that has one; videos and models are no sources. */
export function firstPictures(products: readonly ProductView[]): Wanted[] {
  return products.flatMap((product) => allPictures(product).slice(0, 1))
}

/** All pictures of a product, in their order. */
export function allPictures({ id, media }: Pick<ProductView, 'id' | 'media'>): Wanted[] {
  return media.flatMap(({ foreignId, kind }) =>
    kind === 'picture' ? [{ productId: id, mediaId: foreignId }] : [],
  )
}
