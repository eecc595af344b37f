import type { AssetView } from '@studio/core/assets'

/** Saves the originals: one under its own name, several as one archive. */
export function downloadAssets(assets: readonly AssetView[]): void {
  const [only] = assets
  if (only === undefined) return
  const link = document.createElement('a')
  link.href =
    assets.length === 1 ? only.files.download : `/api/downloads?ids=${assets.map(({ id }) => id).join(',')}`
  link.download = assets.length === 1 ? only.fileName : ''
  link.click()
}
