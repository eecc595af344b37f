import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { WandSparkles } from 'lucide-react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { EmptyState, ErrorState, LinkButton, NextPage, PageHeader, Skeleton } from '../../ui/index.ts'
import { GenerationLine } from './generation-line.tsx'

const PAGE_SIZE = 30

/** All generations, newest first, with their pictures, their state and what they cost. */
export function GenerationListPage() {
  const list = useInfiniteQuery(
    trpc.generations.list.infiniteQueryOptions(
      { limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  const shotNames = new Map(shots?.map(({ id, name }) => [id, name]))
  const generations = list.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader
        title="Generations"
        actions={
          <>
            <LinkButton to="/batches" className="md:hidden">
              Batches
            </LinkButton>
            {generations.length > 0 && (
              <LinkButton to="/create" variant="primary">
                <WandSparkles aria-hidden="true" />
                New generation
              </LinkButton>
            )}
          </>
        }
      />
      {list.isPending && <ListSkeleton />}
      {list.isError && (
        <ErrorState {...describeProblem(list.error)} onRetry={() => void list.fetchNextPage()} />
      )}
      {list.isSuccess && generations.length === 0 && (
        <EmptyState
          title="Nothing made yet"
          action={
            <LinkButton to="/create" variant="primary">
              <WandSparkles aria-hidden="true" />
              New generation
            </LinkButton>
          }
        >
          A generation takes your photo and a shot and makes one to eight pictures. You see the price before
          it starts, and failed pictures are free.
        </EmptyState>
      )}
      {generations.length > 0 && (
        <ul className="border-line border-b">
          {generations.map((generation) => (
            <GenerationLine
              key={generation.id}
              generation={generation}
              shotName={generation.shotId === null ? undefined : shotNames.get(generation.shotId)}
            />
          ))}
        </ul>
      )}
      <NextPage list={list}>Show older</NextPage>
    </div>
  )
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Generations are loading">
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className="flex h-24 items-center gap-5 border-line border-t">
          <Skeleton className="h-18 w-14 rounded-none!" />
          <div className="flex-1">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="mt-2 h-3 w-56" />
          </div>
          <Skeleton className="h-18 w-44 rounded-none! max-md:hidden" />
        </div>
      ))}
    </div>
  )
}
