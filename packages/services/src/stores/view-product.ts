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
      publicationId: (publicationOf.get(keyOf(product.id, shown.foreignId)) ??
        null) as Id<'publication'> | null,
    })),
    readAt: product.readAt.toISOString(),
  }
}

/** Which publication of ours brought which picture, the latest one where it was several. */
async function readPublications(
  db: Database,
  products: readonly Product[],
): Promise<ReadonlyMap<string, string>> {
  const publications = await db.publication.findMany({
    where: { productId: { in: products.map(({ id }) => id) }, status: 'published' },
    select: { id: true, productId: true, brought: true },
    orderBy: { id: 'asc' },
  })
  return new Map(
    publications.flatMap(({ id, productId, brought }) =>
      Object.values(brought as Record<string, string>).map((mediaId): [string, string] => [
        keyOf(productId ?? '', mediaId),
        id,
      ]),
    ),
  )
}

const keyOf = (productId: string, mediaId: string) => `${productId} ${mediaId}`
