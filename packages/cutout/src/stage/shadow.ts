import type { Size } from '../contract.ts'
import { blurLine } from './blur-line.ts'
import type { Foot } from './foot-line.ts'
import type { Footing, Piece } from './order.ts'

/**
 * One layer of a shadow: how dark in its middle, and how far it spreads across, above and below its ridge, as shares
 * of the product's size; `shift` moves it away from the light at the upper left.
 */
type ShadowLayer = { dark: number; across: number; above: number; below: number; shift: number }

/** What lies right under the product, what surrounds it closely, and what the whole of it keeps from the floor. */
const standingLayers: ShadowLayer[] = [
  { dark: 0.5, across: 0.006, above: 0.006, below: 0.007, shift: 0 },
  { dark: 0.3, across: 0.025, above: 0.02, below: 0.022, shift: 0.006 },
  { dark: 0.2, across: 0.1, above: 0.05, below: 0.055, shift: 0.03 },
]
const mirrorLayers: ShadowLayer[] = [{ dark: 0.28, across: 0.012, above: 0.008, below: 0.008, shift: 0 }]
const floatingLayers: ShadowLayer[] = [
  { dark: 0.24, across: 0.05, above: 0.018, below: 0.022, shift: 0.01 },
  { dark: 0.16, across: 0.12, above: 0.045, below: 0.05, shift: 0.02 },
]

/** Over this many of its own spreads a layer has faded to nothing. */
const reach = 3.2

/**
 * Darkens the floor under a product, in place: `shade` holds for every pixel how much of the ground's light is kept
 * away, from 0 to 1. The ridge of the shadow follows the product's foot; columns that hang in the air throw less.
 */
export function castShadow(
  shade: Float32Array,
  size: Size,
  piece: Piece,
  foot: Foot,
  footing: Footing,
): void {
  const reachPx = Math.sqrt(piece.widthPx * piece.heightPx)
  const layers = { none: [], standing: standingLayers, mirror: mirrorLayers, floating: floatingLayers }
  const marginPx = Math.ceil(0.45 * reachPx)
  const weights = weightsOf(foot, footing, reachPx, marginPx)
  const ridge = ridgeOf(piece, foot, footing, reachPx, marginPx)
  for (const layer of layers[footing.kind]) {
    const profile = blurLine(weights, layer.across * reachPx)
    const most = Math.max(...profile, 1e-6)
    const dark = layer.dark / Math.max(most, 0.35)
    const firstPx = piece.left - marginPx + Math.round(layer.shift * reachPx)
    layDown(shade, size, { firstPx, profile: profile.map((share) => share * dark), ridge }, layer, reachPx)
  }
}

type Course = { firstPx: number; profile: Float32Array; ridge: Float32Array }

function layDown(
  shade: Float32Array,
  { widthPx, heightPx }: Size,
  { firstPx, profile, ridge }: Course,
  layer: ShadowLayer,
  reachPx: number,
): void {
  const abovePx = Math.max(0.7, layer.above * reachPx)
  const belowPx = Math.max(0.7, layer.below * reachPx)
  for (let column = 0; column < profile.length; column++) {
    const x = firstPx + column
    if (x < 0 || x >= widthPx || profile[column] < 0.001) continue
    const from = Math.max(0, Math.floor(ridge[column] - reach * abovePx))
    const to = Math.min(heightPx - 1, Math.ceil(ridge[column] + reach * belowPx))
    for (let y = from; y <= to; y++) {
      const off = y - ridge[column]
      const spread = off / (off < 0 ? abovePx : belowPx)
      const dark = profile[column] * Math.exp(-spread * spread * 0.5)
      const at = y * widthPx + x
      shade[at] = 1 - (1 - shade[at]) * (1 - dark)
    }
  }
}

/** How much each column, and the room beside the product, keeps from the floor. */
function weightsOf(foot: Foot, footing: Footing, reachPx: number, marginPx: number): Float32Array {
  const weights = new Float32Array(foot.bottoms.length + 2 * marginPx)
  for (let x = 0; x < foot.bottoms.length; x++) {
    if (foot.bottoms[x] < 0) continue
    const isAfloat = footing.kind === 'floating'
    weights[x + marginPx] = isAfloat ? Math.sqrt(foot.fills[x]) : Math.exp(-gapAt(foot, x) / (0.06 * reachPx))
  }
  return weights
}

/** How far above the floor the product ends in a column, in pixels. */
function gapAt({ line, bottoms }: Foot, x: number): number {
  return Math.max(0, line.atZero + line.slope * x - bottoms[x])
}

/** Where the middle of the shadow lies: on the floor, drawn in a little where the product's foot curves up. */
function ridgeOf(
  { left }: Piece,
  foot: Foot,
  footing: Footing,
  reachPx: number,
  marginPx: number,
): Float32Array {
  const ridge = new Float32Array(foot.bottoms.length + 2 * marginPx)
  const most = 0.05 * reachPx
  for (let column = 0; column < ridge.length; column++) {
    const x = Math.min(foot.bottoms.length - 1, Math.max(0, column - marginPx))
    const floor = foot.line.atZero + foot.line.slope * (left + column - marginPx)
    const gap = foot.bottoms[x] < 0 ? 0 : Math.max(0, floor - foot.bottoms[x])
    ridge[column] = footing.kind === 'floating' ? footing.floorPx : floor - Math.min(gap, most) * 0.8
  }
  return footing.kind === 'floating' ? ridge : blurLine(ridge, 0.02 * reachPx)
}
