import { z } from 'zod'
import { idSchema, pageInput, textSchema } from '../kernel/index.ts'
import { CATALOGUE_LIMITS } from './catalogue-limits.ts'
import { foreignIdSchema } from './foreign-id.ts'
import { STORE_PLATFORMS } from './state.ts'

/** One picture, video or model of a product (`MediaState`), as the mirror keeps it. */
export const mediaStateSchema = z.object({
  foreignId: z.string(),
  kind: z.enum(['picture', 'video', 'other']),
  alt: z.string(),
  url: z.string().nullable(),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
})

/** One variant of a product (`VariantState`), as the mirror keeps it. */
export const variantStateSchema = z.object({
  foreignId: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  mediaId: z.string().nullable(),
})

/** Why a store needs somebody to look at it, and what to do about it. */
export const STORE_PROBLEMS = {
  access_revoked: 'The store no longer lets Studio Pro in. Connect it again to go on.',
  scope_missing: 'The store does not allow everything that publishing takes. Connect it again and allow it.',
  unreachable: 'The store does not answer. It is tried again by itself.',
  not_a_store: 'What answers at this address is not the store any more.',
  garbled:
    'The store’s answers cannot be read: something on the site, often a plugin, prints notices into them. Switch off there that errors are displayed (WP_DEBUG_DISPLAY), or the plugin, and try again.',
  not_taken_off:
    'The store did not answer when it was disconnected. Remove Studio Pro there yourself: its access, and its webhooks.',
  refused: 'The store refuses to answer, perhaps because its plan has ended.',
  too_large: `The store has more than Studio Pro reads: ${CATALOGUE_LIMITS.products.toLocaleString('en')} products, with ${CATALOGUE_LIMITS.mediaPerProduct.toLocaleString('en')} pictures and ${CATALOGUE_LIMITS.variantsPerProduct.toLocaleString('en')} variants each. What was read before is still here. Look in the store whether an import or a plugin made too many, then read it again.`,
} as const

/** Why a store needs somebody to look at it. */
export type StoreProblem = keyof typeof STORE_PROBLEMS

/** One store. */
export const storeInput = z.object({ id: idSchema('store') })

/** A connected store, as the doors show it. */
export const storeView = z.object({
  id: idSchema('store'),
  platform: z.enum(STORE_PLATFORMS),
  shop: z
    .string()
    .describe('What names it at its platform: its myshopify.com name, or the address of its site.'),
  name: z.string(),
  address: z.string().describe('Where shoppers see it.'),
  status: z.enum(['connected', 'locked_out', 'disconnected']),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  leaving: z
    .object({
      since: z.string(),
      keepsHistory: z.boolean(),
      isLate: z
        .boolean()
        .describe('The store does not answer, or lets nobody in: whether to wait is for its person to say.'),
      halfWay: z
        .array(z.object({ id: idSchema('publication'), title: z.string() }))
        .describe('Publications that are being taken back, ten at most.'),
    })
    .nullable()
    .describe('While what is half-way is taken back, before the store is disconnected.'),
  mirror: z.object({
    status: z.enum(['waiting', 'running', 'ready', 'failed']).describe('How far reading all products is.'),
    products: z.number().int().describe('Products that are mirrored.'),
    at: z.string().nullable().describe('When all products were last read.'),
  }),
  scopes: z.array(z.string()).describe('What the store allows.'),
  publications: z.number().int().describe('Publications so far, undone ones too.'),
  createdAt: z.string(),
  disconnectedAt: z.string().nullable(),
})

/** A connected store, as the doors show it. */
export type StoreView = z.infer<typeof storeView>

/** How to begin connecting a Shopify store: the platform asks its owner, and sends the browser back. */
export const beginShopifyInput = z.object({ shop: textSchema.trim().min(1).max(200) })

/** A Shopify store whose owner has an app of their own there (client credentials). */
export const connectShopifyAppInput = z.object({
  shop: textSchema.trim().min(1).max(200),
  clientId: textSchema.trim().min(1).max(200),
  clientSecret: textSchema.trim().min(1).max(200),
})

/** A WooCommerce store: its address, and an Application Password of one of its people. */
export const connectWooCommerceInput = z.object({
  address: textSchema.trim().min(1).max(500),
  user: textSchema.trim().min(1).max(200),
  applicationPassword: textSchema.trim().min(1).max(200),
})

