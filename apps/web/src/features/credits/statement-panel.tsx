import type { EntryKind } from '@studio/core/credits'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, EmptyState, ErrorState, NextPage, Select, Skeleton } from '../../ui/index.ts'
import { boundsOfMonth } from './balance-days.ts'
import { KIND_NAMES } from './describe-entry.ts'
import { EntryRow } from './entry-row.tsx'

const PAGE_SIZE = 25
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Every movement of credits, newest first, narrowed to a kind and a month if one likes; both stand in the address. */
export function StatementPanel({ months }: { months: readonly string[] }) {
  const { kind, month } = useSearch({ from: '/studio/credits' })
  const navigate = useNavigate()
  const list = useInfiniteQuery(
    trpc.credits.entries.infiniteQueryOptions(
      { limit: PAGE_SIZE, ...(kind && { kinds: [kind] }), ...(month && boundsOfMonth(month)) },
      { getNextPageParam: (page) => page.nextCursor, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const offered = month === undefined || months.includes(month) ? months : [month, ...months]
  const narrow = (search: { kind?: EntryKind | undefined; month?: string | undefined }) =>
    void navigate({ to: '/credits', search, replace: true, resetScroll: false })

  return (
    <div>
      <div className="mb-4 grid grid-cols-2 gap-3 sm:flex [&>div]:sm:w-48">
        <Select
          label="Kind"
          value={kind ?? 'all'}
          onChange={(value) => narrow({ month, kind: value === 'all' ? undefined : value })}
          options={[
            { value: 'all', label: 'All kinds' },
            ...(Object.keys(KIND_NAMES) as EntryKind[]).map((value) => ({ value, label: KIND_NAMES[value] })),
          ]}
        />
        <Select
          label="Month"
          value={month ?? 'all'}
          onChange={(value) => narrow({ kind, month: value === 'all' ? undefined : value })}
          options={[
            { value: 'all', label: 'All months' },
            ...offered.map((value) => ({ value, label: monthName.format(new Date(value)) })),
          ]}
        />
      </div>
      {list.isPending && <StatementSkeleton />}
      {list.isError && (
        <ErrorState isCompact {...describeProblem(list.error)} onRetry={() => void list.fetchNextPage()} />
      )}
      {list.isSuccess && entries.length === 0 && (
        <EmptyState
          title="Nothing of that kind"
          action={<Button onClick={() => narrow({})}>Show the whole statement</Button>}
        >
          No credits moved in that way in the time you chose.
        </EmptyState>
      )}
      {entries.length > 0 && (
        <table className="w-full border-line border-b text-left">
          <caption className="sr-only">Statement, newest entry first</caption>
          <thead>
            <tr className="text-12 text-ink-faint [&>th]:pb-2 [&>th]:font-normal">
              <th scope="col" className="max-md:hidden">
                When
              </th>
              <th scope="col">What</th>
              <th scope="col" className="pl-4 text-right">
                Credits
              </th>
              <th scope="col" className="pl-4 text-right max-md:hidden">
                Available
              </th>
              <th scope="col" className="pl-4 text-right max-md:hidden">
                Held
              </th>
              <th scope="col">
                <span className="sr-only">Details</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <NextPage list={list}>Show older</NextPage>
    </div>
  )
}

function StatementSkeleton() {
  return (
    <div role="status" aria-label="The statement is loading" className="pt-6">
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className="flex h-15 items-center gap-4 border-line border-t">
          <Skeleton className="h-3.5 w-20 max-md:hidden" />
          <Skeleton className="h-3.5 w-64" />
          <Skeleton className="ml-auto h-3.5 w-12" />
          <Skeleton className="h-3.5 w-12 max-md:hidden" />
        </div>
      ))}
    </div>
  )
}
