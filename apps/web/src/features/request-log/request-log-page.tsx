import type { LoggedRequestView } from '@studio/core/request-log'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, EmptyState, ErrorState, LinkButton, NextPage, PageHeader, Skeleton } from '../../ui/index.ts'
import { type LogFilters, NO_FILTERS, RequestFilters, toInput } from './request-filters.tsx'
import { RequestTable } from './request-table.tsx'

/** Every call that programs made with the account's tokens, of the last 30 days. */
export function RequestLogPage() {
  const [filters, setFilters] = useState<LogFilters>(NO_FILTERS)
  const tokens = useQuery(trpc.tokens.list.queryOptions({ limit: 100 }))
  const list = useInfiniteQuery(
    trpc.requestLog.list.infiniteQueryOptions(toInput(filters), {
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  )
  const requests: LoggedRequestView[] = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isFiltered = filters !== NO_FILTERS
  return (
    <div className="min-w-0">
      <PageHeader
        title="Request log"
        actions={
          <Button busy={list.isRefetching} onClick={() => void list.refetch()}>
            Read again
          </Button>
        }
      />
      <p className="mb-5 max-w-prose text-14 text-ink-soft">
        Each call of the public API with its address, time, status, IP address and user agent. Kept 30 days,
        then gone.
      </p>
      <RequestFilters filters={filters} tokens={tokens.data?.items ?? []} onChange={setFilters} />
      {list.isPending && (
        <div role="status" aria-label="Calls are loading">
          <Skeleton className="h-64 w-full rounded-card" />
        </div>
      )}
      {list.isError && <ErrorState {...wordsOf(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && requests.length === 0 && isFiltered && (
        <EmptyState
          title="No call like this"
          action={<Button onClick={() => setFilters(NO_FILTERS)}>Show all calls</Button>}
        >
          None of the last 30 days fits what you chose.
        </EmptyState>
      )}
      {list.isSuccess && requests.length === 0 && !isFiltered && (
        <EmptyState
          title="No calls yet"
          action={
            <LinkButton variant="primary" to="/settings/{-$page}" params={{ page: 'code' }}>
              Use from code
            </LinkButton>
          }
        >
          The first call of a program shows here a moment after it was answered.
        </EmptyState>
      )}
      {requests.length > 0 && <RequestTable requests={requests} tokens={tokens.data?.items ?? []} />}
      <NextPage list={list} className="mt-4">
        Show older calls
      </NextPage>
    </div>
  )
}

function wordsOf(error: unknown) {
  const { title, message } = describeProblem(error)
  return { title, message }
}
