import type { PictureLimits } from '../assets/index.ts'
/** The platforms that a store can be on. */
export const STORE_PLATFORMS = ['shopify', 'woocommerce'] as const

/** The platform that a store is on. */
export type StorePlatform = (typeof STORE_PLATFORMS)[number]

/** The name a person knows a platform by. */
export const PLATFORM_NAMES: Record<StorePlatform, string> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
}

/**
 * One picture (or video, or model) of a product, as the store has it. `foreignId` is the store's own id. The place in
 * the list is its position, and the first is the featured one.
 */
export type MediaState = {
  foreignId: string
  kind: 'picture' | 'video' | 'other'
  alt: string
  /** Where the store serves it; null while the store still processes it. */
  url: string | null
  widthPx: number | null
  heightPx: number | null
}

/** A variant of a product, and the picture that it shows; null when it shows the product's. */
export type VariantState = { foreignId: string; title: string; sku: string | null; mediaId: string | null }

/** A product as the store has it: everything that a publication may change, and what tells a change from outside. */
export type ProductState = {
  foreignId: string
  title: string
  handle: string
  status: string
  productType: string
  vendor: string
  /** Where people see it; null when it is not on sale. */
  url: string | null
  /** When the store says it was last changed (ISO 8601). */
  updatedAt: string
  /** All media, in their order. */
  media: readonly MediaState[]
  variants: readonly VariantState[]
}

/** What a store takes, checked before anything is sent. */
export type StoreLimits = PictureLimits & { mediaPerProduct: number; altCharacters: number }
