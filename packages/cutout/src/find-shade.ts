import type { Background } from './background-surface.ts'
import { boxMean } from './box-mean.ts'
import type { Size } from './contract.ts'
import type { FloodCut } from './flood.ts'
import { countOf, findRegions, floodFromBorder, type Mask, maskOf, meanPerRegion } from './regions.ts'

/** Peeling off more than this would be eating the product. */
const mostPeeledShare = 0.3
/** Gradient of lightness under which a surface counts as smooth. */
const smoothGradient = 3
/** A shadow worth removing covers this much of the photo and is this far from the ground's colour on average. */
const leastRegionShare = 0.0015
const leastDistance = 8
/** How far smoothing spreads an edge. */
const rimPx = 4

/**
 * Finds contact shadows and faint reflections that a cut kept at the product's foot. Both fade into the ground without
 * an edge while the product ends in one, so what a flood from outside reaches over smooth, somewhat darker ground is
 * shade. Only in the lower half, where things touch the ground: sheen on a product's top looks just the same.
 */
export function findShade(mask: Mask, size: Size, background: Background, flood: FloodCut): Mask {
  const rows = [mask.indexOf(1), mask.lastIndexOf(1)].map((at) => Math.floor(at / size.widthPx))
  const halfway = Math.round((rows[0] + rows[1]) / 2) * size.widthPx
  const passable = maskOf(mask.length, (at) => {
    if (mask[at] === 0) return true
    return at > halfway && flood.gradient[at] < smoothGradient && isShade(background, at)
  })
  const reached = floodFromBorder(passable, size)
  const shade = maskOf(mask.length, (at) => mask[at] === 1 && reached[at] === 1)
  // A pale part that the flood nibbles at differs less from the ground than a shadow worth removing.
  const { label, regions } = findRegions(shade, size)
  const distances = meanPerRegion(label, regions, flood.distance)
  const deep = shade.map((inside, at) =>
    regions[label[at]].sizePx > leastRegionShare * mask.length && distances[label[at]] > leastDistance
      ? inside
      : 0,
  )
  // The gradient is smoothed, so the flood stops short of the product's edge; the last pixels go by colour alone.
  const nearby = boxMean(deep, size, rimPx)
  const whole = maskOf(mask.length, (at) => {
    return deep[at] === 1 || (mask[at] === 1 && nearby[at] > 0.001 && isShade(background, at))
  })
  return countOf(whole) > mostPeeledShare * countOf(mask) ? new Uint8Array(mask.length) : whole
}

/** Darker than the ground but not by half, and of its hue or fuller: the product throws its own colour back at it. */
function isShade({ lab, surface }: Background, pixel: number): boolean {
  const at = pixel * 3
  const [ground, groundA, groundB] = surface.subarray(at, at + 3)
  const share = lab[at] / Math.max(1, ground)
  if (share < 0.5 || share > 1.01) return false
  const groundChroma = Math.hypot(groundA, groundB)
  const hueShift = Math.hypot(lab[at + 1] - groundA * share, lab[at + 2] - groundB * share)
  if (hueShift >= Math.max(6, 0.75 * groundChroma)) return false
  const alongGround = (lab[at + 1] * groundA + lab[at + 2] * groundB) / Math.max(1, groundChroma)
  return groundChroma < 10 || alongGround > 0.85 * share * groundChroma
}
