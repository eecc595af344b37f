import type { AssetSize } from './limits.ts'

/** Everything stored for one asset lies under this prefix, so that deleting it can be proved by listing. */
export function assetPrefix(asset: { accountId: string; id: string }): string {
  return `accounts/${asset.accountId}/assets/${asset.id}/`
}

/** The object key of one size of an asset. */
export function assetKey(asset: { accountId: string; id: string }, size: AssetSize): string {
  return assetPrefix(asset) + (size === 'original' ? 'original' : `${size}.webp`)
}
