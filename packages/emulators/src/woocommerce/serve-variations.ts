import type { Reply } from '../stand-in/reply.ts'
import { type Call, isWrite, type Parts, pickFields, readPage } from './call.ts'
import { jsonReply } from './reply.ts'
import { RestError } from './rest-error.ts'
import { showProduct, showVariation } from './show.ts'
import { newId, type Product, type Variation } from './state.ts'
import { type ImageInput, takeImage } from './take-image.ts'

/** Answers `/wc/v3/products/<id>/variations` (woocommerce.github.io, REST API, Product variations). @throws RestError */
export async function serveVariations(
  product: Product,
  id: string | undefined,
  call: Call,
  parts: Parts,
): Promise<Reply> {
  const { query } = call
  const { site, baseUrl, deliveries, now } = parts
  const context = isWrite(call) ? 'edit' : (query.get('context') ?? 'view')
  const show = (variation: Variation) => showVariation(variation, product, { site, baseUrl, context })
  if (id === undefined && !isWrite(call)) {
    const { items, headers } = readPage(product.variations, query)
    return jsonReply(200, pickFields(items.map(show), query), headers)
  }
  const variation =
    id === undefined
      ? addVariation(product, call, parts)
      : product.variations.find((one) => one.id === Number(id))
  if (!variation) throw new RestError(404, 'woocommerce_rest_product_variation_invalid_id', 'Invalid ID.')
  if (isWrite(call)) {
    await writeImage(variation, call, parts)
    product.modifiedAtMs = now()
    deliveries.tell('product.updated', showProduct(product, site, baseUrl))
  }
  return jsonReply(id === undefined ? 201 : 200, pickFields(show(variation), query))
}

function addVariation(product: Product, { json }: Call, { site }: Parts): Variation {
  const attributes = Array.isArray(json.attributes) ? json.attributes : []
  const options = attributes.map(({ option }: { option?: unknown }) => String(option ?? ''))
  const variation: Variation = { id: newId(site), sku: String(json.sku ?? ''), options, imageId: 0 }
  product.variations.push(variation)
  return variation
}

/** Nothing at all leaves the picture as it is; a picture without an id or an address takes it away. */
async function writeImage(variation: Variation, { json: { image } }: Call, parts: Parts): Promise<void> {
  if (image === undefined || image === null) return
  const { id, src }: ImageInput = typeof image === 'object' ? image : {}
  variation.imageId = Number(id) || src ? await takeImage(image as ImageInput, parts, 'variation') : 0
}
