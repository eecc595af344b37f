import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Badge, ErrorState, PageHeader, Progress, Skeleton } from '../../ui/index.ts'
import { BatchActions } from './batch-actions.tsx'
import { BatchFailures } from './batch-failures.tsx'
import { BatchItems } from './batch-items.tsx'
import { costWords, countWords, paceWords, partDone, stateWords } from './batch-words.ts'
import { useBatchActs } from './use-batch-acts.ts'

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
        actions={<BatchActions batch={batch} acts={acts} />}
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
      <BatchFailures batch={batch} acts={acts} />
      {batch.items.total > 0 && <BatchItems batch={batch} />}
    </div>
  )
}
