import type { Id } from '@studio/core/kernel'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { EmptyState, ErrorState, LinkButton, NextPage, PageHeader, Skeleton } from '../../ui/index.ts'
import { PublicationList } from './publication-list.tsx'
import { publicationPages } from './publication-pages.ts'

/** Everything that was ever published or planned, newest first, of one store or of all. */
export function HistoryPage({ storeId }: { storeId: Id<'store'> | undefined }) {
  const list = useInfiniteQuery(publicationPages(storeId ? { storeId } : {}))
  const stores = useQuery(trpc.stores.list.queryOptions())
  const store = stores.data?.items.find(({ id }) => id === storeId)
  const publications = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader
        above={
          <Link to="/stores" className="hover:text-ink">
            Stores
          </Link>
        }
        title="Publications"
        lead={store ? `Of ${store.name}` : undefined}
      />
      {list.isPending && (
        <div role="status" aria-label="Publications are loading" className="flex flex-col gap-3">
          {[0, 1, 2].map((line) => (
            <Skeleton key={line} className="h-17" />
          ))}
        </div>
      )}
      {list.isError && !list.data && (
        <ErrorState {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && publications.length === 0 && (
        <EmptyState
          title="Nothing was published yet"
          action={
            <LinkButton to="/" search={{ kind: 'output' }} variant="primary">
              Choose pictures
            </LinkButton>
          }
        >
          Select pictures in the library and press Publish. You see every change as a plan first, and each
          publication can be undone.
        </EmptyState>
      )}
      {publications.length > 0 && (
        <PublicationList label="Publications" publications={publications} hasTitles />
      )}
      <NextPage list={list}>Show older</NextPage>
    </div>
  )
}
