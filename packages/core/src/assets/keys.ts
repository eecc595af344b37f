import type { AssetSize } from './limits.ts'

/** Everything stored for one asset lies under this prefix, so that deleting it can be proved by listing. */
export function assetPrefix(asset: { accountId: string; id: string }): string {
  return `accounts/${asset.accountId}/assets/${asset.id}/`
}

/**
 * Where one attempt at an asset stores its files, apart from those of every other attempt: a worker that comes
 * too late cannot touch what another one has settled. Attempt 0 is an upload, or an output of before attempts
 * were told apart; its files lie in the asset's prefix itself.
 */
export function attemptPrefix(asset: { accountId: string; id: string; attempt: number }): string {
  return assetPrefix(asset) + (asset.attempt === 0 ? '' : `${asset.attempt}/`)
}

const FILE_NAMES: Record<AssetSize, string> = {
  original: 'original',
  thumb: 'thumb.webp',
  preview: 'preview.webp',
  mask: 'mask.png',
}

/** The object key of one size of an asset. */
export function assetKey(asset: { accountId: string; id: string; attempt: number }, size: AssetSize): string {
  return attemptPrefix(asset) + FILE_NAMES[size]
}
