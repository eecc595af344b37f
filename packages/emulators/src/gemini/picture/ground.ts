import { blurred, type Canvas, colourAt, repaint } from './canvas.ts'
import { type Colour, mix, ramp, scale } from './colour.ts'
import type { Material } from './materials.ts'

/** How a table or floor is laid into a canvas. Lengths are shares of the canvas' height. */
export type Ground = {
  material: Material
  horizonY: number
  /** The line in focus; nearer and farther parts blur. */
  focusY: number
  /** How strongly the far edge catches the light, 0…1. */
  sheen: number
  sheenColour: Colour
  /** Detail size: 1 for a table seen from close by, more for wider views. */
  reach: number
}

/** Lays a surface in perspective from the horizon to the lower edge, lit from the back and out of focus at both ends. */
export async function layGround(canvas: Canvas, ground: Ground): Promise<Canvas> {
  const { widthPx, heightPx } = canvas
  const horizonPx = Math.round(ground.horizonY * heightPx)
  const deepPx = heightPx - horizonPx
  repaint(
    canvas,
    (x, y) => {
      const depth = (y - horizonPx + 0.5) / deepPx
      const far = ground.reach / (0.24 + depth)
      const across = ((x - widthPx / 2) / deepPx) * far * 0.5
      const colour = ground.material(across, far * 1.6, ramp(0, 0.22, depth))
      const lit = scale(colour, 1.04 - 0.16 * depth)
      return mix(lit, ground.sheenColour, ground.sheen * (1 - ramp(0, 0.75, depth)))
    },
    horizonPx,
  )
  // The edge itself is out of focus, so that wall and ground melt into each other.
  const soft = await blurred(canvas, Math.max(0.6, heightPx * 0.0045))
  const edgePx = heightPx * 0.012
  repaint(
    canvas,
    (x, y, present) => {
      const at = y * widthPx + x
      if (y < horizonPx - edgePx) return present
      const fromFocus = Math.abs(y / heightPx - ground.focusY)
      return mix(
        present,
        colourAt(soft, at),
        Math.max(ramp(0.05, 0.2, fromFocus), y < horizonPx + edgePx ? 1 : 0),
      )
    },
    horizonPx - edgePx,
  )
  return canvas
}
