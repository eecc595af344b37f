import { hasEnded } from '@studio/core/generations'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { ErrorState, LinkButton, Skeleton } from '../../ui/index.ts'
import { GenerationScreen } from './generation-screen.tsx'

/** How often an open generation is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 5_000

/** `/generations/$id` */
export function GenerationPage() {
  const { id } = useParams({ from: '/studio/generations/$id' })
  const generation = useQuery(
    trpc.generations.get.queryOptions(
      // An id of another kind is refused by the server, with a sentence of its own.
      { id: id as `gen_${string}` },
      {
        refetchInterval: ({ state }) =>
          state.data !== undefined && !hasEnded(state.data.status) && LOOK_AGAIN_MS,
      },
    ),
  )
  const { data: shots } = useQuery(trpc.shots.list.queryOptions())

  if (generation.data) {
    const shot = shots?.find((each) => each.id === generation.data.shotId)
    return <GenerationScreen key={id} generation={generation.data} {...(shot && { shot })} />
  }
  if (generation.error) {
    const { title, message } = describeProblem(generation.error)
    return (
      <ErrorState
        title={title}
        message={message}
        onRetry={() => void generation.refetch()}
        action={<LinkButton to="/generations">All generations</LinkButton>}
      />
    )
  }
  return <GenerationSkeleton />
}

function GenerationSkeleton() {
  return (
    <div className="mx-auto max-w-7xl" aria-busy="true">
      <Skeleton className="h-9 w-56" />
      <Skeleton className="mt-2 h-5 w-72" />
      <div className="mt-16 grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-2 gap-4">
          {[0, 1, 2, 3].map((index) => (
            <Skeleton key={index} className="aspect-4/5 rounded-none!" />
          ))}
        </div>
        <Skeleton className="h-96" />
      </div>
    </div>
  )
}
