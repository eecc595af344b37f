import type { Box, Picture, Size, WantedDetails } from './contract.ts'
import { lightnessGradient, toLab } from './lab.ts'
import { type Cv, morph } from './opencv.ts'
import { countOf, type Mask } from './regions.ts'

/** A window is tried at this many places along its own side. */
const placesPerSide = 10
/** Cells a side that an even texture must fill alike. */
const cellsPerSide = 3
const leastSidePx = 16
/** How much of a window has to be product. */
const leastCovered = { varied: 0.6, even: 0.985 }

type Window = Box & { score: number }

/**
 * Finds where a product is richest in detail: windows that do not overlap, richest first; at least one. An empty mask
 * stands for everything.
 */
export function findDetails(
  cv: Cv,
  work: Picture,
  mask: Mask,
  { ratio, areaShare, kind, count }: WantedDetails,
): Box[] {
  const { widthPx, heightPx } = work
  const whole = countOf(mask) === 0
  const product = whole ? new Uint8Array(mask.length).fill(1) : mask
  // The outline is an edge, but no detail.
  const inside = whole ? product : morph(cv, 'shrink', product, work, 4)
  const gradient = lightnessGradient(toLab(work.rgb), widthPx, heightPx)
  const richness = sumsOf(
    gradient.map((steepness, at) => (inside[at] === 1 ? Math.min(steepness, 40) : 0)),
    work,
  )
  const covered = sumsOf(product, work)
  const size = windowSize(boxAreaOf(product, work) * areaShare, ratio, work)
  const windows = placesOf(size, work).map((box): Window => {
    const share = meanIn(covered, work, box)
    const rich = kind === 'varied' ? meanIn(richness, work, box) : leastCell(richness, work, box)
    // Places that hold too little product come last, but they come: a lace has no place that is covered.
    return { ...box, score: rich * (share >= leastCovered[kind] ? 1 : share ** 3 * 0.3) }
  })
  return pick(windows, count)
}

function pick(windows: Window[], count: number): Box[] {
  const picked: Box[] = []
  const ranked = windows.toSorted((a, b) => b.score - a.score || a.top - b.top || a.left - b.left)
  for (const { score: _score, ...box } of ranked) {
    if (picked.length === count) break
    if (picked.every((other) => isApart(box, other))) picked.push(box)
  }
  return picked
}

function isApart(one: Box, other: Box): boolean {
  return (
    one.left + one.width <= other.left ||
    other.left + other.width <= one.left ||
    one.top + one.height <= other.top ||
    other.top + other.height <= one.top
  )
}

function windowSize(areaPx: number, ratio: number, { widthPx, heightPx }: Size) {
  const wanted = Math.sqrt(areaPx * ratio)
  const width = Math.max(leastSidePx, leastSidePx * ratio, Math.min(wanted, widthPx, heightPx * ratio))
  return {
    width: Math.min(widthPx, Math.round(width)),
    height: Math.min(heightPx, Math.max(1, Math.round(width / ratio))),
  }
}

function placesOf({ width, height }: { width: number; height: number }, { widthPx, heightPx }: Size): Box[] {
  const step = Math.max(1, Math.round(Math.min(width, height) / placesPerSide))
  const places: Box[] = []
  for (let top = 0; top + height <= heightPx; top += step)
    for (let left = 0; left + width <= widthPx; left += step) places.push({ left, top, width, height })
  return places
}

function boxAreaOf(mask: Mask, { widthPx, heightPx }: Size): number {
  const rows = Array.from({ length: heightPx }, (_, y) =>
    countOf(mask.subarray(y * widthPx, (y + 1) * widthPx)),
  )
  const heightOf = rows.filter((count) => count > 0).length
  return heightOf * Math.max(...rows)
}

function leastCell(sums: Float64Array, size: Size, { left, top, width, height }: Box): number {
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < cellsPerSide; row++) {
    for (let column = 0; column < cellsPerSide; column++) {
      const cell = {
        left: left + Math.floor((column * width) / cellsPerSide),
        top: top + Math.floor((row * height) / cellsPerSide),
        width: Math.max(1, Math.floor(width / cellsPerSide)),
        height: Math.max(1, Math.floor(height / cellsPerSide)),
      }
      least = Math.min(least, meanIn(sums, size, cell))
    }
  }
  return least
}

/** Sums over all that lies above and left of every corner, so that a window's sum takes four readings. */
function sumsOf(plane: ArrayLike<number>, { widthPx, heightPx }: Size): Float64Array {
  const stride = widthPx + 1
  const sums = new Float64Array(stride * (heightPx + 1))
  for (let y = 0; y < heightPx; y++) {
    let row = 0
    for (let x = 0; x < widthPx; x++) {
      row += plane[y * widthPx + x]
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
    }
  }
  return sums
}

function meanIn(sums: Float64Array, { widthPx }: Size, { left, top, width, height }: Box): number {
  const stride = widthPx + 1
  const above = top * stride
  const below = (top + height) * stride
  const sum =
    sums[below + left + width] - sums[below + left] - sums[above + left + width] + sums[above + left]
  return sum / (width * height)
}
