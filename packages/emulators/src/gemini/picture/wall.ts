import { type Canvas, drawShapes, repaint } from './canvas.ts'
import { black, type Colour, css, mix, ramp, scale, white } from './colour.ts'
import { layeredNoise } from './noise.ts'
import type { Frame, Light } from './scene.ts'

/** A plain canvas of one colour. */
export function plainCanvas(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  colour: Colour,
): Canvas {
  const canvas = { widthPx, heightPx, rgb: new Uint8ClampedArray(widthPx * heightPx * 3) }
  repaint(canvas, () => colour)
  return canvas
}

/** A trowelled plaster wall, brighter towards the light. */
export function plasterWall(frame: Frame, colour: Colour, light: Light, roughness = 1): Canvas {
  const canvas = plainCanvas(frame, colour)
  const seed = frame.random.seed()
  const unit = 1 / Math.max(frame.widthPx, frame.heightPx)
  repaint(canvas, (x, y) => {
    const u = x * unit
    const v = y * unit
    const strokes = layeredNoise(u * 3, v * 5, seed, 4) - 0.5
    const fine = layeredNoise(u * 40 + strokes * 3, v * 26, seed + 9, 2) - 0.5
    const toLight = 0.5 - (light.side * (x / frame.widthPx - 0.5) * -1 + (y / frame.heightPx - 0.5) * 0.5)
    return scale(colour, 0.88 + 0.2 * toLight + roughness * (0.09 * strokes + 0.035 * fine))
  })
  return canvas
}

/** Sunlight through a window: slanted panes of light on a wall, in place. `strength` 0…1. */
export async function addWindowLight(
  canvas: Canvas,
  frame: Frame,
  light: Light,
  strength: number,
): Promise<void> {
  const { widthPx, heightPx } = canvas
  const { random } = frame
  const slant = -light.side * random.between(0.25, 0.4) * heightPx
  const left = (light.side < 0 ? random.between(0.12, 0.25) : random.between(0.3, 0.42)) * widthPx
  const top = random.between(-0.1, 0.02) * heightPx
  const paneWidth = random.between(0.2, 0.26) * widthPx
  const paneHeight = random.between(0.24, 0.3) * heightPx
  const panes: string[] = []
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 2; column++) {
      const x = left + column * paneWidth * 1.1
      const y = top + row * paneHeight * 1.1
      const drop = column * paneWidth * 0.16
      const lean = (at: number) => (slant * at) / heightPx
      const corners = [
        [x + lean(y), y + drop],
        [x + paneWidth + lean(y), y + drop + paneWidth * 0.14],
        [x + paneWidth + lean(y + paneHeight), y + drop + paneHeight + paneWidth * 0.14],
        [x + lean(y + paneHeight), y + drop + paneHeight],
      ]
      panes.push(
        `<polygon points="${corners.map((corner) => corner.map((n) => n.toFixed(1)).join(',')).join(' ')}" fill="${css(white)}"/>`,
      )
    }
  }
  const mask = await drawShapes(
    canvas,
    `<rect width="100%" height="100%" fill="#000"/>${panes.join('')}`,
    heightPx * 0.012,
  )
  repaint(canvas, (x, y, present) => {
    const share = ((mask.rgb[(y * widthPx + x) * 3] ?? 0) / 255) * strength
    if (share < 0.004) return present
    const bright: Colour = [present[0] * 1.15 + 12, present[1] * 1.14 + 12, present[2] * 1.1 + 10]
    return mix(present, bright, share)
  })
}

/** Darkens the corners a little, in place. */
export function addVignette(canvas: Canvas, strength: number): void {
  const { widthPx, heightPx } = canvas
  repaint(canvas, (x, y, present) => {
    const fromCentre = Math.sqrt((x / widthPx - 0.5) ** 2 + (y / heightPx - 0.48) ** 2)
    return mix(present, black, strength * ramp(0.35, 0.85, fromCentre))
  })
}
