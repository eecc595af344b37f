import { type Call, doneAt, type Resolver, requireScope, touch } from './call.ts'
import { takeOff } from './file-mutations.ts'
import { makeFile, nameIn } from './make-file.ts'
import { showProduct } from './show.ts'
import { newGid, type Product, type ReorderJob, type Shop } from './state.ts'
import {
  ALT_TOO_LONG,
  MAX_ALT_CHARACTERS,
  MEDIA_LIMIT,
  TOO_MANY_MEDIA,
  type UserError,
  userError,
} from './user-error.ts'

type NewMedia = { originalSource: string; alt?: string | null }
type ProductChange = { id: string } & Partial<
  Pick<Product, 'title' | 'status' | 'vendor' | 'productType' | 'descriptionHtml'>
>
type Move = { id: string; newPosition: string | number }

/** What can be done to products and the order of their media. */
export const PRODUCT_MUTATIONS: Record<string, Resolver> = {
  async productUpdate({ product: change, media = [] }: { product: ProductChange; media?: NewMedia[] }, call) {
    requireScope(call, 'write_products', 'productUpdate')
    const product = call.shop.products[change.id]
    // A plain user error of this mutation has no code.
    if (!product) return { product: null, userErrors: [userError(['id'], null, 'Product does not exist')] }
    const userErrors = findMediaErrors(product, media)
    if (userErrors.length > 0) return { product: null, userErrors }
    Object.assign(product, change)
    for (const { originalSource, alt } of media) {
      const file = await makeFile({ originalSource, fileName: nameIn(originalSource), alt: alt ?? '' }, call)
      product.mediaIds.push(file.id)
    }
    touch(call, product.id)
    return { product: showProduct(product, call), userErrors: [] }
  },

  productDelete({ input: { id } }: { input: { id: string } }, call) {
    requireScope(call, 'write_products', 'productDelete')
    if (!call.shop.products[id])
      return { deletedProductId: null, userErrors: [userError(['id'], null, 'Product does not exist')] }
    deleteProduct(id, call)
    return { deletedProductId: id, userErrors: [] }
  },

  productReorderMedia({ id, moves }: { id: string; moves: Move[] }, call) {
    requireScope(call, 'write_products', 'productReorderMedia')
    const product = call.shop.products[id]
    if (!product) {
      const error = userError(['id'], 'PRODUCT_DOES_NOT_EXIST', 'Product does not exist')
      return { job: null, mediaUserErrors: [error], userErrors: [error] }
    }
    const errors = moves.flatMap((move, index) =>
      product.mediaIds.includes(move.id)
        ? []
        : [userError(['moves', index, 'id'], 'MEDIA_DOES_NOT_EXIST', 'Media does not exist')],
    )
    if (errors.length > 0) return { job: null, mediaUserErrors: errors, userErrors: errors }
    const job: ReorderJob = {
      id: newGid(call.parts.world, 'Job'),
      productId: id,
      moves: moves.map((move) => ({ id: move.id, newPosition: Number(move.newPosition) })),
      doneAtMs: doneAt(call.parts, 'reorder'),
      isApplied: false,
    }
    call.shop.jobs[job.id] = job
    applyDueJobs(call.shop, call.parts.clock.nowMs())
    touch(call, id)
    return { job: showJob(job, call), mediaUserErrors: [], userErrors: [] }
  },
}

function findMediaErrors(product: Product, media: readonly NewMedia[]): UserError[] {
  if (product.mediaIds.length + media.length > MEDIA_LIMIT)
    return [userError(['media'], null, TOO_MANY_MEDIA)]
  return media.flatMap(({ originalSource, alt }, index) => {
    if ((alt ?? '').length > MAX_ALT_CHARACTERS)
      return [userError(['media', index, 'alt'], null, ALT_TOO_LONG)]
    if (URL.canParse(originalSource)) return []
    return [userError(['media', index, 'originalSource'], null, 'Image URL is invalid')]
  })
}

/** Deletes a product; its files stay in the shop. */
export function deleteProduct(id: string, call: Call): void {
  for (const mediaId of call.shop.products[id]?.mediaIds ?? []) takeOff(mediaId, id, call)
  delete call.shop.products[id]
  call.touched.delete(id)
  call.deleted.add(id)
}

/** Makes the new orders whose time has come; what is no longer on the product is passed over. */
export function applyDueJobs(shop: Shop, nowMs: number): void {
  for (const job of Object.values(shop.jobs)) {
    if (job.isApplied || job.doneAtMs > nowMs) continue
    job.isApplied = true
    const product = shop.products[job.productId]
    for (const { id, newPosition } of job.moves) {
      if (!product?.mediaIds.includes(id)) continue
      product.mediaIds = product.mediaIds.filter((other) => other !== id).toSpliced(newPosition, 0, id)
    }
  }
}

/** A new order as the Admin API answers it. */
export function showJob({ id, isApplied }: ReorderJob, _call: Call): object {
  return { __typename: 'Job', id, done: isApplied }
}
