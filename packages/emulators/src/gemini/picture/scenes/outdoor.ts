import { drawShapes } from '../canvas.ts'
import { type Colour, css, hex } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { sand, stone, tones } from '../materials.ts'
import type { PaintScene } from '../scene.ts'
import { bokeh, glow, gradientBox } from '../shapes.ts'
import { addVignette } from '../wall.ts'

const leafGreens: readonly [Colour, ...Colour[]] = [
  hex('#5f8a48'),
  hex('#87ab58'),
  hex('#46703f'),
  hex('#a9c06a'),
]
const sunspots: readonly [Colour, ...Colour[]] = [hex('#f4f0b8'), hex('#e6efb0'), hex('#fff6d6')]

/** Weathered stone in afternoon light, with foliage and sky far out of focus. */
export const paintOutdoor: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { tint: [255, 248, 236], cast: 0.42, contact: 0.85 })
  const horizonY = random.between(0.68, 0.72)
  const unit = Math.min(w, h)
  const sunX = light.side < 0 ? w * 0.22 : w * 0.78
  const band = (y: number, height: number) => ({ x: -0.1 * w, y: y * h, width: 1.2 * w, height: height * h })
  const shapes = [
    gradientBox('sky', { x: 0, y: 0, width: w, height: h }, [
      [0, hex('#b5d3ea')],
      [0.35, hex('#e6efe6')],
      [0.6, hex('#a9bf84')],
      [1, hex('#5f7a45')],
    ]),
    bokeh(random, 26, band(0.3, 0.3), [unit * 0.06, unit * 0.16], leafGreens, 0.75),
    bokeh(
      random,
      22,
      band(0.48, 0.24),
      [unit * 0.05, unit * 0.12],
      [hex('#3f6238'), hex('#557a3f'), hex('#6c8f4a')],
      0.8,
    ),
    bokeh(
      random,
      10,
      { x: light.side < 0 ? 0.62 * w : -0.1 * w, y: 0, width: 0.48 * w, height: 0.3 * h },
      [unit * 0.06, unit * 0.13],
      leafGreens,
      0.8,
    ),
    glow('sun', sunX, h * 0.16, unit * 0.75, [255, 248, 220], 0.9),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.028)
  const sparkle = await drawShapes(
    frame,
    `<rect width="100%" height="100%" fill="#000"/>${bokeh(random, 26, band(0.22, 0.4), [unit * 0.012, unit * 0.042], sunspots, 0.42)}`,
    unit * 0.003,
  )
  // Points of sun between the leaves add light; they do not cover what is behind them.
  for (let at = 0; at < canvas.rgb.length; at++) {
    canvas.rgb[at] = 255 - ((255 - (canvas.rgb[at] ?? 0)) * (255 - (sparkle.rgb[at] ?? 0))) / 255
  }
  await layGround(canvas, {
    material: stone(lit(tones.fieldStone, light), random.seed()),
    horizonY,
    focusY: 0.84,
    sheen: 0.4,
    sheenColour: hex('#f2efdc'),
    reach: 1,
  })
  addVignette(canvas, 0.2)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.84, width: 0.78, height: 0.6, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0,
    grain: 0.5,
  }
}

/** Dry sand, with sea and sky out of focus behind. */
export const paintBeach: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, {
    tint: [255, 248, 236],
    cast: 0.36,
    contact: 0.6,
    shadowColour: [70, 54, 44],
  })
  const horizonY = 0.6
  const unit = Math.min(w, h)
  const seaY = random.between(0.42, 0.47)
  const shapes = [
    gradientBox('sky', { x: 0, y: 0, width: w, height: seaY * h }, [
      [0, hex('#9cc7e6')],
      [1, hex('#e9f1f0')],
    ]),
    gradientBox('sea', { x: 0, y: seaY * h, width: w, height: h * 0.2 }, [
      [0, hex('#5f9db0')],
      [0.7, hex('#93c4c4')],
      [1, hex('#dfe9e0')],
    ]),
    `<rect y="${h * 0.585}" width="${w}" height="${h * 0.02}" fill="${css([250, 250, 246])}"/>`,
    bokeh(
      random,
      24,
      { x: 0, y: (seaY + 0.02) * h, width: w, height: h * 0.1 },
      [unit * 0.004, unit * 0.012],
      [[255, 255, 250]],
      0.7,
    ),
    glow('sun', light.side < 0 ? w * 0.2 : w * 0.8, h * 0.1, unit * 0.7, [255, 250, 232], 0.85),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.009)
  await layGround(canvas, {
    material: sand(lit(hex('#e2cfac'), light), random.seed()),
    horizonY,
    focusY: 0.82,
    sheen: 0.3,
    sheenColour: hex('#f7efdc'),
    reach: 1.2,
  })
  addVignette(canvas, 0.14)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.83, width: 0.78, height: 0.58, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0,
    grain: 0.5,
  }
}
