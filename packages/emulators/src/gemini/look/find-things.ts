import { colourAt, median, type Raster } from './raster.ts'

/** What stands out from the ground of a picture. */
export type Things = {
  /** Whether a pixel belongs to a thing. */
  isThing: Uint8Array
  /** How many larger things there are. */
  count: number
  /** How unevenly the border is coloured, in 256 steps: a plain ground has little. */
  borderSpread: number
  /** The colour of the ground. */
  ground: readonly [number, number, number]
  /** Share of the border that things touch. */
  touchedShare: number
}

/** In 256 steps, summed up over red, green and blue: less is shade and noise. */
const LEAST_DIFFERENCE = 110
/** The smallest share of the picture that counts as a thing of its own. */
const LEAST_AREA = 0.012

/** Finds what differs from the colour of the border, or what is not transparent. */
export function findThings(raster: Raster): Things {
  const { width, height, rgba } = raster
  const border = borderOf(width, height)
  const ground = ([0, 1, 2] as const).map((channel) =>
    median(border.map((at) => rgba[at * 4 + channel] ?? 0)),
  ) as unknown as readonly [number, number, number]
  const difference = (at: number) => {
    const colour = colourAt(raster, at)
    return colour.reduce((sum, value, channel) => sum + Math.abs(value - (ground[channel] ?? 0)), 0)
  }
  const hasHoles = rgba.some((value, at) => at % 4 === 3 && value < 128)
  const isThing = Uint8Array.from({ length: width * height }, (_, at) => {
    const isOpaque = (rgba[at * 4 + 3] ?? 0) >= 128
    return isOpaque && (hasHoles || difference(at) >= LEAST_DIFFERENCE) ? 1 : 0
  })
  return {
    isThing,
    ground,
    count: countThings(isThing, width, height),
    borderSpread: border.reduce((sum, at) => sum + difference(at) / 3, 0) / Math.max(1, border.length),
    touchedShare: border.filter((at) => isThing[at]).length / Math.max(1, border.length),
  }
}

function borderOf(width: number, height: number): number[] {
  return Array.from({ length: width * height }, (_, at) => at).filter((at) => {
    const x = at % width
    const y = Math.floor(at / width)
    return x === 0 || y === 0 || x === width - 1 || y === height - 1
  })
}

function countThings(isThing: Uint8Array, width: number, height: number): number {
  const isSeen = new Uint8Array(isThing.length)
  let count = 0
  for (let start = 0; start < isThing.length; start++) {
    if (!isThing[start] || isSeen[start]) continue
    if (fill(start, isThing, isSeen, width) >= LEAST_AREA * width * height) count++
  }
  return count
}

/** Marks everything that hangs together, two pixels apart at most, and counts it. */
function fill(start: number, isThing: Uint8Array, isSeen: Uint8Array, width: number): number {
  const waiting = [start]
  isSeen[start] = 1
  let area = 0
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    area++
    for (const step of [1, 2, width, 2 * width, width + 1, width - 1]) {
      for (const next of [at + step, at - step]) {
        if (!isThing[next] || isSeen[next]) continue
        isSeen[next] = 1
        waiting.push(next)
      }
    }
  }
  return area
}
