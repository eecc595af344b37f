import type { MediaState, ProductState, VariantState } from '@studio/core/stores'

type Page<Node> = { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Node[] }

/** A picture, video or model as Shopify answers it. */
export type MediaNode = {
  id: string
  alt: string | null
  mediaContentType: string
  image?: { url: string; width: number | null; height: number | null } | null
}

/** A variant as Shopify answers it. */
export type VariantNode = {
  id: string
  title: string
  sku: string | null
  media: { nodes: { id: string }[] }
}

/** A product as Shopify answers it, with a page of its media and of its variants. */
export type ProductNode = {
  id: string
  title: string
  handle: string
  status: string
  vendor: string
  productType: string
  updatedAt: string
  onlineStoreUrl: string | null
  media: Page<MediaNode>
  variants: Page<VariantNode>
}

/** Whether all media and variants of a product were in the answer. */
export function isWhole({ media, variants }: ProductNode): boolean {
  return !media.pageInfo.hasNextPage && !variants.pageInfo.hasNextPage
}

/** A product in our words. */
export function toProduct(
  product: Omit<ProductNode, 'media' | 'variants'>,
  media: readonly MediaNode[],
  variants: readonly VariantNode[],
): ProductState {
  const { id, title, handle, status, vendor, productType, updatedAt, onlineStoreUrl } = product
  return {
    ...{ foreignId: id, title, handle, status, vendor, productType, updatedAt },
    url: onlineStoreUrl,
    media: media.map(toMedia),
    variants: variants.map(toVariant),
  }
}

function toMedia({ id, alt, mediaContentType, image }: MediaNode): MediaState {
  const kind = mediaContentType === 'IMAGE' ? 'picture' : mediaContentType === 'VIDEO' ? 'video' : 'other'
  return {
    ...{ foreignId: id, kind, alt: alt ?? '' },
    url: image?.url ?? null,
    widthPx: image?.width ?? null,
    heightPx: image?.height ?? null,
  }
}

function toVariant({ id, title, sku, media }: VariantNode): VariantState {
  return { foreignId: id, title, sku: sku || null, mediaId: media.nodes[0]?.id ?? null }
}
