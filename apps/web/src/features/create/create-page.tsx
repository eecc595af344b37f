import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, Skeleton } from '../../ui/index.ts'
import { UploadsProvider } from '../uploads/index.ts'
import { CreateForm } from './create-form.tsx'
import { CREATE_COLUMNS } from './create-layout.ts'
import { draftFrom, firstDraft } from './draft.ts'
import { readPreferences } from './preferences.ts'

/**
 * Makes pictures: `/create?sources=ast_…&shot=…`, or `?from=gen_…` to begin with a generation's choices, on another
 * model with `&model=…`.
 */
export function CreatePage() {
  // The address says how to begin; afterwards the form changes it, not the other way round.
  const address = useSearch({ from: '/studio/create' })
  const [search] = useState(address)
  const from = search.from?.startsWith('gen_') ? (search.from as `gen_${string}`) : undefined
  const shots = useQuery(trpc.shots.list.queryOptions())
  const models = useQuery(trpc.models.list.queryOptions())
  const earlier = useQuery(trpc.generations.get.queryOptions({ id: from ?? 'gen_' }, { enabled: !!from }))

  const error = shots.error ?? models.error
  if (error) {
    const retry = () => void Promise.all([shots.refetch(), models.refetch()])
    const { title, message } = describeProblem(error)
    return <ErrorState title={title} message={message} onRetry={retry} />
  }
  const isReady = shots.data && models.data && (!from || !earlier.isPending)
  // One's own shots come first in the list; the usual beginning is the first of the catalogue.
  const firstShot = shots.data?.find(({ kind }) => kind === 'shot')
  return (
    <>
      <h1 className="sr-only">Create pictures and videos</h1>
      {earlier.error && (
        <p role="status" className="mb-4 text-14 text-amber">
          The generation to repeat was deleted. Choose anew below.
        </p>
      )}
      {isReady ? (
        // Photos that are sent from here show their progress in place, not in the tray at the corner.
        <UploadsProvider>
          <CreateForm
            shots={shots.data}
            models={models.data}
            first={
              earlier.data
                ? draftFrom(earlier.data, search.model)
                : firstDraft(search, readPreferences(), firstShot?.id ?? null)
            }
          />
        </UploadsProvider>
      ) : (
        <CreateSkeleton />
      )}
    </>
  )
}

function CreateSkeleton() {
  return (
    <div className={CREATE_COLUMNS.grid} aria-busy="true">
      <div className={CREATE_COLUMNS.photos}>
        <Skeleton className="h-64" />
      </div>
      <div className={CREATE_COLUMNS.shots}>
        <div className="grid grid-cols-2 gap-x-4 gap-y-5 pt-30 sm:grid-cols-3 xl:grid-cols-4">
          {Array.from({ length: 8 }, (_, index) => index).map((index) => (
            <div key={index}>
              <Skeleton className="aspect-4/5 rounded-none!" />
              <Skeleton className="mt-2 h-4 w-2/3" />
            </div>
          ))}
        </div>
      </div>
      <div className={CREATE_COLUMNS.options}>
        <Skeleton className="h-120" />
      </div>
    </div>
  )
}
