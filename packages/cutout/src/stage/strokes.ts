import type { Size } from '../contract.ts'
import type { Rgb, Stroke } from './order.ts'

/** Draws lines with round ends and smooth edges over an opaque picture, in place. */
export function drawStrokes(pixels: Uint8Array, size: Size, strokes: Stroke[], rgb: Rgb): void {
  for (const stroke of strokes) drawStroke(pixels, size, stroke, rgb)
}

function drawStroke(pixels: Uint8Array, { widthPx, heightPx }: Size, stroke: Stroke, rgb: Rgb): void {
  const { from, to, halfWidthPx } = stroke
  const marginPx = halfWidthPx + 1
  const [fromX, toX] = [Math.min(from[0], to[0]) - marginPx, Math.max(from[0], to[0]) + marginPx]
  const [fromY, toY] = [Math.min(from[1], to[1]) - marginPx, Math.max(from[1], to[1]) + marginPx]
  for (let y = Math.max(0, Math.floor(fromY)); y <= Math.min(heightPx - 1, toY); y++) {
    for (let x = Math.max(0, Math.floor(fromX)); x <= Math.min(widthPx - 1, toX); x++) {
      const covered = halfWidthPx + 0.5 - distanceTo(stroke, x + 0.5, y + 0.5)
      if (covered <= 0) continue
      const alpha = Math.min(1, covered)
      const at = (y * widthPx + x) * 3
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.round(pixels[at + channel] * (1 - alpha) + rgb[channel] * alpha)
      }
    }
  }
}

/** From a point to the nearest point of the line. */
function distanceTo({ from, to }: Stroke, x: number, y: number): number {
  const [acrossX, acrossY] = [to[0] - from[0], to[1] - from[1]]
  const length = acrossX * acrossX + acrossY * acrossY
  const along = length === 0 ? 0 : ((x - from[0]) * acrossX + (y - from[1]) * acrossY) / length
  const nearest = Math.min(1, Math.max(0, along))
  return Math.hypot(x - from[0] - nearest * acrossX, y - from[1] - nearest * acrossY)
}
