import { drawShapes } from '../canvas.ts'
import { type Colour, css, hex, white } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { tones, wood } from '../materials.ts'
import type { PaintScene } from '../scene.ts'
import { bokeh, glow, gradientBox } from '../shapes.ts'
import { addVignette } from '../wall.ts'

/** A walnut desk with a calm office far out of focus: shelves on one side, a window on the other. */
export const paintDesk: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { cast: 0.42 })
  const horizonY = random.between(0.66, 0.7)
  const edge = horizonY * h
  const unit = Math.min(w, h)
  const windowX = light.side < 0 ? -0.06 * w : 0.66 * w
  const shelfX = light.side < 0 ? 0.58 * w : 0.04 * w
  const wall = lit(hex('#c9ccc8'), light)
  const books: string[] = []
  const covers: readonly [string, ...string[]] = [
    '#8f6f58',
    '#5f7480',
    '#b7a58a',
    '#4f5a57',
    '#c4b7a3',
    '#7b5550',
  ]
  for (let row = 0; row < 4; row++) {
    const y = h * 0.1 + row * unit * 0.17
    for (let x = shelfX; x < shelfX + w * 0.38; ) {
      const width = unit * random.between(0.014, 0.035)
      const height = unit * random.between(0.09, 0.13)
      if (random.between(0, 1) > 0.25) {
        books.push(
          `<rect x="${x}" y="${y - height}" width="${width}" height="${height}" fill="${css(lit(hex(random.pick(covers)), light))}"/>`,
        )
      }
      x += width
    }
    books.push(
      `<rect x="${shelfX - unit * 0.02}" y="${y}" width="${w * 0.42}" height="${unit * 0.016}" fill="${css(lit(hex('#a98f74'), light))}"/>`,
    )
  }
  const warm: readonly [Colour, ...Colour[]] = [
    [255, 226, 176],
    [255, 240, 214],
    [255, 214, 150],
  ]
  const plantX = light.side < 0 ? w * 0.9 : w * 0.1
  const leaves = Array.from({ length: 18 }, () => {
    const x = plantX + random.between(-0.14, 0.14) * unit
    const y = edge - unit * random.between(0.1, 0.38)
    return `<ellipse cx="${x}" cy="${y}" rx="${unit * 0.06}" ry="${unit * 0.02}" fill="${css(lit(hex('#5b7357'), light))}" transform="rotate(${random.between(-80, 80)} ${x} ${y})"/>`
  }).join('')
  const shapes = [
    gradientBox('wall', { x: 0, y: 0, width: w, height: h }, [
      [0, wall],
      [1, lit(hex('#aeb0ab'), light)],
    ]),
    books.join(''),
    `<rect x="${windowX}" y="${-h * 0.05}" width="${w * 0.4}" height="${h * 0.56}" fill="${css([250, 251, 250])}"/>`,
    `<rect x="${windowX + w * 0.19}" y="${-h * 0.05}" width="${unit * 0.022}" height="${h * 0.56}" fill="${css(wall)}"/>`,
    glow('day', windowX + w * 0.2, h * 0.25, unit * 0.7, white, 0.55),
    leaves,
    bokeh(
      random,
      9,
      { x: shelfX, y: h * 0.08, width: w * 0.36, height: h * 0.4 },
      [unit * 0.012, unit * 0.03],
      warm,
      0.5,
    ),
    gradientBox('low', { x: 0, y: edge - unit * 0.3, width: w, height: unit * 0.32 }, [
      [0, [52, 44, 40], 0],
      [1, [52, 44, 40], 0.4],
    ]),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.021)
  await layGround(canvas, {
    material: wood(lit(tones.walnut.pale, light), lit(tones.walnut.dark, light), random.seed(), 2.4),
    horizonY,
    focusY: 0.83,
    sheen: 0.42,
    sheenColour: lit(hex('#e6e2dc'), light),
    reach: 1,
  })
  addVignette(canvas, 0.22)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.84, width: 0.78, height: 0.6, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0.04,
    grain: 0.5,
  }
}
