import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, PageHeader, Skeleton } from '../../ui/index.ts'
import { useUploadQueue } from '../uploads/index.ts'
import { BatchForm } from './batch-form.tsx'
import { type OpenedDraft, openDraft } from './open-draft.ts'

/**
 * Choosing what a batch is made of, and what it costs: `/batches/new?draft=…`, `?from=` an earlier batch, or with
 * `?assets=` and `?products=` to begin with. It keeps itself as a draft until it is started.
 */
export function NewBatchPage() {
  const opened = useOpenedDraft()
  const shots = useQuery(trpc.shots.list.queryOptions())
  const models = useQuery(trpc.models.list.queryOptions())
  const error = shots.error ?? models.error
  const isReady = opened && shots.data && models.data
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader title="New batch" lead="The same pictures of many products, at one price." />
      {error && (
        <ErrorState
          {...describeProblem(error)}
          onRetry={() => void Promise.all([shots.refetch(), models.refetch()])}
        />
      )}
      {isReady && <BatchForm opened={opened} shots={shots.data} models={models.data} />}
      {!isReady && !error && <FormSkeleton />}
    </div>
  )
}

/** The draft that the address names. Once it is kept for the first time, the address names it too. */
function useOpenedDraft(): OpenedDraft | null {
  const { draft, from, assets, products } = useSearch({ from: '/studio/batches/new' })
  const queue = useUploadQueue()
  const navigate = useNavigate()
  const [opened, setOpened] = useState<OpenedDraft | null>(null)
  const keeper = opened?.keeper

  useEffect(() => {
    if (draft !== undefined && keeper?.read().id === draft) return
    let isWanted = true
    setOpened(null)
    void openDraft({ draft, from, assets, products }, queue).then((next) => {
      if (isWanted) setOpened(next)
    })
    return () => {
      isWanted = false
    }
  }, [draft, from, assets, products, queue])

  useEffect(() => {
    if (!keeper) return
    let named = keeper.read().id
    const stop = keeper.subscribe(() => {
      const { id } = keeper.read()
      if (id === null || id === named) return
      named = id
      void navigate({ to: '/batches/new', search: { draft: id }, replace: true, resetScroll: false })
    })
    return () => void stop()
  }, [keeper, navigate])
  return opened
}

function FormSkeleton() {
  return (
    <div
      role="status"
      aria-label="The batch is loading"
      className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <div className="flex flex-col gap-8">
        <Skeleton className="h-16" />
        <Skeleton className="h-48" />
        <Skeleton className="h-48" />
      </div>
      <Skeleton className="h-64" />
    </div>
  )
}
