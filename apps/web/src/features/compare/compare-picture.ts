import type { AssetView } from '@studio/core/assets'

/** A picture in the viewer: what it is called there, and its asset, which must be `ready`. */
export type ComparePicture = { id: string; name: string; asset: AssetView }

/** How the pictures are laid out: divided by a handle, side by side, or the output by itself. */
export type CompareMode = 'divided' | 'beside' | 'alone'

/** The picture's size for people: `1024 × 1280 px`. */
export function pixelSize({ widthPx, heightPx }: AssetView): string {
  return widthPx && heightPx ? `${widthPx} × ${heightPx} px` : ''
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
