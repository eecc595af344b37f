import type { AssetView } from '@studio/core/assets'

/** A picture in the viewer: what it is called there, and its asset, which must be `ready`. */
export type ComparePicture = { id: string; name: string; asset: AssetView }

/** How the pictures are laid out: divided by a handle, side by side, or the output by itself. */
export type CompareMode = 'divided' | 'beside' | 'alone'

/** The picture's size for people: `1024 × 1280 px`; of a video, that one sees its first frame. */
export function pixelSize({ widthPx, heightPx, mime }: AssetView): string {
  const pixels = widthPx && heightPx ? `${widthPx} × ${heightPx} px` : ''
  return mime.startsWith('video/') ? ['First frame', pixels].filter(Boolean).join(' · ') : pixels
}

/** The picture's own size in picture pixels; a square until it is known. */
export function naturalSize({ widthPx, heightPx }: AssetView) {
  return { widthPx: widthPx ?? 1, heightPx: heightPx ?? 1 }
}

/** The item after (or before, with -1) the one with this id, going round at the ends. */
export function neighbour<Item extends { id: string }>(items: readonly Item[], id: string, step: 1 | -1) {
  const index = items.findIndex((item) => item.id === id)
  return items[(index + step + items.length) % items.length]
}
