import { blurred, colourAt, repaint } from '../canvas.ts'
import { black, type Colour, hex, mix, ramp, scale, tint } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { type Material, marble, stone, tones, travertine, wood } from '../materials.ts'
import type { Frame, PaintScene } from '../scene.ts'
import { addVignette, addWindowLight, plasterWall } from '../wall.ts'

/** A round plinth before a plaster wall, in low sun. */
export const paintPlinth: PaintScene = async (frame) => {
  const { widthPx, heightPx, random, order } = frame
  const light = createLight(frame, { cast: 0.45, contact: 0.75 })
  const wall = lit(order.colour ?? hex(random.pick(['#e4d5c3', '#dccfc4', '#d8d2c6'] as const)), light)
  const canvas = plasterWall(frame, wall, light)
  const floorY = 0.84
  await layGround(canvas, {
    material: stone(scale(wall, 0.97), random.seed(), 0.25),
    horizonY: floorY,
    focusY: 0.95,
    sheen: 0.25,
    sheenColour: wall,
    reach: 1,
  })
  await addWindowLight(canvas, frame, light, 0.8)
  const radiusX = Math.min(0.44 * widthPx, 0.44 * heightPx)
  const top = { x: widthPx / 2, y: 0.73 * heightPx, radiusX, radiusY: radiusX * 0.17 }
  const bottomY = Math.min(heightPx * 1.2, top.y + radiusX * 1.05)

  const soft = await blurred(canvas, heightPx * 0.02)
  repaint(canvas, (x, y, present) => {
    // The plinth's own shadow, thrown to the side that the light does not come from.
    const u = (x - top.x + light.side * radiusX * 0.55) / (radiusX * 1.25)
    const v = (y - bottomY + radiusX * 0.3) / (radiusX * 0.62)
    const shade = 0.38 * (1 - ramp(0.35, 1, Math.sqrt(u * u + v * v)))
    return mix(
      mix(present, colourAt(soft, y * widthPx + x), ramp(0.8, 1, y / heightPx) * 0.5),
      [52, 42, 36],
      shade,
    )
  })
  drawCylinder(canvas, top, bottomY, materialOf(frame), light.side, light.tint)
  addVignette(canvas, 0.2)
  return {
    canvas,
    stage: {
      centreX: 0.5,
      baseY: (top.y + top.radiusY * 0.42) / heightPx,
      width: Math.min(0.74, (radiusX * 1.75) / widthPx),
      height: 0.56,
      horizonY: (top.y - top.radiusY) / heightPx,
      isCentred: false,
    },
    pose: 'standing',
    light,
    mirror: 0.03,
    grain: 0.5,
  }
}

function materialOf({ order, random }: Frame): Material {
  const seed = random.seed()
  if (order.material === 'marble') return marble(tones.carrara.pale, tones.carrara.vein, seed)
  if (order.material === 'wood') return wood(tones.oak.pale, tones.oak.dark, seed, 4)
  return travertine(tones.travertine, seed)
}

type Top = { x: number; y: number; radiusX: number; radiusY: number }

function drawCylinder(
  canvas: Parameters<typeof repaint>[0],
  top: Top,
  bottomY: number,
  material: Material,
  side: -1 | 1,
  tone: Colour,
): void {
  const unit = top.radiusX / 1.5
  repaint(
    canvas,
    (x, y, present) => {
      const u = (x + 0.5 - top.x) / top.radiusX
      if (Math.abs(u) >= 1.003) return present
      const bulge = Math.sqrt(Math.max(0, 1 - u * u))
      const onTop = Math.sqrt(u * u + ((y - top.y) / top.radiusY) ** 2)
      const edgePx = Math.min(1, (1.003 - Math.abs(u)) * top.radiusX * 0.7)
      if (y < top.y - bulge * top.radiusY - 1) return present
      if (onTop <= 1) {
        const surface = material((x - top.x) / unit, ((y - top.y) / unit) * 4, 0.7)
        return mix(present, tint(scale(surface, 1.06 - 0.05 * u * side * -1), tone), ramp(1, 0.985, onTop))
      }
      const foot = bottomY + bulge * top.radiusY
      if (y < top.y + bulge * top.radiusY - 1 || y > foot) return present
      // A cylinder under side light: bright on one flank, falling off to the other.
      const facing = bulge * 0.55 + u * side * 0.75
      const tall = (y - top.y - bulge * top.radiusY) / unit
      const surface = material(Math.asin(Math.max(-1, Math.min(1, u))) * 1.5 + 7, tall * 1.2 + 3, 1)
      const shade = 0.5 + 0.42 * ramp(-0.7, 1, facing)
      const rim = 0.12 * (1 - ramp(0, 0.05, tall))
      const body = tint(scale(surface, shade + rim), tone)
      return mix(present, mix(body, black, 0.25 * ramp(0.4, 1.5, tall)), edgePx)
    },
    top.y - top.radiusY - 2,
  )
}
