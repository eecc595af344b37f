import type { Reply } from '../stand-in/reply.ts'
import { type Call, isWrite, type Parts, pickFields, readPage } from './call.ts'
import { requireCapability } from './check-caller.ts'
import { jsonReply } from './reply.ts'
import { RestError } from './rest-error.ts'
import { toSlug } from './sanitize.ts'
import { serveVariations } from './serve-variations.ts'
import { showProduct } from './show.ts'
import { newId, type Product } from './state.ts'
import { type ImageInput, takeImage } from './take-image.ts'

/** Answers `/wc/v3/products` and their variations (woocommerce.github.io, REST API). @throws RestError */
export async function serveProducts(call: Call, parts: Parts): Promise<Reply> {
  const { route, caller } = call
  const [what, code] = isWrite(call)
    ? ['you are not allowed to edit this resource', 'woocommerce_rest_cannot_edit']
    : ['you cannot list resources', 'woocommerce_rest_cannot_view']
  requireCapability(caller, 'edit_products', code, what)
  if (route === '/wc/v3/products') return isWrite(call) ? addProduct(call, parts) : listProducts(call, parts)
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

/** A product is simple unless it is said to be `variable`; then its first attribute tells its variations apart. */
async function addProduct(call: Call, parts: Parts): Promise<Reply> {
  const { json, query } = call
  const { site, baseUrl, deliveries, now } = parts
  const id = newId(site)
  const [first] = Array.isArray(json.attributes) ? json.attributes : []
  const product: Product = {
    ...{ id, name: 'Product', slug: `product-${id}`, status: 'publish', categories: [], brands: [] },
    attribute: json.type === 'variable' ? String(first?.name ?? 'Option') : '',
    ...{ imageId: 0, galleryIds: [], variations: [], createdAtMs: now(), modifiedAtMs: now() },
  }
  await change(product, json, parts)
  product.slug = toSlug(product.name) || product.slug
  site.products[id] = product
  deliveries.tell('product.created', showProduct(product, site, baseUrl))
  return jsonReply(201, pickFields(showProduct(product, site, baseUrl), query))
}

async function serveProduct(product: Product, call: Call, parts: Parts): Promise<Reply> {
  const { method, json, query } = call
  const { site, baseUrl, deliveries } = parts
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
  await change(product, json, parts)
  deliveries.tell('product.updated', show())
  return reply()
}

/** All pictures are looked at before one is written. */
async function change(product: Product, json: Call['json'], parts: Parts): Promise<void> {
  const { images, name, status } = json
  if (Array.isArray(images)) {
    const ids: number[] = []
    for (const image of images as ImageInput[]) ids.push(await takeImage(image, parts, 'product'))
    product.imageId = ids[0] ?? 0
    product.galleryIds = ids.slice(1)
  }
  if (typeof name === 'string') product.name = name
  if (status === 'publish' || status === 'draft' || status === 'private') product.status = status
  product.modifiedAtMs = parts.now()
}
