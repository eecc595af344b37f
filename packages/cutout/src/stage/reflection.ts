import type { Size } from '../contract.ts'
import type { Foot } from './foot-line.ts'
import type { Piece } from './order.ts'

/** How much of the product a polished floor shows right at its foot, and after which share of its height nothing. */
const strength = 0.34
const lengthShare = 0.5

/**
 * The product upside down below the line it stands on, fading with the distance: straight alpha at the picture's size.
 * A floor that leans in the photo leans here too, so that every leg meets its own reflection.
 */
export function reflect({ widthPx, heightPx }: Size, piece: Piece, { line }: Foot): Uint8Array {
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  const lengthPx = lengthShare * piece.heightPx
  for (let column = 0; column < piece.widthPx; column++) {
    const x = piece.left + column
    if (x < 0 || x >= widthPx) continue
    const floor = line.atZero + line.slope * x
    for (let y = Math.max(0, Math.ceil(floor)); y < Math.min(heightPx, floor + lengthPx); y++) {
      const row = Math.round(2 * floor - y) - piece.top
      if (row < 0 || row >= piece.heightPx) continue
      const from = (row * piece.widthPx + column) * 4
      const fade = (1 - (y - floor) / lengthPx) ** 1.6
      const to = (y * widthPx + x) * 4
      rgba[to] = piece.rgba[from]
      rgba[to + 1] = piece.rgba[from + 1]
      rgba[to + 2] = piece.rgba[from + 2]
      rgba[to + 3] = Math.round(piece.rgba[from + 3] * strength * fade)
    }
  }
  return rgba
}
