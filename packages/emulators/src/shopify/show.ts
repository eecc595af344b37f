import type { Call } from './call.ts'
import { toTime } from './call.ts'
import { type PageArgs, toConnection } from './connection.ts'
import { showFileState } from './media-life.ts'
import type { Product, Shop, StoredFile, Variant } from './state.ts'

/** Where shoppers see a shop, or a page of it. */
export const storefrontUrl = (baseUrl: string, { domain }: Pick<Shop, 'domain'>, path = '/') =>
  `${baseUrl}/shops/${domain}${path}`

/** Where a picture is served from; the version changes with its content. */
export function cdnUrl(baseUrl: string, { domain }: Pick<Shop, 'domain'>, file: StoredFile): string {
  const version = Math.floor(file.createdAtMs / 1000)
  return `${baseUrl}/shops/${domain}/cdn/files/${encodeURIComponent(file.fileName)}?v=${version}`
}

/** A product as the Admin API answers it. */
export function showProduct(product: Product, call: Call): object {
  const { id, title, handle, status, vendor, productType, descriptionHtml } = product
  const url = storefrontUrl(call.parts.baseUrl, call.shop, `/products/${handle}`)
  const files = () => product.mediaIds.flatMap((mediaId) => call.catalogue.files[mediaId] ?? [])
  const first = () => files().at(0)
  return {
    ...{ __typename: 'Product', id, title, handle, status, vendor, productType, descriptionHtml },
    createdAt: toTime(product.createdAtMs),
    updatedAt: toTime(product.updatedAtMs),
    onlineStorePreviewUrl: url,
    onlineStoreUrl: status === 'ACTIVE' ? url : null,
    media: (args: PageArgs & { sortKey?: 'ID' | 'POSITION' }) =>
      listFiles(args.sortKey === 'ID' ? files().sort(byId) : files(), args, call),
    mediaCount: () => ({ count: files().length, precision: 'EXACT' }),
    featuredMedia: () => {
      const file = first()
      return file ? showFile(file, call) : null
    },
    variants: (args: PageArgs) =>
      toConnection(
        { items: product.variants, idOf: ({ id }) => id, show: (one) => showVariant(one, product, call) },
        args,
        call.isBulk,
      ),
    variantsCount: { count: product.variants.length, precision: 'EXACT' },
  }
}

/** A variant as the Admin API answers it. */
export function showVariant(variant: Variant, product: Product, call: Call): object {
  const { id, title, sku, price, mediaId } = variant
  const file = mediaId === null ? undefined : call.catalogue.files[mediaId]
  return {
    ...{ __typename: 'ProductVariant', id, title, sku, price },
    displayName: `${product.title} - ${title}`,
    position: product.variants.indexOf(variant) + 1,
    product: () => showProduct(product, call),
    media: (args: PageArgs) => listFiles(file ? [file] : [], args, call),
  }
}

/** A file as the Admin API answers it, as a file and as media. */
export function showFile(file: StoredFile, call: Call): object {
  const { id, alt, picture, createdAtMs } = file
  const { nowMs } = call.parts.clock
  const state = showFileState(file, nowMs())
  const image =
    picture && state.status === 'READY'
      ? {
          id: id.replace('MediaImage', 'ImageSource'),
          altText: alt || null,
          url: cdnUrl(call.parts.baseUrl, call.shop, file),
          width: picture.widthPx,
          height: picture.heightPx,
        }
      : null
  return {
    ...{ __typename: 'MediaImage', id, alt, ...state, image },
    mediaContentType: 'IMAGE',
    mimeType: picture?.mime ?? null,
    preview: { status: state.status, image },
    createdAt: toTime(createdAtMs),
    updatedAt: toTime(createdAtMs),
  }
}

/** Files as a connection. */
export function listFiles(files: readonly StoredFile[], args: PageArgs, call: Call): object {
  const listing = {
    items: files,
    idOf: ({ id }: StoredFile) => id,
    show: (one: StoredFile) => showFile(one, call),
  }
  return toConnection(listing, args, call.isBulk)
}

const byId = (a: StoredFile, b: StoredFile) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1)
