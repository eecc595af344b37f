import type { Parts } from './call.ts'
import { productBody } from './installations.ts'
import type { Shop } from './state.ts'

/** What the shop’s own people change about a product. Whatever is left out stays. */
export type Edit = {
  title?: string
  /** Words by the id of the picture. */
  alts?: Record<string, string>
  /** Ids of all pictures, in their order. */
  order?: string[]
  /** Ids of pictures to take off; their files go too. */
  remove?: string[]
  /** What variants show, by their ids. */
  links?: Record<string, string | null>
  isDeleted?: boolean
}

/** Deletes a file for good, wherever it is shown. */
export function deleteFile(shop: Shop, fileId: string): void {
  delete shop.files[fileId]
  for (const product of Object.values(shop.products)) {
    product.mediaIds = product.mediaIds.filter((id) => id !== fileId)
    for (const variant of product.variants) if (variant.mediaId === fileId) variant.mediaId = null
  }
}

/** Changes a product as the shop’s own people do, and tells who wants to know. @throws Error for an unknown product */
export async function editProduct(shop: Shop, id: string, edit: Edit, parts: Parts): Promise<void> {
  const product = shop.products[id]
  if (!product) throw new Error(`no product ${id}`)
  const { title, alts = {}, order, remove = [], links = {}, isDeleted = false } = edit
  if (title !== undefined) product.title = title
  if (order) product.mediaIds = order.filter((mediaId) => product.mediaIds.includes(mediaId))
  for (const [mediaId, alt] of Object.entries(alts)) {
    const file = shop.files[mediaId]
    if (file) file.alt = alt
  }
  for (const mediaId of remove) deleteFile(shop, mediaId)
  for (const variant of product.variants) {
    const link = links[variant.id]
    if (link !== undefined) variant.mediaId = link
  }
  product.updatedAtMs = parts.clock.nowMs()
  if (isDeleted) delete shop.products[id]
  parts.save()
  if (isDeleted) await parts.webhooks.tell(shop, 'products/delete', { id: Number(id.split('/').at(-1)) })
  else await parts.webhooks.tell(shop, 'products/update', productBody(product))
}
