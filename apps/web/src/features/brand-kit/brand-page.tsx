import { useQuery } from '@tanstack/react-query'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, PageHeader, Skeleton } from '../../ui/index.ts'
import { BrandForm } from './brand-form.tsx'

/** How the brand wants to look: colours, logo, words; used for every picture unless one says otherwise. */
export function BrandPage() {
  const { data: kit, error, refetch } = useQuery(trpc.brandKit.get.queryOptions())
  return (
    <div>
      <PageHeader
        title="Brand kit"
        lead="Every picture is asked for in your colours and words, unless you switch that off for one."
      />
      {kit ? (
        <BrandForm saved={kit} />
      ) : error ? (
        <ErrorState {...describeProblem(error)} onRetry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-4" aria-busy="true">
          <Skeleton className="h-44 w-full rounded-card" />
          <Skeleton className="h-32 w-full rounded-card" />
          <Skeleton className="h-40 w-full rounded-card" />
        </div>
      )}
    </div>
  )
}
