import type { AssetView } from '@studio/core/assets'
import { MAX_DOWNLOAD_ASSETS } from '@studio/core/exports'
import { useNavigate } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { downloadAssets } from './download-assets.ts'

/** Saves originals: at once, or, when they are too many for that, by an archive that is made and waits to be fetched. */
export function useDownload(): (assets: readonly AssetView[]) => Promise<void> {
  const navigate = useNavigate()
  const toast = useToast()
  return async (assets) => {
    if (assets.length <= MAX_DOWNLOAD_ASSETS) return downloadAssets(assets)
    try {
      await client.exports.create.mutate({ assetIds: assets.map(({ id }) => id) })
      await navigate({ to: '/settings/{-$page}', params: { page: 'data' } })
    } catch (error) {
      toast({ title: describeProblem(error).message, tone: 'danger' })
    }
  }
}
