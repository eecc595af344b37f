import { boxMean } from './box-mean.ts'
import type { Box, Layer, Part, Picture, Size } from './contract.ts'
import { type Cv, morph } from './opencv.ts'
import type { Mask } from './regions.ts'

/** Alpha levels under this are haze, not product. */
const visibleLevel = 16

/**
 * Lifts the product off its ground in a picture, or a part of one, of any size: softens the hard mask into straight
 * alpha. In a narrow band along the outline, alpha is how far a pixel's colour lies on the way from the local background
 * colour to the local product colour; where the two are alike, the blurred mask decides instead. The background's share
 * is then taken out of the pixel's colour. Inside the band every pixel stays as it is.
 */
export function liftProduct(
  cv: Cv,
  picture: Picture,
  { frame, left, top }: Part,
  work: Picture,
  mask: Mask,
): Layer {
  const bandPx = Math.max(2, Math.round(0.003 * Math.max(work.widthPx, work.heightPx)))
  const inner = morph(cv, 'shrink', mask, work, bandPx)
  const outer = morph(cv, 'grow', mask, work, bandPx)
  // Thin parts vanish when shrunk, so the band itself keeps a small say in the local colours.
  const productWeight = new Float32Array(mask.length)
  const groundWeight = new Float32Array(mask.length)
  for (let at = 0; at < mask.length; at++) {
    productWeight[at] = inner[at] === 1 ? 1 : mask[at] === 1 ? 0.02 : 0
    groundWeight[at] = outer[at] === 0 ? 1 : mask[at] === 0 ? 0.005 : 0
  }
  const product = localColours(work, productWeight, bandPx * 3)
  const ground = localColours(work, groundWeight, bandPx * 3)
  const coverage = boxMean(boxMean(mask, work, 1), work, 1)

  const { rgb, widthPx, heightPx } = picture
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  const columns = Array.from({ length: widthPx }, (_, x) => nearest(x + left, frame.widthPx, work.widthPx))
  for (let y = 0, at = 0; y < heightPx; y++) {
    const row = nearest(y + top, frame.heightPx, work.heightPx) * work.widthPx
    for (let x = 0; x < widthPx; x++, at++) {
      const under = row + columns[x]
      if (outer[under] === 0) continue
      if (inner[under] === 1) {
        rgba[at * 4] = rgb[at * 3]
        rgba[at * 4 + 1] = rgb[at * 3 + 1]
        rgba[at * 4 + 2] = rgb[at * 3 + 2]
        rgba[at * 4 + 3] = 255
        continue
      }
      const place = placeOn(work, frame, x + left, y + top)
      const own = product.map((plane) => sample(plane, place))
      const behind = ground.map((plane) => sample(plane, place))
      paintEdge(rgba, at * 4, rgb.subarray(at * 3, at * 3 + 3), own, behind, sample(coverage, place))
    }
  }
  return { widthPx, heightPx, rgba }
}

/** The smallest box that holds every visible pixel; null where none is. */
export function visibleBox({ rgba, widthPx, heightPx }: Layer): Box | null {
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
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

function nearest(position: number, fullPx: number, workPx: number): number {
  return Math.min(workPx - 1, Math.floor(((position + 0.5) * workPx) / fullPx))
}

function paintEdge(
  rgba: Uint8Array,
  slot: number,
  seen: Uint8Array,
  own: number[],
  behind: number[],
  coverage: number,
): void {
  let along = 0
  let span = 0
  for (let channel = 0; channel < 3; channel++) {
    const step = own[channel] - behind[channel]
    along += (seen[channel] - behind[channel]) * step
    span += step * step
  }
  const alpha = mixAlpha(along / (span + 1), span / (span + 900), coverage)
  rgba[slot + 3] = Math.round(alpha * 255)
  if (rgba[slot + 3] === 0) return
  // Dividing by a small alpha magnifies noise; there the neighbourhood's colour is the better guess.
  const trust = alpha < 0.25 ? 0.3 : 1
  for (let channel = 0; channel < 3; channel++) {
    const cleaned = (seen[channel] - (1 - alpha) * behind[channel]) / alpha
    const mixed = trust * cleaned + (1 - trust) * own[channel]
    rgba[slot + channel] = Math.max(0, Math.min(255, Math.round(mixed)))
  }
}

/** The colour step decides as far as it is clear, and may move the edge only near where the mask has it. */
function mixAlpha(projected: number, clarity: number, coverage: number): number {
  const stretched = clamp01((clamp01(projected) - 0.06) / 0.88)
  const most = Math.min(1, coverage * 3)
  const least = Math.max(0, coverage * 3 - 2)
  return clarity * Math.min(Math.max(stretched, least), most) + (1 - clarity) * coverage
}

function localColours(picture: Picture, weight: Float32Array, radiusPx: number): Float32Array[] {
  const weights = boxMean(weight, picture, radiusPx)
  return [0, 1, 2].map((channel) => {
    const weighted = new Float32Array(weight.length)
    for (let at = 0; at < weight.length; at++) weighted[at] = weight[at] * picture.rgb[at * 3 + channel]
    const colour = boxMean(weighted, picture, radiusPx)
    for (let at = 0; at < colour.length; at++)
      colour[at] = weights[at] > 1e-6 ? colour[at] / weights[at] : picture.rgb[at * 3 + channel]
    return colour
  })
}

/** Where a full-size pixel falls on the work-size planes, for bilinear reading. */
type Place = {
  corner: number
  nextColumn: number
  nextRow: number
  across: number
  down: number
}

function placeOn(work: Size, full: Size, column: number, row: number): Place {
  const x = Math.min(work.widthPx - 1, Math.max(0, ((column + 0.5) * work.widthPx) / full.widthPx - 0.5))
  const y = Math.min(work.heightPx - 1, Math.max(0, ((row + 0.5) * work.heightPx) / full.heightPx - 0.5))
  const left = Math.floor(x)
  const top = Math.floor(y)
  return {
    corner: top * work.widthPx + left,
    nextColumn: left < work.widthPx - 1 ? 1 : 0,
    nextRow: top < work.heightPx - 1 ? work.widthPx : 0,
    across: x - left,
    down: y - top,
  }
}

function sample(plane: Float32Array, { corner, nextColumn, nextRow, across, down }: Place): number {
  const above = plane[corner] + across * (plane[corner + nextColumn] - plane[corner])
  const below =
    plane[corner + nextRow] + across * (plane[corner + nextRow + nextColumn] - plane[corner + nextRow])
  return above + down * (below - above)
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value))
}
