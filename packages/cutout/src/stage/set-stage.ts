import type { Size } from '../contract.ts'
import { findFoot } from './foot-line.ts'
import { paintGround } from './ground.ts'
import type { Piece, StagedPicture, StageOrder } from './order.ts'
import { reflect } from './reflection.ts'
import { castShadow } from './shadow.ts'
import { drawStrokes } from './strokes.ts'

/** Composes a picture: the ground and its light, shadows and reflections, then the products' own pixels. */
export function setStage(order: StageOrder): StagedPicture {
  const { widthPx, heightPx, ground, pieces } = order
  if (ground.kind === 'clear') return setOnNothing(order)
  const pixels = new Uint8Array(widthPx * heightPx * 3)
  fillGround(pixels, order, shadeOf(order))
  if (order.footing.kind === 'mirror') {
    for (const piece of pieces) {
      layOver(pixels, order, {
        ...{ left: 0, top: 0, widthPx, heightPx },
        rgba: reflect(order, piece, findFoot(piece)),
      })
    }
  }
  for (const piece of pieces) layOver(pixels, order, piece)
  drawStrokes(pixels, order, order.strokes, order.strokeRgb)
  return { widthPx, heightPx, channels: 3, pixels }
}

function shadeOf(order: StageOrder): Float32Array | null {
  if (order.footing.kind === 'none') return null
  const shade = new Float32Array(order.widthPx * order.heightPx)
  for (const piece of order.pieces) castShadow(shade, order, piece, findFoot(piece), order.footing)
  return shade
}

/**
 * Ground times light. Fractions of a level are spread over neighbouring pixels by a fixed pattern, or wide gradients
 * would show steps; whole levels, such as pure white, stay what they are.
 */
function fillGround(pixels: Uint8Array, order: StageOrder, shade: Float32Array | null): void {
  const { widthPx, heightPx, ground } = order
  if (ground.kind === 'plain' && shade === null && new Set(ground.rgb).size === 1) {
    pixels.fill(ground.rgb[0])
    return
  }
  const paint = paintGround(order)
  const colour = new Float64Array(3)
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at++) {
      paint((x + 0.5) / widthPx, (y + 0.5) / heightPx, colour)
      const light = shade === null ? 1 : 1 - shade[at]
      const grain = grainAt(x, y)
      for (let channel = 0; channel < 3; channel++) {
        pixels[at * 3 + channel] = Math.floor(colour[channel] * light + grain)
      }
    }
  }
}

/** Interleaved gradient noise (Jimenez, 2014), from 0 to just under 1. */
function grainAt(x: number, y: number): number {
  const value = 52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1)
  return (value % 1) * 0.999
}

/** Lays straight-alpha pixels over a picture; opaque ones replace what was there. */
function layOver(pixels: Uint8Array, { widthPx, heightPx }: Size, piece: Piece): void {
  for (let row = 0; row < piece.heightPx; row++) {
    const y = piece.top + row
    if (y < 0 || y >= heightPx) continue
    for (let column = 0; column < piece.widthPx; column++) {
      const x = piece.left + column
      const from = (row * piece.widthPx + column) * 4
      const alpha = piece.rgba[from + 3] / 255
      if (alpha === 0 || x < 0 || x >= widthPx) continue
      const to = (y * widthPx + x) * 3
      for (let channel = 0; channel < 3; channel++) {
        pixels[to + channel] = Math.round(
          pixels[to + channel] * (1 - alpha) + piece.rgba[from + channel] * alpha,
        )
      }
    }
  }
}

/** Pieces that do not overlap, on a transparent ground. */
function setOnNothing({ widthPx, heightPx, pieces }: StageOrder): StagedPicture {
  const pixels = new Uint8Array(widthPx * heightPx * 4)
  for (const { rgba, left, top, ...size } of pieces) {
    const from = Math.max(0, -left)
    const to = Math.min(size.widthPx, widthPx - left)
    for (let row = Math.max(0, -top); row < Math.min(size.heightPx, heightPx - top); row++) {
      const begin = row * size.widthPx
      pixels.set(
        rgba.subarray((begin + from) * 4, (begin + to) * 4),
        ((top + row) * widthPx + left + from) * 4,
      )
    }
  }
  return { widthPx, heightPx, channels: 4, pixels }
}
