import { softenEdges } from './alpha.ts'
import { findBackground } from './background-surface.ts'
import { combineCuts } from './combine-cuts.ts'
import { confidenceOf, measureCut } from './confidence.ts'
import type { Box, CutOut, Picture, Size } from './contract.ts'
import { findShade } from './find-shade.ts'
import { cutByFlood } from './flood.ts'
import { cutByGrabCut } from './grab-cut.ts'
import type { Cv } from './opencv.ts'
import { dropSpecks, without } from './regions.ts'

/** Alpha levels under this are haze, not product. */
const visibleLevel = 16

/** Cuts the product out of a decoded photo: masks at the work size, soft edges at full size. Blocks for a second or two. */
export function cutPicture(cv: Cv, full: Picture, work: Picture): CutOut {
  const background = findBackground(work)
  const flood = cutByFlood(background, work)
  const grabCut = cutByGrabCut(cv, work, background, flood)
  const combined = combineCuts(cv, work, background, flood, grabCut)
  const shade = findShade(combined, work, background, flood)
  const mask = without(combined, shade)
  dropSpecks(mask, work, 0.01)
  const measures = measureCut(cv, work, background, { ...flood, mask: without(flood.mask, shade) }, mask)
  const rgba = softenEdges(cv, full, work, mask)
  const { widthPx, heightPx } = full
  return {
    widthPx,
    heightPx,
    rgba,
    confidence: confidenceOf(measures),
    box: visibleBox(rgba, full),
    measures,
  }
}

function visibleBox(rgba: Uint8Array, { widthPx, heightPx }: Size): Box {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1]
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (rgba[(y * widthPx + x) * 4 + 3] < visibleLevel) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  if (right < 0) return { left: 0, top: 0, width: widthPx, height: heightPx }
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}
