import type { Background } from './background-surface.ts'
import { boxMean } from './box-mean.ts'
import type { Size } from './contract.ts'
import type { FloodCut } from './flood.ts'
import { countOf, findRegions, invert, type Mask, maskOf } from './regions.ts'

/** A shadow is this much darker than its ground at the least, as a share of its lightness. */
const leastDarker = 0.25
/** Darker than this is black itself: some light always gets into a shadow. */
const darkest = 0.16
/** Surfaces of products are seldom as smooth as ground in shadow. */
const smoothGradient = 3.2
/** Colour may stray this far from the ground's own hue. */
const hueReach = 6
/** In the dark parts of a shadow grain and hue may stray this much further. */
const darkTolerance = 1.7
/** A shadow worth speaking of is this large a part of the cut, and has this much of its rim at the ground. */
const leastShare = 0.015
const leastOpenShare = 0.22
/** How far the edge between ground and shadow spreads, in pixels. */
const rimPx = 16

/**
 * Finds cast shadows with hard edges that a cut took for product: dark, smooth patches of the ground's hue that lie
 * open to the ground. A smooth dark part of a product looks just the same, so this is a doubt; a person decides.
 */
export function findHardShadow(mask: Mask, size: Size, background: Background, flood: FloodCut): Mask {
  const isDark = maskOf(mask.length, (at) => {
    const share = mask[at] === 1 ? shareOfLight(background, flood, at, 1) : 1
    return share < 1 - leastDarker && share > darkest
  })
  const { label, regions } = findRegions(isDark, size)
  const open = boxMean(invert(mask), size, rimPx)
  const inside = boxMean(isDark, size, 1)
  const rims = regions.map(() => ({ count: 0, open: 0 }))
  for (let at = 0; at < mask.length; at++) {
    if (label[at] === 0 || inside[at] > 0.99) continue
    rims[label[at]].count++
    if (open[at] > 0) rims[label[at]].open++
  }
  const areaPx = countOf(mask)
  const isShadow = regions.map(
    ({ sizePx }, id) =>
      id > 0 && sizePx > leastShare * areaPx && rims[id].open > leastOpenShare * rims[id].count,
  )
  const core = maskOf(mask.length, (at) => isShadow[label[at]])
  if (countOf(core) === 0) return core
  const whole = withDarkParts(core, mask, size, background, flood)
  // The rim between shadow and ground is no part of the smooth patch, but of the shadow.
  const near = boxMean(core, size, rimPx)
  return maskOf(mask.length, (at) => whole[at] === 1 || (mask[at] === 1 && near[at] > 0.02 && open[at] > 0))
}

/** Close to the product a shadow may be black: what hangs together with the rest of it and is as smooth belongs to it. */
function withDarkParts(core: Mask, mask: Mask, size: Size, background: Background, flood: FloodCut): Mask {
  const isDark = maskOf(mask.length, (at) => {
    return (
      core[at] === 1 ||
      (mask[at] === 1 && shareOfLight(background, flood, at, darkTolerance) < 1 - leastDarker)
    )
  })
  const { label, regions } = findRegions(isDark, size)
  const isPart = new Uint8Array(regions.length)
  for (let at = 0; at < mask.length; at++) if (core[at] === 1) isPart[label[at]] = 1
  return maskOf(mask.length, (at) => isPart[label[at]] === 1)
}

/** How light a pixel is beside its ground, from 0; 1 where it cannot be the ground in shadow. */
function shareOfLight(
  { lab, surface }: Background,
  flood: FloodCut,
  pixel: number,
  tolerance: number,
): number {
  if (flood.gradient[pixel] > smoothGradient * tolerance) return 1
  const at = pixel * 3
  const share = lab[at] / Math.max(1, surface[at])
  const hueShift = Math.hypot(lab[at + 1] - surface[at + 1] * share, lab[at + 2] - surface[at + 2] * share)
  return hueShift < hueReach * tolerance ? share : 1
}
