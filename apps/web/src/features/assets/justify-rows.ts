/** What is laid out: an id, and the upright pixel size if it is known. */
export type LayoutItem = { id: string; widthPx: number | null; heightPx: number | null }

/** One line of the grid: a day's heading, or pictures side by side, each `widths[i]` pixels wide. */
export type GridRow<Item> =
  | { kind: 'day'; day: string; topPx: number; heightPx: number }
  | {
      kind: 'pictures'
      items: Item[]
      widthsPx: number[]
      topPx: number
      heightPx: number
    }

/** The room there is, and the sizes wished for. */
export type GridMeasures = { widthPx: number; targetHeightPx: number; gapPx: number; dayHeightPx: number }

/** Panoramas and banners are shown as if no wider or narrower than this, inside a box that keeps their ratio. */
const NARROWEST = 0.5
const WIDEST = 3

/** The ratio a picture takes up in its row; a square while its size is unknown. */
export function layoutRatio(item: LayoutItem): number {
  if (item.widthPx === null || item.heightPx === null) return 1
  return Math.min(WIDEST, Math.max(NARROWEST, item.widthPx / item.heightPx))
}

/**
 * Lays pictures out in rows that fill the width exactly, at about the target height, with a heading above
 * each day. The last row of a day keeps the target height instead of being blown up. While more is to come
 * (`hasMore`) the last row is held back until it is full: what is on screen never moves.
 */
export function justifyRows<Item extends LayoutItem>(
  items: readonly Item[],
  dayOf: (item: Item) => string,
  { widthPx, targetHeightPx, gapPx, dayHeightPx }: GridMeasures,
  hasMore = false,
): GridRow<Item>[] {
  const rows: GridRow<Item>[] = []
  let topPx = 0
  let open: Item[] = []
  let openRatio = 0

  function closeRow(isFull: boolean) {
    if (open.length === 0) return
    const filling = (widthPx - gapPx * (open.length - 1)) / openRatio
    // Not rounded: every box keeps its picture's exact ratio, and the browser snaps edges to pixels.
    const heightPx = isFull ? filling : Math.min(filling, targetHeightPx)
    const widthsPx = open.map((item) => layoutRatio(item) * heightPx)
    rows.push({ kind: 'pictures', items: open, widthsPx, topPx, heightPx })
    topPx += heightPx + gapPx
    open = []
    openRatio = 0
  }

  let day: string | undefined
  for (const item of items) {
    const itsDay = dayOf(item)
    if (itsDay !== day) {
      closeRow(false)
      day = itsDay
      rows.push({ kind: 'day', day, topPx, heightPx: dayHeightPx })
      topPx += dayHeightPx
    }
    open.push(item)
    openRatio += layoutRatio(item)
    const heightAsFullRow = (widthPx - gapPx * (open.length - 1)) / openRatio
    if (heightAsFullRow <= targetHeightPx) closeRow(true)
  }
  if (!hasMore) closeRow(false)
  return rows
}

/** Where the grid ends, in pixels from its top. */
export function gridHeight(rows: readonly GridRow<unknown>[]): number {
  const last = rows.at(-1)
  return last === undefined ? 0 : last.topPx + last.heightPx
}
