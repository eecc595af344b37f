import type { Id } from '@studio/core/kernel'
import { useInfiniteQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { ErrorState, NextPage, Skeleton } from '../../ui/index.ts'
import { PublicationList } from './publication-list.tsx'
import { publicationPages } from './publication-pages.ts'

/** Everything that was published to a product, newest first, each to be undone. */
export function ProductTimeline({ productId }: { productId: Id<'product'> }) {
  const list = useInfiniteQuery(publicationPages({ productId }))
  const publications = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section aria-labelledby="timeline-heading" className="mt-10">
      <h2 id="timeline-heading" className="mb-3 text-16">
        Timeline
      </h2>
      {list.isPending && <Skeleton className="h-24" />}
      {list.isError && !list.data && (
        <ErrorState isCompact {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && publications.length === 0 && (
        <p className="border-line border-t py-4 text-14 text-ink-soft">
          Nothing was published to this product yet. What is, shows here with its pictures before and after,
          and can be undone.
        </p>
      )}
      {publications.length > 0 && (
        <PublicationList label="Publications of this product" publications={publications} hasTitles={false} />
      )}
      <NextPage list={list}>Show older</NextPage>
    </section>
  )
}
