import { GraphQLError } from 'graphql'
import { findBulkOperation } from './bulk-operations.ts'
import { type Call, type Resolver, requireScope } from './call.ts'
import { type PageArgs, toConnection } from './connection.ts'
import { showJob } from './product-mutations.ts'
import { listFiles, showFile, showProduct, showVariant, storefrontUrl } from './show.ts'
import { numberOf, type Product, type StoredFile, type Variant } from './state.ts'
import { listSubscriptions } from './subscriptions.ts'

type Id = { id: string }

/** Everything that can be asked for, by the name of its field. */
export const QUERIES: Record<string, Resolver> = {
  shop: (_args: never, { shop, parts: { baseUrl } }) => ({
    id: `gid://shopify/Shop/${shop.id}`,
    name: shop.name,
    email: `owner@${shop.domain}`,
    myshopifyDomain: shop.domain,
    url: storefrontUrl(baseUrl, shop),
    primaryDomain: { host: shop.domain, url: storefrontUrl(baseUrl, shop) },
  }),

  currentAppInstallation: (_args: never, { scopes, clientId }) => ({
    id: `gid://shopify/AppInstallation/${clientId.length}`,
    accessScopes: scopes.map((handle) => ({ handle, description: handle.replace('_', ' ') })),
  }),

  products(args: PageArgs & { query?: string | null; sortKey?: string }, call) {
    requireScope(call, 'read_products', 'products')
    if (args.query) throw unknownSearch(args.query)
    const items = Object.values(call.catalogue.products).sort(SORTS[args.sortKey ?? 'ID'] ?? byId)
    const show = (product: Product) => showProduct(product, call)
    return toConnection({ items, idOf: ({ id }) => id, show }, args, call.isBulk)
  },

  productsCount(_args: never, call) {
    requireScope(call, 'read_products', 'productsCount')
    return { count: Object.keys(call.catalogue.products).length, precision: 'EXACT' }
  },

  product({ id }: Id, call) {
    requireScope(call, 'read_products', 'product')
    const product = call.catalogue.products[id]
    return product ? showProduct(product, call) : null
  },

  productVariants(args: PageArgs, call) {
    requireScope(call, 'read_products', 'productVariants')
    const items = Object.values(call.catalogue.products).flatMap((product) =>
      product.variants.map((variant) => ({ product, variant })),
    )
    const show = ({ product, variant }: { product: Product; variant: Variant }) =>
      showVariant(variant, product, call)
    return toConnection({ items, idOf: ({ variant }) => variant.id, show }, args, call.isBulk)
  },

  productVariant({ id }: Id, call) {
    requireScope(call, 'read_products', 'productVariant')
    return findVariant(id, call)
  },

  files(args: PageArgs & { query?: string | null }, call) {
    requireScope(call, 'read_files', 'files')
    const files = Object.values(call.catalogue.files)
    return listFiles(args.query ? files.filter(byName(args.query)) : files, args, call)
  },

  node: ({ id }: Id, call) => findNode(id, call),
  nodes: ({ ids }: { ids: string[] }, call) => ids.map((id) => findNode(id, call)),

  job({ id }: Id, call) {
    const job = call.shop.jobs[id]
    return job ? showJob(job, call) : null
  },

  bulkOperation: ({ id }: Id, call) => findBulkOperation(id, call),

  webhookSubscriptions: (args: PageArgs, call) => listSubscriptions(args, call),
}

function findNode(id: string, call: Call): unknown {
  const { products, files } = call.catalogue
  if (id.startsWith('gid://shopify/ProductVariant/')) return findVariant(id, call)
  if (id.startsWith('gid://shopify/BulkOperation/')) return findBulkOperation(id, call)
  const [product, file] = [products[id], files[id]]
  if (product) return showProduct(product, call)
  return file ? showFile(file, call) : null
}

function findVariant(id: string, call: Call): object | null {
  for (const product of Object.values(call.catalogue.products)) {
    const variant = product.variants.find((one) => one.id === id)
    if (variant) return showVariant(variant, product, call)
  }
  return null
}

const byId = (a: Product, b: Product) => numberOf(a.id) - numberOf(b.id)
const SORTS: Record<string, (a: Product, b: Product) => number> = {
  ID: byId,
  TITLE: (a, b) => a.title.localeCompare(b.title) || byId(a, b),
  UPDATED_AT: (a, b) => a.updatedAtMs - b.updatedAtMs || byId(a, b),
}

/** The one filter of files that is known here: `filename:"…"`, with its ending. */
function byName(query: string): (file: StoredFile) => boolean {
  const [, quoted, plain] = /^filename:(?:"([^"]*)"|'?([^\s']+)'?)$/.exec(query) ?? []
  const name = quoted ?? plain
  if (name === undefined) throw unknownSearch(query)
  return ({ fileName }) => fileName.toLowerCase() === name.toLowerCase()
}

const unknownSearch = (query: string) => new GraphQLError(`The stand-in does not know the search “${query}”.`)
