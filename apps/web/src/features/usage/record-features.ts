import type { Feature } from '@studio/core/usage'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { featureOf } from './feature-of.ts'

/** As much of the router as is needed. */
type Router = {
  state: { location: { pathname: string } }
  subscribe(event: 'onResolved', listener: (change: { toLocation: { pathname: string } }) => void): () => void
}

/** Whether opened screens are written down; asked once, then kept true by the switch in the settings. */
export const usageSettingsQuery = trpc.usage.settings.queryOptions(undefined, {
  staleTime: Number.POSITIVE_INFINITY,
})

/**
 * Writes down each screen the first time it is opened in this visit: the one it began with, the one that is open,
 * and those to come. Nothing is sent when the person said no.
 */
export function recordFeatures(first: string, router: Router, signal: AbortSignal): void {
  const recorded = new Set<Feature>()
  const note = async (pathname: string) => {
    const feature = featureOf(pathname)
    if (feature === null || recorded.has(feature)) return
    try {
      const { isFeatureUseRecorded } = await queryClient.ensureQueryData(usageSettingsQuery)
      if (!isFeatureUseRecorded || recorded.has(feature)) return
      recorded.add(feature)
      await client.usage.record.mutate({ feature })
    } catch {
      // Nobody waits for it: what could not be written down is not.
    }
  }
  void note(first)
  void note(router.state.location.pathname)
  const stop = router.subscribe('onResolved', ({ toLocation }) => void note(toLocation.pathname))
  signal.addEventListener('abort', stop)
}
