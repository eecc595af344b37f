import type { BatchView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Download, Pause, Play, Store } from 'lucide-react'
import { useState } from 'react'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  AnchorButton,
  Badge,
  Button,
  ConfirmDialog,
  ErrorState,
  LinkButton,
  PageHeader,
  Progress,
  Segmented,
  Skeleton,
} from '../../ui/index.ts'
import { costWords, countWords, paceWords, partDone, stateWords } from './batch-words.ts'
import { ItemTile } from './item-tile.tsx'
import { RetryLine } from './retry-line.tsx'
import { type BatchActs, useBatchActs } from './use-batch-acts.ts'

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'review', label: 'To decide' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'failed', label: 'Failed' },
  { value: 'open', label: 'Open' },
] as const

type Filter = (typeof FILTERS)[number]['value']

/** Items read at a time. */
const PAGE_SIZE = 60

/** A batch being watched: how far it is, what it costs, why some failed; and its pictures, to be decided about. */
export function BatchPage() {
  const { batchId } = useParams({ from: '/studio/batches/$batchId' })
  const id = batchId as Id<'batch'>
  const {
    data: batch,
    error,
    refetch,
  } = useQuery(
    trpc.batches.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.status === 'running' ? 5000 : false) },
    ),
  )
  const acts = useBatchActs(id)
  if (error) {
    const { title, message } = describeProblem(error)
    return <ErrorState title={title} message={message} onRetry={() => void refetch()} />
  }
  if (!batch) return <Skeleton className="mx-auto h-96 max-w-6xl" />
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        above={<Link to="/batches">Batches</Link>}
        title={batch.name}
        lead={<span className="figures">{countWords(batch)}</span>}
        actions={<Acts batch={batch} acts={acts} />}
      />
      <Progress label="Progress" value={partDone(batch)} className="mb-3" />
      <div className="figures mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 text-13 text-ink-soft">
        <Badge tone={batch.status === 'running' ? 'accent' : 'neutral'}>{stateWords(batch)}</Badge>
        <span>{costWords(batch)}</span>
        {paceWords(batch) && <span>{paceWords(batch)}</span>}
      </div>
      {batch.waitsFor && (
        <p role="status" className="mb-6 rounded-card bg-amber-soft p-4 text-14 text-amber">
          {batch.waitsFor.message}
        </p>
      )}
      {batch.failures.length > 0 && (
        <section aria-label="What failed" className="mb-6 rounded-card border border-line p-4 text-13">
          <ul className="flex flex-col gap-1">
            {batch.failures.map(({ code, message, count }) => (
              <li key={`${code} ${message}`}>
                <span className="figures font-medium">{count} ×</span> {message}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-ink-faint">You were not charged for these.</p>
          <RetryLine batch={batch} acts={acts} />
        </section>
      )}
      <Items batch={batch} acts={acts} />
    </div>
  )
}

function Acts({ batch, acts }: { batch: BatchView; acts: BatchActs }) {
  const [isEnding, setEnding] = useState(false)
  const { status, credits, review, items } = batch
  const isOpen = status === 'running' || status === 'paused'
  return (
    <>
      {status === 'running' && (
        <Button busy={acts.isBusy} onClick={() => void acts.pause()}>
          <Pause aria-hidden="true" />
          Pause
        </Button>
      )}
      {status === 'paused' && (
        <Button busy={acts.isBusy} onClick={() => void acts.resume()}>
          <Play aria-hidden="true" />
          Go on
        </Button>
      )}
      {isOpen && <Button onClick={() => setEnding(true)}>Cancel the rest</Button>}
      {!isOpen && (
        <LinkButton to="/batches/new" search={{ from: batch.id }}>
          Another like this
        </LinkButton>
      )}
      {review.accepted > 0 && (
        <>
          <Button busy={acts.isBusy} onClick={() => void acts.publish()}>
            <Store aria-hidden="true" />
            Publish
          </Button>
          <AnchorButton variant="primary" href={`/api/batches/${batch.id}/download`} download>
            <Download aria-hidden="true" />
            Download {review.accepted}
          </AnchorButton>
        </>
      )}
      <ConfirmDialog
        isOpen={isEnding}
        onOpenChange={setEnding}
        title="Cancel the rest of this batch?"
        losses={[`${formatNumberOf(items.pending + items.started, 'item')} that no service works on yet`]}
        remains={`What was made stays, what is being made is finished, and up to ${formatCredits(credits.held)} come back.`}
        confirmLabel="Cancel the rest"
        onConfirm={acts.cancel}
      />
    </>
  )
}

function Items({ batch, acts }: { batch: BatchView; acts: BatchActs }) {
  const [filter, setFilter] = useState<Filter>('all')
  const list = useInfiniteQuery(
    trpc.batches.items.infiniteQueryOptions(
      { id: batch.id, limit: PAGE_SIZE, filter },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const decided = batch.review.accepted + batch.review.rejected
  return (
    <section aria-label="Pictures">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <div className="max-w-full overflow-x-auto">
          <Segmented label="Show" isLabelHidden options={FILTERS} value={filter} onChange={setFilter} />
        </div>
        <span className="figures text-13 text-ink-faint">
          {decided} of {batch.items.succeeded} decided
        </span>
      </div>
      {items.length > 0 && batch.items.succeeded > 0 && (
        <p className="mb-3 text-13 text-ink-faint max-md:hidden">
          With a picture in focus: A accepts, R rejects, U takes it back, 1 to 5 rates; the arrow keys move.
        </p>
      )}
      {list.isPending && <Skeleton className="h-64" />}
      {list.isSuccess && items.length === 0 && (
        <p className="py-16 text-center text-14 text-ink-soft">Nothing here.</p>
      )}
      <ul className="grid grid-cols-2 gap-x-4 gap-y-6 md:grid-cols-3 xl:grid-cols-4">
        {items.map((item) => (
          <ItemTile key={item.id} item={item} acts={acts} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="flex justify-center py-6">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}
