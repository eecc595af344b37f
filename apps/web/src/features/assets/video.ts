import type { AssetView } from '@studio/core/assets'

/** Whether the asset is a video; its thumb and preview are its poster frame. */
export function isVideo({ mime }: Pick<AssetView, 'mime'>): boolean {
  return mime.startsWith('video/')
}

/** How long a video plays, as players write it: 5_000 → `0:05`. */
export function playTime(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
