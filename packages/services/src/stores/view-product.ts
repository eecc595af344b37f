import { createHash } from 'node:crypto'
import type { Id } from '@studio/core/kernel'
import type { MediaState, ProductView } from '@studio/core/stores'
import type { Database, Product } from '@studio/db'
import { stateOf } from './product-state.ts'

/** Shows products, in the order in which they are given. */
export async function viewProducts(db: Database, products: readonly Product[]): Promise<ProductView[]> {
  const publicationOf = await readPublications(db, products)
  return products.map((product) => viewProduct(product, publicationOf))
}

/** Where browsers get a small copy; another picture under the same id has another address. */
export function mediaFile(productId: string, { foreignId, kind, url }: MediaState): string | null {
  if (kind !== 'picture' || url === null) return null
  return `/api/products/${productId}/media/${encodeURIComponent(foreignId)}?v=${mediaTag(url)}`
}

/** Tells one picture from another by where the store serves it. */
export function mediaTag(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 16)
}

function viewProduct(product: Product, publicationOf: ReadonlyMap<string, string>): ProductView {
  const { foreignId, title, handle, status, productType, vendor, url, media, variants } = stateOf(product)
  return {
    id: product.id as Id<'product'>,
    storeId: product.storeId as Id<'store'>,
    ...{ foreignId, title, handle, status, productType, vendor, url, variants: [...variants] },
    media: media.map(({ url: _, ...shown }, index) => ({
      ...shown,
      file: mediaFile(product.id, media[index] as MediaState),
      publicationId: (publicationOf.get(keyOf(product, shown.foreignId)) ?? null) as Id<'publication'> | null,
    })),
    readAt: product.readAt.toISOString(),
  }
}

/**
 * Which publication of ours brought which picture, the latest one where it was several; also before the store was
 * disconnected and its products mirrored anew.
 */
async function readPublications(
  db: Database,
  products: readonly Product[],
): Promise<ReadonlyMap<string, string>> {
  const publications = await db.publication.findMany({
    where: {
      storeId: { in: [...new Set(products.map(({ storeId }) => storeId))] },
      foreignId: { in: products.map(({ foreignId }) => foreignId) },
      status: 'published',
    },
    select: { id: true, storeId: true, foreignId: true, brought: true },
    orderBy: { id: 'asc' },
  })
  return new Map(
    publications.flatMap(({ id, brought, ...product }) =>
      Object.values(brought as Record<string, string>).map((mediaId): [string, string] => [
        keyOf(product, mediaId),
        id,
      ]),
    ),
  )
}

const keyOf = ({ storeId, foreignId }: Pick<Product, 'storeId' | 'foreignId'>, mediaId: string) =>
  `${storeId} ${foreignId} ${mediaId}`
