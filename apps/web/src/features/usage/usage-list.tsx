import { USAGE_KIND_IDS, USAGE_KINDS, type UsageEventView, type UsageKind } from '@studio/core/usage'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  Button,
  CopyId,
  EmptyState,
  ErrorState,
  NextPage,
  RelativeTime,
  Select,
  Skeleton,
} from '../../ui/index.ts'
import { DeleteUsageDialog } from './delete-usage-dialog.tsx'

const PAGE_SIZE = 50
const DAY_MS = 86_400_000

/** How far back one may look: days, or null for all there is. */
const SPANS = { all: null, day: 1, week: 7, month: 30 } as const
type Span = keyof typeof SPANS
const SPAN_NAMES: Record<Span, string> = {
  all: 'All of it',
  day: 'The last day',
  week: 'The last 7 days',
  month: 'The last 30 days',
}

/** Everything that is written down, newest first, narrowed to a kind and a time, and the way to delete it. */
export function UsageList() {
  const [kind, setKind] = useState<UsageKind | 'all'>('all')
  const [time, setTime] = useState<{ span: Span; from?: string }>({ span: 'all' })
  const [isDeleting, setDeleting] = useState(false)
  const list = useInfiniteQuery(
    trpc.usage.list.infiniteQueryOptions(
      { limit: PAGE_SIZE, ...(kind !== 'all' && { kind }), ...(time.from && { from: time.from }) },
      { getNextPageParam: (page) => page.nextCursor, staleTime: 0 },
    ),
  )
  const events = list.data?.pages.flatMap((page) => page.items) ?? []
  const isNarrowed = kind !== 'all' || time.span !== 'all'

  function chooseSpan(span: Span) {
    const days = SPANS[span]
    setTime({ span, ...(days && { from: new Date(Date.now() - days * DAY_MS).toISOString() }) })
  }

  return (
    <section aria-label="What was written down">
      <div className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex [&>div]:sm:w-52">
        <Select
          label="Kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'all', label: 'All kinds' },
            ...USAGE_KIND_IDS.map((value) => ({ value, label: USAGE_KINDS[value].name })),
          ]}
        />
        <Select
          label="Time"
          value={time.span}
          onChange={chooseSpan}
          options={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: SPAN_NAMES[value] }))}
        />
        <Button
          className="max-sm:col-span-2 sm:ml-auto"
          disabled={events.length === 0 && !isNarrowed}
          onClick={() => setDeleting(true)}
        >
          <Trash2 aria-hidden="true" />
          Delete …
        </Button>
      </div>
      {list.isPending && <ListSkeleton />}
      {list.isError && events.length === 0 && (
        <ErrorState {...describeFailure(list.error)} onRetry={() => void list.refetch()} isCompact />
      )}
      {list.isSuccess && events.length === 0 && (
        <EmptyState title={isNarrowed ? 'Nothing of that kind' : 'Nothing is written down'}>
          {isNarrowed
            ? 'Nothing like that happened in the time you chose, or it was deleted.'
            : 'What happens in your account from now on will be listed here.'}
        </EmptyState>
      )}
      {events.length > 0 && (
        <ul className="border-line border-b">
          {events.map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ul>
      )}
      <NextPage list={list}>Show older</NextPage>
      <DeleteUsageDialog isOpen={isDeleting} onOpenChange={setDeleting} />
    </section>
  )
}

/** One event: when, what, and the ids it is about. */
function EventLine({ event: { words, subjectId, facts, createdAt } }: { event: UsageEventView }) {
  const known = Object.entries(facts).filter(([name]) => name !== 'feature')
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-line border-t py-2.5 text-14">
      <span>{words}</span>
      <RelativeTime iso={createdAt} className="whitespace-nowrap text-13 text-ink-faint" />
      {(subjectId !== null || known.length > 0) && (
        <span className="col-span-2 mt-0.5 flex min-w-0 flex-wrap items-center gap-x-4 text-12 text-ink-faint">
          {subjectId !== null && <CopyId id={subjectId} />}
          {known.map(([name, value]) => (
            <span key={name} className="min-w-0 truncate">
              {factName(name)} {String(value)}
            </span>
          ))}
        </span>
      )}
    </li>
  )
}

/** The name of a fact in plain words: `outputId` is an output, `isProvedGone` is proved gone. */
function factName(name: string): string {
  const words = name.replace(/Id$/, '').replace(/^is(?=[A-Z])/, '')
  return words.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim()
}

function describeFailure(error: unknown) {
  const { title, message } = describeProblem(error)
  return { title, message }
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Usage is loading">
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className="flex h-15 items-center gap-4 border-line border-t">
          <Skeleton className="h-3.5 w-56" />
          <Skeleton className="ml-auto h-3.5 w-20" />
        </div>
      ))}
    </div>
  )
}
