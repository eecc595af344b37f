import type { Background } from './background-surface.ts'
import { boxMean } from './box-mean.ts'
import type { Size } from './contract.ts'
import type { FloodCut } from './flood.ts'
import { isPlain } from './grab-cut.ts'
import {
  countOf,
  findRegions,
  floodFromBorder,
  type Mask,
  maskOf,
  meanPerRegion,
  without,
} from './regions.ts'

/** Grounds paler than this share their grey with too many products: there colour says nothing. */
const leastGroundChroma = 10
/** In shade a ground is this bright at the least, and hardly brighter than in the light (CIELAB, L + 16). */
const darkest = 0.42
const brightest = 1.03
/** A colour this far off the ground's own row of shades is product. */
const surelyProduct = 10
/** Steeper than this is the product's own edge. */
const steepest = 14
/** How much nearer to the ground's shades than to the product around it a pixel has to be. */
const clearly = 0.35
/** In strongly coloured grounds, enclosed gaps that lie this close to its shades are ground too. */
const strongChroma = 28
const gapDistance = 4
/** Peeling off more than this would be eating the product. */
const mostPeeledShare = 0.3

/**
 * Takes off what is left of the ground around a product on a coloured ground: shaded, and edged enough to have passed
 * for product. A surface in shade keeps its hue: in CIELAB its colours lie on one straight line towards black, and a
 * product of another hue does not. Of what lies on that line goes what can be reached from outside, and enclosed gaps.
 */
export function peelShade(mask: Mask, size: Size, background: Background, flood: FloodCut): Mask {
  if (!isPlain(background)) return mask
  const offGround = distanceFromShades(background)
  const product = productHue(mask, size, background, offGround)
  const isGround = maskOf(mask.length, (at) => {
    if (mask[at] === 0 || offGround[at] > surelyProduct || flood.gradient[at] > steepest) return false
    return offGround[at] < clearly * product[at]
  })
  const reached = floodFromBorder(
    maskOf(mask.length, (at) => mask[at] === 0 || isGround[at] === 1),
    size,
  )
  const gaps = gapsIn(without(isGround, reached), size, background, offGround)
  const peeled = maskOf(mask.length, (at) => mask[at] === 1 && (reached[at] === 1 || gaps[at] === 1))
  if (countOf(peeled) > mostPeeledShare * countOf(mask)) return mask
  return smoothed(without(mask, peeled), mask, peeled, size)
}

/** How far every pixel lies off the line of the ground's shades; far where it is too dark or too bright for one. */
function distanceFromShades({ lab, surface }: Background): Float32Array {
  const off = new Float32Array(lab.length / 3)
  for (let pixel = 0, at = 0; pixel < off.length; pixel++, at += 3) {
    const [l, a, b] = [surface[at] + 16, surface[at + 1], surface[at + 2]]
    const [seenL, seenA, seenB] = [lab[at] + 16, lab[at + 1], lab[at + 2]]
    const chroma = Math.hypot(a, b)
    const share = (seenL * l + seenA * a + seenB * b) / (l * l + a * a + b * b)
    const isShade = chroma > leastGroundChroma && share > darkest && share < brightest
    off[pixel] = isShade ? Math.hypot(seenL - share * l, seenA - share * a, seenB - share * b) : 100
  }
  return off
}

/** How far off the ground's shades the product is, around every pixel of the mask. */
function productHue(mask: Mask, size: Size, background: Background, offGround: Float32Array): Float32Array {
  const isSure = maskOf(mask.length, (at) => mask[at] === 1 && offGround[at] > surelyProduct)
  const radiusPx = Math.max(6, Math.round(0.02 * Math.max(size.widthPx, size.heightPx)))
  const weights = boxMean(isSure, size, radiusPx)
  const sums = boxMean(
    offGround.map((distance, at) => (isSure[at] === 1 ? Math.min(distance, 40) : 0)),
    size,
    radiusPx,
  )
  return sums.map((sum, at) => (weights[at] > 0.002 ? sum / weights[at] : background.threshold))
}

/** Enclosed pieces that are surely ground seen through the product: of its hue throughout, which must be a strong one. */
function gapsIn(mask: Mask, size: Size, { surface }: Background, offGround: Float32Array): Mask {
  const { label, regions } = findRegions(mask, size)
  const distances = meanPerRegion(label, regions, offGround)
  return maskOf(mask.length, (at) => {
    const id = label[at]
    if (id === 0 || Math.hypot(surface[at * 3 + 1], surface[at * 3 + 2]) < strongChroma) return false
    return regions[id].sizePx > mask.length * 0.0001 && distances[id] < gapDistance
  })
}

/** Rounds off the new outline, where pixels were taken off one by one. */
function smoothed(mask: Mask, before: Mask, peeled: Mask, size: Size): Mask {
  const near = boxMean(peeled, size, 3)
  const share = boxMean(boxMean(mask, size, 1), size, 1)
  return maskOf(mask.length, (at) => {
    return near[at] > 0.001 ? before[at] === 1 && share[at] > 0.5 : mask[at] === 1
  })
}
