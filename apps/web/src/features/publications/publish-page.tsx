import { type Id, isId } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { EmptyState, ErrorState, LinkButton, PageHeader, Skeleton } from '../../ui/index.ts'
import { PublishForm } from './publish-form.tsx'

/** The most pictures that are planned at once. */
const MOST = 100

/** Puts pictures into a store: `/publish?assets=ast_…,ast_…`. What comes of it is a plan, which waits for approval. */
export function PublishPage() {
  const { assets } = useSearch({ from: '/studio/publish' })
  const ids = [...new Set((assets ?? '').split(','))]
    .filter((id): id is Id<'asset'> => isId('asset', id))
    .slice(0, MOST)
  const stores = useQuery(trpc.stores.list.queryOptions())
  const open = stores.data?.items.filter(({ status }) => status === 'connected') ?? []
  const prepared = useQuery(
    trpc.publications.prepare.queryOptions({ assetIds: ids }, { enabled: ids.length > 0, staleTime: 0 }),
  )
  const error = stores.error ?? prepared.error
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader
        title="Publish"
        lead="Say where each picture goes. You see every change before anything happens in the store."
      />
      {ids.length === 0 ? (
        <EmptyState
          title="No picture was chosen"
          action={
            <LinkButton to="/" search={{ kind: 'output' }} variant="primary">
              Choose pictures
            </LinkButton>
          }
        >
          Select pictures in the library and press Publish.
        </EmptyState>
      ) : error ? (
        <ErrorState
          {...describeProblem(error)}
          onRetry={() => void Promise.all([stores.refetch(), prepared.refetch()])}
        />
      ) : stores.data && open.length === 0 ? (
        <EmptyState
          title="No store is connected"
          action={
            <LinkButton to="/stores" variant="primary">
              Connect a store
            </LinkButton>
          }
        >
          Connect Shopify or WooCommerce, then come back to this page: your pictures stay in its address.
        </EmptyState>
      ) : stores.data && prepared.data ? (
        <PublishForm stores={open} prepared={prepared.data.items} />
      ) : (
        <PublishSkeleton count={Math.min(ids.length, 4)} />
      )}
    </div>
  )
}

function PublishSkeleton({ count }: { count: number }) {
  return (
    <div role="status" aria-label="The pictures are loading" className="flex flex-col gap-5">
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <Skeleton key={index} className="h-64 rounded-card!" />
      ))}
    </div>
  )
}
