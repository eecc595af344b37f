import type { BatchView } from '@studio/core/batches'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListPlus } from 'lucide-react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  Badge,
  EmptyState,
  ErrorState,
  LinkButton,
  NextPage,
  PageHeader,
  Progress,
  RelativeTime,
  Skeleton,
} from '../../ui/index.ts'
import { costWords, countWords, partDone, stateWords } from './batch-words.ts'
import { DraftLine } from './draft-line.tsx'

const PAGE_SIZE = 30

const LINE =
  'flex flex-wrap items-center gap-x-5 gap-y-3 py-3 transition-colors duration-120 hover:bg-hover md:-mx-3 md:flex-nowrap md:px-3'

/** All batches, newest first, with how far each is. */
export function BatchesPage() {
  const list = useInfiniteQuery(
    trpc.batches.list.infiniteQueryOptions(
      { limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: 10_000 },
    ),
  )
  const batches = list.data?.pages.flatMap((page) => page.items) ?? []
  const begin = (
    <LinkButton to="/batches/new" variant="primary">
      <ListPlus aria-hidden="true" />
      New batch
    </LinkButton>
  )
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader title="Batches" actions={batches.length > 0 && begin} />
      {list.isPending && (
        <div role="status" aria-label="Batches are loading">
          {[0, 1, 2].map((line) => (
            <Skeleton key={line} className="mb-3 h-20" />
          ))}
        </div>
      )}
      {list.isError && <ErrorState {...describeProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && batches.length === 0 && (
        <EmptyState title="Many pictures, one price" action={begin}>
          Choose photos, products or a table of addresses, and the shots you want of them. You see what all of
          it costs before it starts; what fails is free, and you go through the pictures with the keyboard.
        </EmptyState>
      )}
      {batches.length > 0 && (
        <ul className="border-line border-b">
          {batches.map((batch) =>
            batch.status === 'draft' ? (
              <DraftLine key={batch.id} batch={batch} />
            ) : (
              <BatchLine key={batch.id} batch={batch} />
            ),
          )}
        </ul>
      )}
      <NextPage list={list}>Show older</NextPage>
    </div>
  )
}

function BatchLine({ batch }: { batch: BatchView }) {
  const { id, name, createdAt } = batch
  return (
    <li className="border-line border-t">
      <Link to="/batches/$batchId" params={{ batchId: id }} className={LINE}>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium text-14">{name}</span>
            <Badge
              tone={batch.status === 'running' ? 'accent' : batch.items.failed > 0 ? 'amber' : 'neutral'}
            >
              {stateWords(batch)}
            </Badge>
          </span>
          <span className="figures mt-0.5 block truncate text-13 text-ink-soft">{countWords(batch)}</span>
          <span className="figures mt-0.5 block text-13 text-ink-faint">
            {costWords(batch)} · <RelativeTime iso={createdAt} />
          </span>
        </span>
        <Progress label={`Progress of ${name}`} value={partDone(batch)} className="w-full md:w-44" />
      </Link>
    </li>
  )
}
