import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { client } from '../../lib/trpc.ts'

/** Products read at a time; about two screens of them. */
const PAGE_SIZE = 48

/** What a list of products is narrowed to. */
export type ProductFilter = { search?: string; productType?: string }

type ProductPage = { items: ProductView[]; nextCursor: string | null }

/**
 * A store's products, page by page. They stand by title, where the endless lists of the studio stand newest first: a
 * change reads all pages again that were read, as for any other query.
 */
export function productPages(id: Id<'store'>, filter: ProductFilter) {
  const input = { id, limit: PAGE_SIZE, ...filter }
  return {
    queryKey: [['products', 'list'], { input, type: 'pages' }],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      client.products.list.query({ ...input, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ProductPage) => page.nextCursor,
  }
}
