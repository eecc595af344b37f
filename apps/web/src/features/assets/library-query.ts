import type { AssetView } from '@studio/core/assets'
import { queryClient, trpc } from '../../lib/trpc.ts'

/** Assets read at a time; about three screens of pictures. */
const PAGE_SIZE = 60

/** The library's list, for one kind of asset or all, and how to start reading it before it is shown. */
export function libraryQuery(kind: AssetView['kind'] | undefined) {
  const options = trpc.assets.list.infiniteQueryOptions(
    { limit: PAGE_SIZE, ...(kind !== undefined && { kind }) },
    {
      getNextPageParam: (page) => page.nextCursor,
      // Live changes keep it true; see lib/endless-list.ts.
      staleTime: Number.POSITIVE_INFINITY,
    },
  )
  return {
    options,
    /** Starts reading; a failure shows on the screen itself. */
    prefetch: () => {
      void queryClient.prefetchInfiniteQuery(options)
    },
  }
}
