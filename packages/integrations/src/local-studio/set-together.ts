import type { CutOutMaker, Piece, StageOrder } from '@studio/cutout'
import type { PictureRequest } from '../picture-provider/index.ts'
import { areaWithin, type Frame, frameOf, MAX_ENLARGEMENT } from './frame.ts'
import type { FoundProduct } from './on-ground.ts'

/** Between products, and between rows, in units of a product's size. */
const GAP = 0.16
/** No product is more than this many times as wide or high as a square one. */
const MOST_STRETCHED = 1.45
const MARGIN_PERCENT = 8

/** A product's place in a row, in units of a product's size. */
type Placed = { product: FoundProduct; width: number; height: number }

/**
 * Several products side by side on white. Nobody knows how large they really are, so all take the same area of the
 * picture, those in a row standing on one line; two or three rows where they come out larger so.
 */
export async function setTogether(
  products: FoundProduct[],
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  const [first] = products
  const wanted = frameOf(request, first?.finding ?? { widthPx: 1, heightPx: 1 })
  const area = areaWithin(request.options.marginPercent ?? MARGIN_PERCENT)
  const room = {
    width: wanted.widthPx * (area.right - area.left),
    height: wanted.heightPx * (area.bottom - area.top),
  }
  const placed = products.map(sizeOf)
  const layouts = [1, 2, 3].map((rowCount) => rowsOf(placed, rowCount))
  const best = layouts.reduce((one, other) => (unitPx(other, room) > unitPx(one, room) ? other : one))
  const { frame, unit } = limited(wanted, best, unitPx(best, room))
  const pieces = await liftRows(best, frame, unit, cutter)
  return {
    ...{ widthPx: frame.widthPx, heightPx: frame.heightPx, pieces },
    ...{ ground: { kind: 'plain', rgb: [255, 255, 255] }, footing: { kind: 'standing' } },
    ...{ strokes: [], strokeRgb: [0, 0, 0] },
  }
}

/** Every product covers a box of the same area, unless it is very long. */
function sizeOf(product: FoundProduct): Placed {
  const { width, height } = product.finding.box
  const across = Math.sqrt(width / height)
  const shrink = Math.min(1, MOST_STRETCHED / Math.max(across, 1 / across))
  return { product, width: across * shrink, height: shrink / across }
}

function rowsOf(placed: Placed[], rowCount: number): Placed[][] {
  const perRow = Math.ceil(placed.length / rowCount)
  return Array.from({ length: rowCount }, (_, row) => placed.slice(row * perRow, (row + 1) * perRow)).filter(
    (row) => row.length > 0,
  )
}

function widthOf(row: Placed[]): number {
  return row.reduce((sum, { width }) => sum + width, 0) + GAP * (row.length - 1)
}

function heightOf(row: Placed[]): number {
  return Math.max(...row.map(({ height }) => height))
}

/** How many pixels a product's size may have so that all rows fit. */
function unitPx(rows: Placed[][], room: { width: number; height: number }): number {
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0) + GAP * (rows.length - 1)
  return Math.min(room.width / Math.max(...rows.map(widthOf)), room.height / height)
}

/** As for one product: a smaller picture rather than too much enlargement, unless its size was named. */
function limited(frame: Frame, rows: Placed[][], unit: number): { frame: Frame; unit: number } {
  const most = Math.max(
    ...rows.flat().map(({ product, width }) => (width * unit) / product.finding.box.width),
  )
  if (most <= MAX_ENLARGEMENT) return { frame, unit }
  const smaller = MAX_ENLARGEMENT / most
  if (frame.isExact) return { frame, unit: unit * smaller }
  const size = {
    widthPx: Math.max(1, Math.round(frame.widthPx * smaller)),
    heightPx: Math.max(1, Math.round(frame.heightPx * smaller)),
  }
  return { frame: { ...size, isExact: false }, unit: unit * smaller }
}

async function liftRows(rows: Placed[][], frame: Frame, unit: number, cutter: CutOutMaker): Promise<Piece[]> {
  const pieces: Piece[] = []
  const heights = rows.reduce((sum, row) => sum + heightOf(row), 0) + GAP * (rows.length - 1)
  let top = (frame.heightPx - heights * unit) / 2
  for (const row of rows) {
    let left = (frame.widthPx - widthOf(row) * unit) / 2
    const floor = top + heightOf(row) * unit
    for (const { product, width } of row) {
      const scale = (width * unit) / product.finding.box.width
      const layer = await cutter.lift(product.bytes, product.finding, { scale })
      pieces.push({ ...layer, left: Math.round(left), top: Math.round(floor) - layer.heightPx })
      left += (width + GAP) * unit
    }
    top = floor + GAP * unit
  }
  return pieces
}
