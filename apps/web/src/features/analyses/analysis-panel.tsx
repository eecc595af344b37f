import type { AnalysisView } from '@studio/core/analyses'
import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, ErrorState, Skeleton } from '../../ui/index.ts'
import { AnalysisForm } from './analysis-form.tsx'
import { AnalysisWords } from './analysis-words.tsx'
import { CutOutVerdictLine } from './cut-out-verdict-line.tsx'
import { isAwaited } from './use-analysis.ts'
import { useAnalysisActs } from './use-analysis-acts.ts'

/** How often an analysis under way is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 3_000

/** What is known of the contents of a picture: found by a service, corrected by its owner. */
export function AnalysisPanel({ assetId }: { assetId: Id<'asset'> }) {
  const analysis = useQuery(
    trpc.analyses.get.queryOptions(
      { id: assetId },
      { refetchInterval: ({ state }) => state.data !== undefined && isAwaited(state.data) && LOOK_AGAIN_MS },
    ),
  )
  return (
    <section aria-labelledby="analysis-heading" className="mt-6 border-line border-t pt-4">
      <h2 id="analysis-heading" className="text-14">
        What it shows
      </h2>
      {analysis.data ? (
        <Known analysis={analysis.data} />
      ) : analysis.isError ? (
        <ErrorState
          isCompact
          title={describeProblem(analysis.error).title}
          message={describeProblem(analysis.error).message}
          onRetry={() => void analysis.refetch()}
        />
      ) : (
        <AnalysisSkeleton />
      )}
    </section>
  )
}

function Known({ analysis }: { analysis: AnalysisView }) {
  const { content, status, failure, cutOut, assetId } = analysis
  const [isEditing, setEditing] = useState(false)
  const acts = useAnalysisActs(assetId)
  if (isEditing) {
    return (
      <AnalysisForm
        content={content}
        isSaving={acts.isBusy}
        problem={acts.problem}
        onSave={async (description) => (await acts.edit(description)) && setEditing(false)}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <>
      {content && <AnalysisWords analysis={analysis} content={content} />}
      {status === 'pending' && (content ? <Note>It is being looked at again.</Note> : <AnalysisSkeleton />)}
      {status === 'failed' && <Note>{failure?.message ?? 'It could not be analysed.'}</Note>}
      {status === 'unasked' && !content && (
        <Note>Nobody has looked at this picture yet. Having it analysed costs no credits.</Note>
      )}
      {cutOut && <CutOutVerdictLine cutOut={cutOut} />}
      {acts.problem && (
        <p role="alert" className="mt-3 text-13 text-danger">
          {acts.problem.message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="small" onClick={() => setEditing(true)}>
          {content ? 'Edit' : 'Describe it yourself'}
        </Button>
        {status !== 'pending' && (
          <Button size="small" busy={acts.isBusy} onClick={() => void acts.repeat()}>
            {status === 'unasked' ? 'Have it analysed' : status === 'failed' ? 'Try again' : 'Analyse again'}
          </Button>
        )}
        {analysis.isEdited && (
          <Button size="small" variant="quiet" onClick={() => void acts.reset()}>
            {status === 'unasked' ? 'Remove my description' : 'Undo my changes'}
          </Button>
        )}
      </div>
      <Origin analysis={analysis} />
    </>
  )
}

/** Who said so. */
function Origin({
  analysis: { provider, modelId, modelVersion, isEdited, content },
}: {
  analysis: AnalysisView
}) {
  if (!content) return null
  const model = modelVersion ?? modelId
  const found = provider && `Analysed by ${provider}${model ? ` (${model})` : ''}`
  const edited = isEdited && (found ? 'edited by you' : 'Described by you')
  return <p className="mt-3 text-12 text-ink-faint">{[found, edited].filter(Boolean).join(' · ')}</p>
}

function Note({ children }: { children: string }) {
  return (
    <p role="status" className="mt-2 text-13 text-ink-soft">
      {children}
    </p>
  )
}

function AnalysisSkeleton() {
  return (
    <div role="status" aria-label="The picture is being looked at" className="mt-3 flex flex-col gap-3">
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-14" />
    </div>
  )
}
