import type { AnalysisView } from '@studio/core/analyses'
import type { Id } from '@studio/core/kernel'
import { useQueries, useQuery } from '@tanstack/react-query'
import { trpc } from '../../lib/trpc.ts'

/** How often an analysis under way is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 3_000

/** What is known of photos, in their order; undefined while it is asked for or where nobody can tell. */
export function useAnalyses(assetIds: readonly Id<'asset'>[]): (AnalysisView | undefined)[] {
  return useQueries({
    queries: assetIds.map((id) =>
      trpc.analyses.get.queryOptions(
        { id },
        {
          // What is on a photo is an aid: that it is not known is no reason to show an error.
          retry: false,
          refetchInterval: ({ state }) => state.data !== undefined && isAwaited(state.data) && LOOK_AGAIN_MS,
        },
      ),
    ),
    combine: (results) => results.map(({ data }) => data),
  })
}

/** Whether more will be known of a photo soon. */
export function isAwaited({ status, cutOut }: AnalysisView): boolean {
  return status === 'pending' || (status !== 'unasked' && cutOut === null)
}

/** The shots that suit what is on the photos, best first; none while that is not known. */
export function useRecommended(assetIds: readonly Id<'asset'>[], isKnown: boolean): readonly string[] {
  const { data } = useQuery(
    trpc.shots.recommended.queryOptions({ assetIds: [...assetIds] }, { enabled: isKnown, retry: false }),
  )
  return isKnown ? (data ?? []) : []
}
