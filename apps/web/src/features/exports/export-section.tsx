import { useMutation, useQuery } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { queryClient, trpc } from '../../lib/trpc.ts'
import { Button, Card, ErrorState, Skeleton } from '../../ui/index.ts'
import { ExportLine } from './export-line.tsx'

/** More than anybody can ask for in the days that archives are kept. */
const MOST_SHOWN = 100

/** Ask for an archive of everything, watch it being made, fetch it, and see those that were made before. */
export function ExportSection() {
  const list = useQuery(trpc.exports.list.queryOptions({ limit: MOST_SHOWN }))
  const [problem, setProblem] = useState<string>()
  const create = useMutation(
    trpc.exports.create.mutationOptions({
      onMutate: () => setProblem(undefined),
      onError: (error) => setProblem(describeProblem(error).message),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.exports.pathKey() }),
    }),
  )
  const exports = list.data?.items ?? []
  const isBusy = create.isPending || exports.some(({ status }) => status === 'queued' || status === 'running')

  return (
    <Card title="Export">
      <p className="max-w-prose text-14 text-ink-soft">
        Everything there is about your account in one zip archive: photos and pictures as they are stored,
        every recipe, your statement, and what the studio has written down. Open{' '}
        <span className="font-medium text-ink">index.html</span> in it to look around; it needs no studio.
      </p>
      <div className="mt-4">
        <Button variant="primary" disabled={isBusy} onClick={() => create.mutate({})}>
          <Archive aria-hidden="true" />
          Make an archive
        </Button>
      </div>
      {problem !== undefined && (
        <p role="alert" className="mt-3 text-13 text-danger">
          {problem}
        </p>
      )}
      {list.isPending && <Skeleton className="mt-5 h-15" />}
      {list.isError && !list.data && (
        <ErrorState
          title={describeProblem(list.error).title}
          message={describeProblem(list.error).message}
          onRetry={() => void list.refetch()}
          isCompact
        />
      )}
      {exports.length > 0 && (
        <ul aria-label="Archives" className="mt-5">
          {exports.map((each) => (
            <ExportLine key={each.id} export={each} onAgain={() => create.mutate(askedFor(each))} />
          ))}
        </ul>
      )}
    </Card>
  )
}

/** What an earlier export was asked for, to ask for it again. */
function askedFor({ assetIds }: { assetIds: string[] | null }) {
  return assetIds === null ? {} : { assetIds: assetIds as `ast_${string}`[] }
}
