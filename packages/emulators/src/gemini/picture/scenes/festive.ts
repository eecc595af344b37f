import { drawShapes } from '../canvas.ts'
import { type Colour, hex, scale } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { tones, wood } from '../materials.ts'
import type { PaintScene } from '../scene.ts'
import { bokeh, glow, gradientBox } from '../shapes.ts'
import { addVignette } from '../wall.ts'

const candlelight: readonly [Colour, ...Colour[]] = [hex('#ffd58a'), hex('#ffe9bd'), hex('#f2b45f')]

/** A wooden table before a deep-coloured wall full of warm, out-of-focus lights. */
export const paintFestive: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { tint: [255, 244, 226] })
  const unit = Math.min(w, h)
  const horizonY = 0.68
  const wall = frame.order.colour ?? hex(random.pick(['#3d5a4a', '#6b2f2f', '#42506b'] as const))
  const air = { x: 0, y: 0, width: w, height: h * 0.6 }
  const shapes = [
    gradientBox('wall', { x: 0, y: 0, width: w, height: h }, [
      [0, scale(wall, 0.75)],
      [0.6, scale(wall, 1.15)],
      [1, wall],
    ]),
    glow('lamp', w * 0.5, h * 0.42, unit * 0.7, hex('#ffdf9f'), 0.35),
    bokeh(random, 34, air, [unit * 0.012, unit * 0.05], candlelight, 0.5),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.004)
  await layGround(canvas, {
    material: wood(lit(tones.oak.pale, light, 0.8), lit(tones.oak.dark, light, 0.75), random.seed()),
    horizonY,
    focusY: 0.83,
    sheen: 0.3,
    sheenColour: hex('#ffdca0'),
    reach: 1,
  })
  addVignette(canvas, 0.3)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.84, width: 0.78, height: 0.6, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0.05,
    grain: 0.5,
  }
}
