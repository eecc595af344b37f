import type { GridRow } from './justify-rows.ts'

/**
 * Where an arrow key leads from an asset: left and right along the order, up and down to the picture whose
 * middle is nearest in the row above or below; Home and End to the ends of the row. Null if nowhere.
 */
export function stepInGrid(rows: readonly GridRow<{ id: string }>[], id: string, key: string): string | null {
  const pictureRows = rows.filter((row) => row.kind === 'pictures')
  const rowIndex = pictureRows.findIndex((row) => row.items.some((item) => item.id === id))
  const row = pictureRows[rowIndex]
  if (row === undefined) return null
  const position = row.items.findIndex((item) => item.id === id)
  switch (key) {
    case 'ArrowRight':
      return (row.items[position + 1] ?? pictureRows[rowIndex + 1]?.items[0])?.id ?? null
    case 'ArrowLeft':
      return (row.items[position - 1] ?? pictureRows[rowIndex - 1]?.items.at(-1))?.id ?? null
    case 'ArrowDown':
    case 'ArrowUp': {
      const target = pictureRows[rowIndex + (key === 'ArrowDown' ? 1 : -1)]
      if (target === undefined) return null
      const middles = middlesOf(target.widthsPx)
      const from = middlesOf(row.widthsPx)[position] ?? 0
      const distances = middles.map((middle) => Math.abs(middle - from))
      return target.items[distances.indexOf(Math.min(...distances))]?.id ?? null
    }
    case 'Home':
      return row.items[0]?.id ?? null
    case 'End':
      return row.items.at(-1)?.id ?? null
    default:
      return null
  }
}

function middlesOf(widthsPx: readonly number[]): number[] {
  let leftPx = 0
  return widthsPx.map((widthPx) => {
    leftPx += widthPx
    return leftPx - widthPx / 2
  })
}