/** How to begin connecting a WooCommerce store: WordPress asks its person, and sends the browser back. */
export const beginWooCommerceInput = connectWooCommerceInput.pick({ address: true })

/** Where the browser goes on, at the store's platform. */
export const visitView = z.object({ url: z.url() })

/** The secret by which a browser claims a store that let us in from its own side. */
export const claimInput = z.object({ claim: z.string().regex(/^[\w-]{43}$/) })

/** A store that waits to be claimed. */
export const claimView = z.object({ shop: z.string(), expiresAt: z.string() })

/** How to disconnect a store. */
export const disconnectStoreInput = z.object({
  id: idSchema('store'),
  keepHistory: z
    .boolean()
    .describe('Whether past publications stay to be looked at. Undoing them needs the store connected.'),
  leaveHalfWay: z
    .boolean()
    .default(false)
    .describe('Disconnect at once, although products are half changed and then stay so.'),
})

/** What disconnecting a store has done. */
export const disconnectedView = z.object({
  isDone: z
    .boolean()
    .describe('False while what is half-way is taken back first; the store is disconnected after that.'),
  isTakenOff: z
    .boolean()
    .describe(
      'False when the store did not answer: its webhooks, and the app there, are to be removed by hand.',
    ),
})

/** A page of a store's products, by title. */
export const listProductsInput = pageInput.extend({
  id: idSchema('store'),
  search: textSchema.trim().max(200).optional().describe('Part of a title, a handle or a SKU.'),
  productType: textSchema.max(200).optional(),
})

/** All products that a filter shows. */
export const productIdsInput = listProductsInput.omit({ limit: true, cursor: true })

/** The ids of all products that a filter shows. */
export const productIdsView = z.object({
  ids: z.array(idSchema('product')).describe('Those with a picture, by title.'),
  withoutPicture: z.number().int().describe('How many more there are, without a picture to begin from.'),
})

/** One product. */
export const productInput = z.object({ id: idSchema('product') })

/** A mirrored product, as the doors show it. */
export const productView = z.object({
  id: idSchema('product'),
  storeId: idSchema('store'),
  foreignId: z.string().describe('The store’s own id.'),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  productType: z.string(),
  vendor: z.string(),
  url: z.string().nullable().describe('Where shoppers see it.'),
  media: z.array(
    mediaStateSchema.omit({ url: true }).extend({
      file: z
        .string()
        .nullable()
        .describe(
          'Where the dashboard has a small copy, which no token opens; null while the store processes it.',
        ),
      publicationId: z.string().nullable().describe('The publication that put it there, if one of ours did.'),
    }),
  ),
  variants: z.array(variantStateSchema),
  readAt: z.string().describe('When it was last read from the store.'),
})

/** A mirrored product, as the doors show it. */
export type ProductView = z.infer<typeof productView>

/** Which pictures of which products to take into the library, as sources. */
export const importProductsInput = z.object({
  productIds: z.array(idSchema('product')).min(1).max(250),
  pictures: z
    .enum(['first', 'all'])
    .default('first')
    .describe('The featured picture of each, or all of them.'),
})

/** A picture of a product. */
export const productMediaInput = z.object({ id: idSchema('product'), mediaId: foreignIdSchema })

/** A type of products, as the store calls it, and how many there are. */
export const productTypeView = z.object({
  productType: z.string().describe('Empty for products without a type.'),
  products: z.number().int(),
})

/** Which products, to ask what of them is in the library. */
export const productSourcesInput = z.object({ ids: z.array(idSchema('product')).min(1).max(250) })

/** A photo in the library that was taken from a product. */
export const productSourceView = z.object({
  assetId: idSchema('asset'),
  productId: idSchema('product'),
  mediaId: z.string().describe('The store’s own id of the picture it was.'),
})

/** A photo in the library that was taken from a product. */
export type ProductSourceView = z.infer<typeof productSourceView>

/** A picture that could not be taken into the library. */
export const importProblemView = z.object({
  productId: idSchema('product'),
  title: z.string(),
  mediaId: z.string().describe('The store’s own id of the picture.'),
  problem: z.object({ code: z.string(), message: z.string() }),
  at: z.string(),
})

/** A picture that could not be taken into the library. */
export type ImportProblemView = z.infer<typeof importProblemView>
