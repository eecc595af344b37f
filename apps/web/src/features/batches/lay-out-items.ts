/** How the items of a batch lie in a grid: tiles of one size, so that nothing moves when their pictures come. */
export type ItemLayout = {
  columns: number
  /** The width of a tile, and the height of the square that its picture lies in. */
  tilePx: number
  /** From the top of one row to the top of the next. */
  rowPx: number
  rows: number
}

/** Between tiles, in pixels. */
export const GAP_PX = 16

/** A tile is at least so wide; on narrow screens there are two in a row. */
const LEAST_TILE_PX = 212

/** Two lines below the picture, and the space to the next row. */
const CAPTION_PX = 44
const ROW_GAP_PX = 20

/** Lays out so many items in a width. */
export function layOutItems(count: number, widthPx: number): ItemLayout {
  const columns = Math.max(2, Math.floor((widthPx + GAP_PX) / (LEAST_TILE_PX + GAP_PX)))
  const tilePx = Math.max(0, (widthPx - GAP_PX * (columns - 1)) / columns)
  return { columns, tilePx, rowPx: tilePx + CAPTION_PX + ROW_GAP_PX, rows: Math.ceil(count / columns) }
}

/** Where a key leads in the grid from the item at `index`; null for a key that leads nowhere. */
export function stepInItems(
  key: string,
  { index, count, columns }: { index: number; count: number; columns: number },
): number | null {
  const to = targetOf(key, index, count, columns)
  return to === null || to < 0 || to >= count || to === index ? null : to
}

function targetOf(key: string, index: number, count: number, columns: number): number | null {
  const rowStart = index - (index % columns)
  switch (key) {
    case 'ArrowRight':
    case 'j':
      return index + 1
    case 'ArrowLeft':
    case 'k':
      return index - 1
    case 'ArrowDown':
      return index + columns
    case 'ArrowUp':
      return index - columns
    case 'Home':
      return rowStart
    case 'End':
      return Math.min(count, rowStart + columns) - 1
    default:
      return null
  }
}
