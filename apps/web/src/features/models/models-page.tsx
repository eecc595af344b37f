import type { ModelView } from '@studio/core/models'
import { useQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, PageHeader, Skeleton } from '../../ui/index.ts'
import { groupModels } from './group-models.ts'
import { ModelRow } from './model-row.tsx'

/** What every model costs, what it can do, until when, and what takes its place. */
export function ModelsPage() {
  const { data: models, error, refetch } = useQuery(trpc.models.list.queryOptions())
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader
        title="Models"
        lead="Who makes your pictures and videos, and what one costs. What fails costs nothing."
      />
      {error ? (
        <ErrorState {...describeProblem(error)} onRetry={() => void refetch()} />
      ) : models ? (
        <ModelList models={models} />
      ) : (
        <ModelsSkeleton />
      )}
    </div>
  )
}

function ModelList({ models }: { models: readonly ModelView[] }) {
  return (
    <div className="flex flex-col gap-10">
      {groupModels(models).map(({ id, heading, words, models: members }) => (
        <section key={id} aria-labelledby={`${id}-models`}>
          <h2 id={`${id}-models`} className="text-16">
            {heading}
          </h2>
          <p className="mt-1 mb-3 max-w-prose text-13 text-ink-soft">{words}</p>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {members.map((model) => (
              <ModelRow
                key={model.id}
                model={model}
                replacement={models.find(({ id: other }) => other === model.replacementId)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ModelsSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <Skeleton className="h-6 w-40" />
      {[0, 1, 2].map((line) => (
        <Skeleton key={line} className="h-28 w-full rounded-card" />
      ))}
    </div>
  )
}
