import type { AssetView } from '@studio/core/assets'

/** Saves the originals, one after the other; the browser may ask once whether several files are welcome. */
export function downloadAssets(assets: readonly AssetView[]): void {
  for (const { files, fileName } of assets) {
    const link = document.createElement('a')
    link.href = files.download
    link.download = fileName
    link.click()
  }
}
