import type { Background } from './background-surface.ts'
import type { Measures, Size } from './contract.ts'
import { findHardShadow } from './find-hard-shadow.ts'
import type { FloodCut } from './flood.ts'
import { type Cv, convexHull, morph } from './opencv.ts'
import { countOf, invert, type Mask, maskOf } from './regions.ts'

/** More of a cut than this may not look like a cast shadow, or a person shall look at it: no number tells the two apart. */
const mostHardShadow = 0.05
const shadowDoubt = 0.6

/** Measures how the finished cut fits the photo. */
export function measureCut(
  cv: Cv,
  size: Size,
  background: Background,
  flood: FloodCut,
  mask: Mask,
): Measures {
  const count = mask.length
  const areaPx = countOf(mask)
  const outside = invert(mask)
  const outsidePx = Math.max(1, countOf(outside))
  const { threshold } = background
  const isUnexplained = (at: number) =>
    outside[at] === 1 && flood.distance[at] > threshold && flood.shadow[at] === 0
  const isTextured = (at: number) => outside[at] === 1 && flood.gradient[at] > 4
  const common = maskOf(count, (at) => mask[at] === 1 && flood.mask[at] === 1)
  const either = maskOf(count, (at) => mask[at] === 1 || flood.mask[at] === 1)
  return {
    areaShare: areaPx / count,
    backgroundSigma: background.border.sigma,
    borderInlierShare: background.border.inlierShare,
    weakContourShare: weakContourShare(cv, size, background.lab, mask),
    unexplainedShare: countOf(maskOf(count, isUnexplained)) / outsidePx,
    texturedShare: countOf(maskOf(count, isTextured)) / outsidePx,
    agreement: countOf(common) / Math.max(1, countOf(either)),
    borderTouchShare: borderTouchShare(mask, size),
    hardShadowShare: countOf(findHardShadow(mask, size, background, flood)) / Math.max(1, areaPx),
    leakShare: lostEdges(cv, size, background, flood, mask) / Math.max(1, areaPx),
  }
}

/**
 * Multiplies one mark per measure, each between 0.15 and 1, so that one bad sign is enough to doubt a cut.
 * The ramps were set by eye on the twenty product photos that fixtures/photos is taken from.
 */
export function confidenceOf(measures: Measures): number {
  const marks = [
    falling(0.012, 0.06, measures.leakShare),
    falling(3, 9, measures.backgroundSigma),
    rising(0.4, 0.85, measures.borderInlierShare),
    falling(0.08, 0.5, measures.weakContourShare),
    falling(0.03, 0.25, measures.unexplainedShare),
    falling(0.03, 0.3, measures.texturedShare),
    rising(0.8, 0.94, measures.agreement),
    falling(0.04, 0.25, measures.borderTouchShare),
    rising(0.004, 0.02, measures.areaShare) * falling(0.7, 0.9, measures.areaShare),
  ]
  const confidence = marks.reduce((product, mark) => product * (0.15 + 0.85 * mark), 1)
  return measures.hardShadowShare > mostHardShadow ? Math.min(confidence, shadowDoubt) : confidence
}

/** A mark that rises smoothly from 0 to 1 between two values of a measure. */
export function rising(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** A mark that falls from 1 to 0. */
export function falling(from: number, to: number, value: number): number {
  return 1 - rising(from, to, value)
}

function nearPx({ widthPx, heightPx }: Size): number {
  return Math.max(3, Math.round(0.006 * Math.max(widthPx, heightPx)))
}

/** Compares the mean colour just inside with the one just outside, along the outline. */
function weakContourShare(cv: Cv, size: Size, lab: Float32Array, mask: Mask): number {
  const { widthPx, heightPx } = size
  const shrunk = morph(cv, 'shrink', mask, size, 1)
  let contourPx = 0
  let weakPx = 0
  for (let y = 3; y < heightPx - 3; y++) {
    for (let x = 3; x < widthPx - 3; x++) {
      const at = y * widthPx + x
      if (mask[at] === 0 || shrunk[at] === 1) continue
      contourPx++
      if (colourStep(lab, mask, size, x, y) < 10) weakPx++
    }
  }
  return contourPx > 0 ? weakPx / contourPx : 1
}

/** How much the mean colour changes across the outline, in a window around one of its pixels. */
function colourStep(lab: Float32Array, mask: Mask, size: Size, x: number, y: number): number {
  const { widthPx, heightPx } = size
  const radiusPx = nearPx(size)
  // Sums of L, a, b and the count: outside in the first four slots, inside in the last four.
  const sums = new Float64Array(8)
  for (let row = Math.max(0, y - radiusPx); row <= Math.min(heightPx - 1, y + radiusPx); row++) {
    for (let column = Math.max(0, x - radiusPx); column <= Math.min(widthPx - 1, x + radiusPx); column++) {
      const at = row * widthPx + column
      const slot = mask[at] * 4
      sums[slot] += lab[at * 3]
      sums[slot + 1] += lab[at * 3 + 1]
      sums[slot + 2] += lab[at * 3 + 2]
      sums[slot + 3]++
    }
  }
  const [l, a, b] = [0, 1, 2].map(
    (channel) => sums[4 + channel] / Math.max(1, sums[7]) - sums[channel] / Math.max(1, sums[3]),
  )
  return Math.hypot(l, a, b)
}

/** How much of the photo's border the product touches, from 0 to 1. */
export function borderTouchShare(mask: Mask, { widthPx, heightPx }: Size): number {
  let touching = 0
  for (let x = 0; x < widthPx; x++) touching += mask[x] + mask[(heightPx - 1) * widthPx + x]
  for (let y = 0; y < heightPx; y++) touching += mask[y * widthPx] + mask[y * widthPx + widthPx - 1]
  return touching / (2 * (widthPx + heightPx))
}

/** Edges outside the mask but inside its hull, away from its rim: product parts that were lost. */
function lostEdges(cv: Cv, size: Size, background: Background, flood: FloodCut, mask: Mask): number {
  const near = morph(cv, 'grow', mask, size, nearPx(size))
  const hull = convexHull(cv, mask, size)
  return countOf(
    maskOf(mask.length, (at) => {
      if (hull[at] === 0 || near[at] === 1 || flood.gradient[at] <= flood.edgeThreshold) return false
      const isSoftShade =
        flood.shadow[at] === 1 && flood.distance[at] > background.threshold * 0.5 && flood.gradient[at] < 2.5
      return !isSoftShade
    }),
  )
}
