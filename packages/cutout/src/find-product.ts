import { type Background, findBackground } from './background-surface.ts'
import { combineCuts } from './combine-cuts.ts'
import { confidenceOf, measureCut } from './confidence.ts'
import type { Box, CutSides, CutSwitches, FoundMask, Picture, Size } from './contract.ts'
import { findHardShadow } from './find-hard-shadow.ts'
import { findShade } from './find-shade.ts'
import { cutByFlood, type FloodCut } from './flood.ts'
import { cutByGrabCut } from './grab-cut.ts'
import type { Cv } from './opencv.ts'
import { peelShade } from './peel-shade.ts'
import { countOf, dropSpecks, fillPinHoles, type Mask, maskOf, without } from './regions.ts'

/** Less than this of the photo is a speck of dust, and no product. */
const leastShare = 0.0008
/** A photo smaller than this shows nothing that could be told from its background. */
const leastSidePx = 12
/** Touching less than this share of a side is a stray pixel, and no product that was cut off. */
const leastTouchShare = 0.02
/** A photo is not empty where this share of it is steeper than this. */
const busyGradient = 4
const busyShare = 0.01

/** Finds the product in a photo of the work size. Blocks for about a second. */
export function findProduct(cv: Cv, work: Picture, switches: CutSwitches): FoundMask {
  if (Math.min(work.widthPx, work.heightPx) < leastSidePx) return nothing(work)
  const background = findBackground(work)
  const flood = cutByFlood(background, work)
  const grabCut = cutByGrabCut(cv, work, background, flood)
  const combined = combineCuts(cv, work, background, flood, grabCut)
  const shade = findShade(combined, work, background, flood)
  const peeled = peelShade(without(combined, shade), work, background, flood)
  const mask = switches.removeShadow ? withoutHardShadow(peeled, work, background, flood) : peeled
  dropSpecks(mask, work, 0.01)
  if (switches.fillHoles) fillPinHoles(mask, work, mask.length)
  if (isNothing(mask)) return isBusy(flood.gradient) ? everything(work) : nothing(work)
  const removed = without(combined, mask)
  const measures = measureCut(cv, work, background, { ...flood, mask: without(flood.mask, removed) }, mask)
  return describeMask(mask, work, confidenceOf(measures), measures)
}

/** Takes a photo's own transparency for the cut. */
export function takeOwnAlpha(alpha: Uint8Array, work: Size): FoundMask {
  const mask = maskOf(alpha.length, (at) => alpha[at] > 127)
  return describeMask(mask, work, 1, { areaShare: countOf(mask) / mask.length })
}

/** Puts a finished mask into the words of an answer; one that holds nothing worth it counts as nothing. */
export function describeMask(
  mask: Mask,
  work: Size,
  confidence: number,
  measures: Readonly<Record<string, number>>,
): FoundMask {
  if (isNothing(mask)) return nothing(work, measures)
  return { mask, confidence, measures, box: boxOf(mask, work), touches: touchesOf(mask, work) }
}

/** Specks go twice: what a shadow leaves behind is more of them. */
function withoutHardShadow(mask: Mask, work: Size, background: Background, flood: FloodCut): Mask {
  const kept = without(mask, findHardShadow(mask, work, background, flood))
  dropSpecks(kept, work, 0.1)
  return kept
}

function isNothing(mask: Mask): boolean {
  return countOf(mask) < Math.max(4, leastShare * mask.length)
}

/** Whether there is something to be seen, although nothing stands out: a product that fills the frame, or a pattern. */
function isBusy(gradient: Float32Array): boolean {
  return countOf(maskOf(gradient.length, (at) => gradient[at] > busyGradient)) > busyShare * gradient.length
}

/** What fills the frame has no background to be told from: the whole photo counts as product, without any confidence. */
function everything({ widthPx, heightPx }: Size): FoundMask {
  return {
    mask: new Uint8Array(widthPx * heightPx).fill(1),
    ...{ confidence: 0, measures: { areaShare: 1 } },
    box: { left: 0, top: 0, width: widthPx, height: heightPx },
    touches: { left: true, top: true, right: true, bottom: true },
  }
}

function nothing({ widthPx, heightPx }: Size, measures: Readonly<Record<string, number>> = {}): FoundMask {
  const mask = new Uint8Array(widthPx * heightPx)
  const touches = { left: false, top: false, right: false, bottom: false }
  return { mask, confidence: 0, measures, box: null, touches }
}

function boxOf(mask: Mask, { widthPx, heightPx }: Size): Box {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1]
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (mask[y * widthPx + x] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  }
  // The soft edge reaches a little further than the mask.
  left = Math.max(0, left - 1)
  top = Math.max(0, top - 1)
  right = Math.min(widthPx - 1, right + 1)
  bottom = Math.min(heightPx - 1, bottom + 1)
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

function touchesOf(mask: Mask, { widthPx, heightPx }: Size): CutSides {
  const across = (row: number) => countOf(mask.subarray(row * widthPx, (row + 1) * widthPx)) / widthPx
  const down = (column: number) => {
    let inside = 0
    for (let y = 0; y < heightPx; y++) inside += mask[y * widthPx + column]
    return inside / heightPx
  }
  return {
    left: down(0) > leastTouchShare,
    right: down(widthPx - 1) > leastTouchShare,
    top: across(0) > leastTouchShare,
    bottom: across(heightPx - 1) > leastTouchShare,
  }
}
