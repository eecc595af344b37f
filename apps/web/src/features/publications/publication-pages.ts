import type { Id } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { client, trpc } from '../../lib/trpc.ts'

/** Publications read at a time. */
const PAGE_SIZE = 20

/** Publications of a store, of a product or of all, newest first; a change reads again what was read. */
export function publicationPages(of: { storeId?: Id<'store'>; productId?: Id<'product'> }) {
  const input = { limit: PAGE_SIZE, ...of }
  return {
    queryKey: [...trpc.publications.list.pathKey(), { input, type: 'pages' }],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      client.publications.list.query(
        { ...input, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: { items: PublicationView[]; nextCursor: string | null }) => page.nextCursor,
  }
}
