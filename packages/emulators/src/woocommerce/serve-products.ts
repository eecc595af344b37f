import { type Call, isWrite, type Parts, pickFields, readPage } from './call.ts'
import { requireCapability } from './check-caller.ts'
import { jsonReply, type Reply } from './reply.ts'
import { RestError } from './rest-error.ts'
import { showProduct, showVariation } from './show.ts'
import type { Product } from './state.ts'
import { type ImageInput, takeImage } from './take-image.ts'

/** Answers `/wc/v3/products` and their variations (woocommerce.github.io, REST API). @throws RestError */
export async function serveProducts(call: Call, parts: Parts): Promise<Reply> {
  const { route, caller } = call
  const [what, code] = isWrite(call)
    ? ['you are not allowed to edit this resource', 'woocommerce_rest_cannot_edit']
    : ['you cannot list resources', 'woocommerce_rest_cannot_view']
  requireCapability(caller, 'edit_products', code, what)
  if (route === '/wc/v3/products') return listProducts(call, parts)
  const [, id = '', below, variationId] =
    /^\/wc\/v3\/products\/(\d+)(\/variations(?:\/(\d+))?)?$/.exec(route) ?? []
  const product = parts.site.products[Number(id)]
  if (!product) throw new RestError(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.')
  if (below === undefined) return serveProduct(product, call, parts)
  return serveVariations(product, variationId, call, parts)
}

function listProducts({ query }: Call, { site, baseUrl }: Parts): Reply {
  const status = query.get('status') ?? 'any'
  const found = Object.values(site.products).filter((product) =>
    status === 'any' ? product.status !== 'trash' : product.status === status,
  )
  const { items, headers } = readPage(found, query)
  const shown = items.map((product) => showProduct(product, site, baseUrl))
  return jsonReply(200, pickFields(shown, query), headers)
}

async function serveProduct(product: Product, call: Call, parts: Parts): Promise<Reply> {
  const { method, json, query } = call
  const { site, baseUrl, deliveries, now } = parts
  const show = () => showProduct(product, site, baseUrl)
  const reply = () => jsonReply(200, pickFields(show(), query))
  if (method === 'GET') return reply()
  if (method === 'DELETE') {
    const before = show()
    if (query.get('force') === 'true') delete site.products[product.id]
    else product.status = 'trash'
    deliveries.tell('product.deleted', { id: product.id })
    return jsonReply(200, before)
  }
  const { images, name, status } = json
  if (Array.isArray(images)) {
    const ids: number[] = []
    for (const image of images as ImageInput[]) ids.push(await takeImage(image, parts, 'product'))
    product.imageId = ids[0] ?? 0
    product.galleryIds = ids.slice(1)
  }
  if (typeof name === 'string') product.name = name
  if (status === 'publish' || status === 'draft' || status === 'private') product.status = status
  product.modifiedAtMs = now()
  deliveries.tell('product.updated', show())
  return reply()
}

async function serveVariations(
  product: Product,
  id: string | undefined,
  call: Call,
  parts: Parts,
): Promise<Reply> {
  const { query, json } = call
  const { site, baseUrl, deliveries, now } = parts
  const context = isWrite(call) ? 'edit' : (query.get('context') ?? 'view')
  const show = (variation: Product['variations'][number]) =>
    showVariation(variation, product, { site, baseUrl, context })
  if (id === undefined) {
    const { items, headers } = readPage(product.variations, query)
    return jsonReply(200, pickFields(items.map(show), query), headers)
  }
  const variation = product.variations.find((one) => one.id === Number(id))
  if (!variation) throw new RestError(404, 'woocommerce_rest_product_variation_invalid_id', 'Invalid ID.')
  if (isWrite(call)) {
    const { image } = json
    // Nothing at all leaves the picture as it is; a picture without an id takes it away.
    if (image !== undefined && image !== null) {
      const isNone =
        typeof image !== 'object' || (!Number((image as ImageInput).id) && !(image as ImageInput).src)
      variation.imageId = isNone ? 0 : await takeImage(image as ImageInput, parts, 'variation')
    }
    product.modifiedAtMs = now()
    deliveries.tell('product.updated', showProduct(product, site, baseUrl))
  }
  return jsonReply(200, pickFields(show(variation), query))
}
