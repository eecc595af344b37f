import { z } from 'zod'

/** Plugins answer `false` or nothing where there is nothing, and lists with gaps as objects. */
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value && typeof value === 'object' ? Object.values(value) : []), z.array(item))

const text = z.preprocess(
  (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''),
  z.string(),
)

const id = z.coerce.number().int().positive()
const named = z.object({ name: text })

const image = z.object({ id, src: text, alt: text })

/** A product as `/wc/v3/products` answers it, as far as it matters here. The first of `images` is the featured one. */
export const productAnswer = z.object({
  id,
  name: text,
  slug: text,
  status: text,
  permalink: text,
  date_modified_gmt: text,
  images: list(image),
  categories: list(named),
  brands: list(named),
  variations: list(z.unknown()),
})

/** A product as WooCommerce answers it. */
export type ProductAnswer = z.infer<typeof productAnswer>

/** The fields of a product that are asked for. */
export const PRODUCT_FIELDS = Object.keys(productAnswer.shape).join(',')

/** A variation as `/wc/v3/products/<id>/variations` answers it. `image` is its own alone in the context `edit`. */
export const variationAnswer = z.object({
  id,
  sku: text,
  image: z.object({ id }).nullable().catch(null),
  attributes: list(z.object({ option: text })),
})

/** A variation as WooCommerce answers it. */
export type VariationAnswer = z.infer<typeof variationAnswer>

/** The fields of a variation that are asked for. */
export const VARIATION_FIELDS = Object.keys(variationAnswer.shape).join(',')

/** A file of WordPress's media library. */
export const mediaAnswer = z.object({ id, alt_text: text, source_url: text, media_type: text })

/** A file of WordPress's media library. */
export type MediaAnswer = z.infer<typeof mediaAnswer>

/** The fields of a file that are asked for. */
export const MEDIA_FIELDS = Object.keys(mediaAnswer.shape).join(',')

/** What `/wp-json/` says of the site. */
export const siteAnswer = z.object({ name: text, home: text, url: text, namespaces: list(z.string()) })

/** Who let us in, and what WordPress allows them. */
export const userAnswer = z.object({ id, capabilities: z.record(z.string(), z.unknown()).catch({}) })

/** A webhook of WooCommerce. */
export const webhookAnswer = z.object({ id, name: text, topic: text, delivery_url: text })

/** The Application Password that a call came with. */
export const passwordAnswer = z.object({ uuid: z.string().min(1), app_id: text })

/** Lists, as WordPress answers them. */
export const listOf = list

/** An answer of which nothing matters. */
export const anyAnswer = z.unknown()
