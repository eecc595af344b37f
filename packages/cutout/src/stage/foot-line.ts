import type { Piece } from './order.ts'

/** The straight line on which a product stands, in pixels of the picture: y = atZero + slope · x. */
export type FootLine = { atZero: number; slope: number }

/** How a product meets the floor, for every column of its own pixels. */
export type Foot = {
  line: FootLine
  /** The lowest row with product, in pixels of the picture; −1 where the column is empty. */
  bottoms: Int32Array
  /** The share of the product's height that the column fills, from 0 to 1. */
  fills: Float32Array
}

/** A floor seen by a camera leans no more than this; a steeper line is the product's own shape. */
const mostSlope = 0.22

/** Finds where a product stands. */
export function findFoot(piece: Piece): Foot {
  const { rgba, widthPx, heightPx, left, top } = piece
  const bottoms = new Int32Array(widthPx).fill(-1)
  const fills = new Float32Array(widthPx)
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (rgba[(y * widthPx + x) * 4 + 3] < 128) continue
      bottoms[x] = top + y
      fills[x] += 1 / heightPx
    }
  }
  return { line: lineUnder(bottoms, centreOf(fills), left), bottoms, fills }
}

/** The column on either side of which half of the product lies. */
function centreOf(fills: Float32Array): number {
  const half = fills.reduce((sum, fill) => sum + fill, 0) / 2
  let sum = 0
  return fills.findIndex((fill) => {
    sum += fill
    return sum >= half
  })
}

/**
 * The edge of the lower hull under the centre of weight: what the product would rest on. Where that is a curve (a
 * ball, the round foot of a vase) it is short, and level there.
 */
function lineUnder(bottoms: Int32Array, centre: number, left: number): FootLine {
  const hull: { x: number; y: number }[] = []
  for (let x = 0; x < bottoms.length; x++) {
    if (bottoms[x] < 0) continue
    const next = { x, y: bottoms[x] }
    while (hull.length > 1 && !turnsUp(hull[hull.length - 2], hull[hull.length - 1], next)) hull.pop()
    hull.push(next)
  }
  const after = hull.findIndex(({ x }) => x > centre)
  const [from, to] = after > 0 ? [hull[after - 1], hull[after]] : [hull[0], hull[0]]
  if (!from || !to) return { atZero: 0, slope: 0 }
  const isLong = to.x - from.x > 0.12 * bottoms.length
  const slope = (to.y - from.y) / Math.max(1, to.x - from.x)
  if (isLong && Math.abs(slope) <= mostSlope) return { atZero: from.y - slope * (from.x + left), slope }
  return { atZero: Math.max(...bottoms), slope: 0 }
}

/** Whether the middle point lies below the straight way from the first to the last (y runs downwards). */
function turnsUp(
  first: { x: number; y: number },
  middle: { x: number; y: number },
  last: { x: number; y: number },
): boolean {
  return (middle.x - first.x) * (last.y - first.y) < (middle.y - first.y) * (last.x - first.x)
}
