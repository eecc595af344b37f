import { boxMean } from './box-mean.ts'
import type { Picture, Size } from './contract.ts'
import { type Cv, morph } from './opencv.ts'
import type { Mask } from './regions.ts'

/**
 * Softens a hard mask into straight-alpha RGBA at the full picture's size. In a narrow band along the outline, alpha is
 * how far a pixel's colour lies on the way from the local background colour to the local product colour; where the two
 * are alike, the blurred mask decides instead. The background's share is then taken out of the pixel's colour.
 */
export function softenEdges(cv: Cv, full: Picture, work: Picture, mask: Mask): Uint8Array {
  const bandPx = Math.max(2, Math.round(0.003 * Math.max(work.widthPx, work.heightPx)))
  const inner = morph(cv, 'shrink', mask, work, bandPx)
  const outer = morph(cv, 'grow', mask, work, bandPx)
  // Thin parts vanish when shrunk, so the band itself keeps a small say in the local colours.
  const productWeight = new Float32Array(mask).map((inside, at) =>
    inner[at] === 1 ? 1 : inside === 1 ? 0.02 : 0,
  )
  const groundWeight = new Float32Array(mask).map((inside, at) =>
    outer[at] === 0 ? 1 : inside === 0 ? 0.005 : 0,
  )
  const product = localColours(work, productWeight, bandPx * 3)
  const ground = localColours(work, groundWeight, bandPx * 3)
  const coverage = boxMean(boxMean(mask, work, 1), work, 1)

  const rgba = new Uint8Array(full.widthPx * full.heightPx * 4)
  const columns = Array.from({ length: full.widthPx }, (_, x) => nearest(x, full.widthPx, work.widthPx))
  for (let y = 0, at = 0; y < full.heightPx; y++) {
    const row = nearest(y, full.heightPx, work.heightPx) * work.widthPx
    for (let x = 0; x < full.widthPx; x++, at++) {
      const under = row + columns[x]
      if (outer[under] === 0) continue
      if (inner[under] === 1) {
        rgba[at * 4] = full.rgb[at * 3]
        rgba[at * 4 + 1] = full.rgb[at * 3 + 1]
        rgba[at * 4 + 2] = full.rgb[at * 3 + 2]
        rgba[at * 4 + 3] = 255
        continue
      }
      const place = placeOn(work, full, x, y)
      const own = product.map((plane) => sample(plane, place))
      const behind = ground.map((plane) => sample(plane, place))
      paintEdge(rgba, at * 4, full.rgb.subarray(at * 3, at * 3 + 3), own, behind, sample(coverage, place))
    }
  }
  return rgba
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
    const weighted = weight.map((share, at) => share * picture.rgb[at * 3 + channel])
    return boxMean(weighted, picture, radiusPx).map((sum, at) =>
      weights[at] > 1e-6 ? sum / weights[at] : picture.rgb[at * 3 + channel],
    )
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
