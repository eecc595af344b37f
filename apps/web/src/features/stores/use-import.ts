import type { Id } from '@studio/core/kernel'
import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'

/** One picture to take from a store. */
export type Wanted = { productId: Id<'product'>; mediaId: string }

/** A photo that came from a store: whose it is, and which asset it became. */
export type Source = Wanted & { assetId: Id<'asset'> }

/** A picture that could not be taken, and why in a sentence. */
export type Missed = Wanted & { message: string }

/** How often the library is looked at for what is on its way, should the live channel be down. */
const LOOK_AGAIN_MS = 1_500

/** The progress of an import, and how to begin one. */
export type Import = ReturnType<typeof useImport>

/**
 * Takes pictures of products of one store into the library, and tells which have arrived and which could not be taken.
 * What is there already arrives at once.
 */
export function useImport(storeId: Id<'store'> | undefined) {
  const [wanted, setWanted] = useState<readonly Wanted[]>([])
  const [begunAt, setBegunAt] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [isOpen, setOpen] = useState(false)
  const interval = isOpen && LOOK_AGAIN_MS
  const sources = useQuery(
    trpc.products.sources.queryOptions(wanted.length > 0 ? { ids: productsOf(wanted) } : skipToken, {
      staleTime: 0,
      refetchInterval: interval,
    }),
  )
  const problems = useQuery(
    trpc.products.importProblems.queryOptions(wanted.length > 0 && storeId ? { id: storeId } : skipToken, {
      staleTime: 0,
      refetchInterval: interval,
    }),
  )
  const arrived = among(wanted, sources.data?.items ?? [])
  const missed = among(
    wanted.filter((each) => !arrived.some(isOf(each))),
    (problems.data?.items ?? [])
      .filter(({ at }) => at >= begunAt)
      .map(({ productId, mediaId, problem: { message } }) => ({ productId, mediaId, message })),
  )
  const isDone = wanted.length > 0 && arrived.length + missed.length === wanted.length
  if (isDone && isOpen) setOpen(false)

  const ask = useMutation(
    trpc.products.import.mutationOptions({
      onError: (error) => {
        setProblem(describeProblem(error))
        setWanted([])
        setOpen(false)
      },
    }),
  )
  return {
    wanted,
    /** In the order in which they were wanted. */
    arrived,
    missed,
    problem,
    isUnderWay: wanted.length > 0,
    /** Nothing is on its way any more. */
    isDone,
    begin: (media: readonly Wanted[], pictures: 'first' | 'all') => {
      setProblem(undefined)
      setWanted(media)
      // The clocks of browser and server may differ a little; older failures are told for a day.
      setBegunAt(new Date(Date.now() - CLOCK_SLACK_MS).toISOString())
      setOpen(true)
      ask.mutate({ productIds: productsOf(media), pictures })
    },
  }
}

const CLOCK_SLACK_MS = 2_000

const productsOf = (media: readonly Wanted[]) => [...new Set(media.map(({ productId }) => productId))]

const isOf =
  ({ productId, mediaId }: Wanted) =>
  (other: Wanted) =>
    other.productId === productId && other.mediaId === mediaId

function among<Found extends Wanted>(wanted: readonly Wanted[], found: readonly Found[]): Found[] {
  return wanted.flatMap((each) => found.find(isOf(each)) ?? [])
}
