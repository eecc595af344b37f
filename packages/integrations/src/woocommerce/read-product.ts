import type { MediaState, ProductState, VariantState } from '@studio/core/stores'
import type { ProductAnswer, VariationAnswer } from './answers.ts'
import { decodeEntities, readName } from './words.ts'

/** A product in our words. WooCommerce does not say how large pictures are. */
export function toProduct(
  product: ProductAnswer,
  variations: readonly VariationAnswer[],
  site: string,
): ProductState {
  const { id, name, slug, status, permalink, date_modified_gmt, categories, brands } = product
  return {
    ...{ foreignId: String(id), title: readName(name), handle: slug, status },
    productType: readName(categories[0]?.name ?? ''),
    vendor: readName(brands[0]?.name ?? ''),
    url: status === 'publish' ? addressOf(permalink, site) : null,
    updatedAt: readTime(date_modified_gmt),
    media: imagesOf(product).map((image) => toMedia(image, site)),
    variants: variations.map(toVariant),
  }
}

/** The pictures of a product, each once: one that is featured may be in the gallery as well. */
export function imagesOf({ images }: ProductAnswer): ProductAnswer['images'] {
  return images.filter(({ id }, index) => images.findIndex((other) => other.id === id) === index)
}

function toMedia({ id, src, alt }: ProductAnswer['images'][number], site: string): MediaState {
  return {
    ...{ foreignId: String(id), kind: 'picture', alt: decodeEntities(alt) },
    ...{ url: addressOf(src, site), widthPx: null, heightPx: null },
  }
}

function toVariant({ id, sku, image, attributes }: VariationAnswer): VariantState {
  const title = attributes
    .map(({ option }) => readName(option))
    .filter(Boolean)
    .join(' / ')
  return {
    ...{ foreignId: String(id), title: title || `#${id}`, sku: sku || null },
    mediaId: image && String(image.id),
  }
}

/** Sites behind a proxy often believe that they are reached without TLS: their own addresses are made as secure as theirs. */
function addressOf(text: string, site: string): string | null {
  const url = text === '' ? null : URL.parse(text, site)
  if (!url) return null
  const { host, protocol } = new URL(site)
  if (url.host === host) url.protocol = protocol
  return url.href
}

/** WordPress writes times of day at Greenwich without saying so. */
function readTime(text: string): string {
  const time = new Date(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`)
  return new Date(Number.isNaN(time.getTime()) ? 0 : time).toISOString()
}
