import { toSlug } from './sanitize.ts'
import type { Media, Product, Site, Variation, Webhook } from './state.ts'

/** WordPress writes times without saying where; the site is at Greenwich. */
const timeOf = (ms: number) => new Date(ms).toISOString().slice(0, 19)

/** Where a file of the library is served. */
export const sourceUrl = (media: Media, baseUrl: string) => `${baseUrl}/wp-content/uploads/${media.file}`

/** The pictures of a product that are still in the library: the featured one, then the gallery, doubled ones and all. */
export function imagesOf({ imageId, galleryIds }: Product, { media }: Site): Media[] {
  return [imageId, ...galleryIds].flatMap((id) => media[id] ?? [])
}

/** A picture within a product, as `/wc/v3` answers it. */
function showImage(media: Media, baseUrl: string): object {
  const at = timeOf(media.createdAtMs)
  return {
    id: media.id,
    ...{ date_created: at, date_created_gmt: at, date_modified: at, date_modified_gmt: at },
    ...{ src: sourceUrl(media, baseUrl), name: media.title, alt: media.altText },
    ...{ srcset: '', sizes: '', thumbnail: sourceUrl(media, baseUrl) },
  }
}

/** A product, as `/wc/v3/products` answers it. */
export function showProduct(product: Product, site: Site, baseUrl: string): Record<string, unknown> {
  const { id, name, slug, status, attribute, variations, categories, brands } = product
  const [created, modified] = [timeOf(product.createdAtMs), timeOf(product.modifiedAtMs)]
  const named = (names: string[]) =>
    names.map((each, index) => ({ id: 9000 + index, name: each, slug: toSlug(each) }))
  return {
    ...{ id, name, slug, permalink: `${baseUrl}/product/${slug}/` },
    ...{ date_created: created, date_created_gmt: created },
    ...{ date_modified: modified, date_modified_gmt: modified },
    type: attribute === '' ? 'simple' : 'variable',
    ...{ status, featured: false, catalog_visibility: 'visible', description: '', short_description: '' },
    ...{ sku: '', price: '10', regular_price: '10', sale_price: '', stock_status: 'instock' },
    ...{ categories: named(categories), tags: [], brands: named(brands) },
    images: imagesOf(product, site).map((media) => showImage(media, baseUrl)),
    attributes:
      attribute === ''
        ? []
        : [
            {
              id: 0,
              name: attribute,
              position: 0,
              visible: true,
              variation: true,
              options: variations.map(({ options }) => options[0]),
            },
          ],
    variations: variations.map((variation) => variation.id),
    ...{ meta_data: [], _links: { self: [{ href: `${baseUrl}/wp-json/wc/v3/products/${id}` }] } },
  }
}

/** A variation. In the context `view` one without a picture of its own shows the product's. */
export function showVariation(
  { id, sku, options, imageId }: Variation,
  product: Product,
  { site, baseUrl, context }: { site: Site; baseUrl: string; context: string },
): Record<string, unknown> {
  const media = site.media[imageId] ?? (context === 'edit' ? undefined : site.media[product.imageId])
  return {
    ...{ id, sku, status: 'publish', price: '10', parent_id: product.id, name: options.join(', ') },
    permalink: `${baseUrl}/product/${product.slug}/?attribute=${encodeURIComponent(options[0] ?? '')}`,
    image: media ? showImage(media, baseUrl) : null,
    attributes: options.map((option) => ({ id: 0, name: product.attribute, option })),
  }
}

/** A file of the library, as `/wp/v2/media` answers it. `raw` is for those who may edit. */
export function showMedia(media: Media, baseUrl: string, context: string): Record<string, unknown> {
  const { id, title, altText, file, mime, widthPx, heightPx, createdAtMs } = media
  const at = timeOf(createdAtMs)
  return {
    ...{ id, date: at, date_gmt: at, modified: at, modified_gmt: at, slug: toSlug(title), status: 'inherit' },
    ...{ type: 'attachment', link: `${baseUrl}/?attachment_id=${id}` },
    title: { ...(context === 'edit' && { raw: title }), rendered: title },
    ...{ alt_text: altText, media_type: 'image', mime_type: mime, post: null },
    media_details: { width: widthPx, height: heightPx, file, sizes: {} },
    source_url: sourceUrl(media, baseUrl),
  }
}

/** A webhook; its secret is never shown. */
export function showWebhook({ id, name, topic, deliveryUrl, status }: Webhook): Record<string, unknown> {
  const [resource = '', event = ''] = topic.split('.')
  return { id, name, status, topic, resource, event, hooks: [], delivery_url: deliveryUrl }
}
