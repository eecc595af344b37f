import { type Call, type Resolver, requireScope, touch } from './call.ts'
import { statusOf } from './media-life.ts'
import { showProduct, showVariant } from './show.ts'
import type { Product } from './state.ts'
import { type UserError, userError } from './user-error.ts'

/** shopify.dev, productVariantAppendMedia. */
const MAX_PAIRS = 100

type Pair = { variantId: string; mediaIds: string[] }
type VariantChange = { id?: string | null; mediaId?: string | null }

/** What can be done to the pictures that variants show. All of a call is done, or nothing. */
export const VARIANT_MUTATIONS: Record<string, Resolver> = {
  productVariantAppendMedia({ productId, variantMedia }: { productId: string; variantMedia: Pair[] }, call) {
    requireScope(call, 'write_products', 'productVariantAppendMedia')
    return changePairs(productId, variantMedia, call, findAppendErrors, (pair, variant) => {
      variant.mediaId = pair.mediaIds[0] ?? null
    })
  },

  productVariantDetachMedia({ productId, variantMedia }: { productId: string; variantMedia: Pair[] }, call) {
    requireScope(call, 'write_products', 'productVariantDetachMedia')
    return changePairs(productId, variantMedia, call, findDetachErrors, (_pair, variant) => {
      variant.mediaId = null
    })
  },

  productVariantsBulkUpdate({ productId, variants }: { productId: string; variants: VariantChange[] }, call) {
    requireScope(call, 'write_products', 'productVariantsBulkUpdate')
    const product = call.shop.products[productId]
    if (!product) {
      const error = userError(['productId'], 'PRODUCT_DOES_NOT_EXIST', 'Product does not exist')
      return { product: null, productVariants: null, userErrors: [error] }
    }
    const userErrors = variants.flatMap((change, index) => findUpdateErrors(change, index, product))
    if (userErrors.length > 0)
      return { product: showProduct(product, call), productVariants: null, userErrors }
    for (const { id, mediaId } of variants) {
      const variant = product.variants.find((one) => one.id === id)
      if (variant && mediaId != null) variant.mediaId = mediaId
    }
    return answer(
      product,
      variants.map(({ id }) => id ?? ''),
      call,
    )
  },
}

function changePairs(
  productId: string,
  pairs: readonly Pair[],
  call: Call,
  findErrors: (pair: Pair, at: (string | number)[], product: Product, call: Call) => UserError[],
  change: (pair: Pair, variant: Product['variants'][number]) => void,
): object {
  const refuse = (product: Product | null, userErrors: UserError[]) => ({
    product: product && showProduct(product, call),
    productVariants: null,
    userErrors,
  })
  const product = call.shop.products[productId]
  if (!product) {
    return refuse(null, [userError(['productId'], 'PRODUCT_DOES_NOT_EXIST', 'Product does not exist')])
  }
  if (pairs.length > MAX_PAIRS) {
    const message = `Exceeded ${MAX_PAIRS} variant-media pairs limit.`
    return refuse(product, [userError(['variantMedia'], 'MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED', message)])
  }
  const errors = pairs.flatMap((pair, index) => findErrors(pair, ['variantMedia', index], product, call))
  if (errors.length > 0) return refuse(product, errors)
  for (const pair of pairs) {
    const variant = product.variants.find(({ id }) => id === pair.variantId)
    if (variant) change(pair, variant)
  }
  return answer(
    product,
    pairs.map(({ variantId }) => variantId),
    call,
  )
}

function answer(product: Product, variantIds: readonly string[], call: Call): object {
  touch(call, product.id)
  const changed = product.variants.filter(({ id }) => variantIds.includes(id))
  return {
    product: showProduct(product, call),
    productVariants: changed.map((variant) => showVariant(variant, product, call)),
    userErrors: [],
  }
}

const NO_VARIANT = 'PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT'

function findAppendErrors(pair: Pair, at: (string | number)[], product: Product, call: Call): UserError[] {
  const { mediaIds, variantId } = pair
  const variant = product.variants.find(({ id }) => id === variantId)
  const [mediaId = ''] = mediaIds
  const file = product.mediaIds.includes(mediaId) ? call.shop.files[mediaId] : undefined
  if (!variant) return [userError([...at, 'variantId'], NO_VARIANT, 'Variant does not exist on the product')]
  const refuse = (code: string, message: string) => [userError([...at, 'mediaIds'], code, message)]
  if (mediaIds.length !== 1)
    return refuse('TOO_MANY_MEDIA_PER_INPUT_PAIR', 'Only one mediaId is allowed per input pair')
  if (!file)
    return refuse('MEDIA_DOES_NOT_EXIST_ON_PRODUCT', 'Media does not exist on the specified product.')
  if (statusOf(file, call.parts.clock.nowMs()) !== 'READY')
    return refuse('NON_READY_MEDIA', 'Non-ready media cannot be attached to variants.')
  if (variant.mediaId === null) return []
  return [
    userError(
      [...at, 'variantId'],
      'PRODUCT_VARIANT_ALREADY_HAS_MEDIA',
      'Product variant already has attached media',
    ),
  ]
}

function findDetachErrors(
  { mediaIds, variantId }: Pair,
  at: (string | number)[],
  product: Product,
): UserError[] {
  const variant = product.variants.find(({ id }) => id === variantId)
  if (!variant) return [userError([...at, 'variantId'], NO_VARIANT, 'Variant does not exist on the product')]
  if (mediaIds.every((id) => id === variant.mediaId)) return []
  const message = 'The specified media is not attached to the specified variant'
  return [userError([...at, 'mediaIds'], 'MEDIA_IS_NOT_ATTACHED_TO_VARIANT', message)]
}

function findUpdateErrors({ id, mediaId }: VariantChange, index: number, product: Product): UserError[] {
  const at = (name: string) => ['variants', index, name]
  if (!id)
    return [userError(at('id'), 'PRODUCT_VARIANT_ID_MISSING', 'Product variant is missing ID attribute')]
  if (!product.variants.some((variant) => variant.id === id))
    return [userError(at('id'), 'PRODUCT_VARIANT_DOES_NOT_EXIST', 'Product variant does not exist')]
  if (mediaId == null || product.mediaIds.includes(mediaId)) return []
  return [userError(at('mediaId'), 'INVALID_INPUT', 'Media does not exist on the product')]
}
