import { drawShapes } from '../canvas.ts'
import { css, hex, white } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { tones, wood } from '../materials.ts'
import type { PaintScene } from '../scene.ts'
import { glow, gradientBox, tiles } from '../shapes.ts'
import { addVignette, addWindowLight } from '../wall.ts'

/** A pale wooden counter in morning light, with a tiled wall and kitchen things out of focus behind. */
export const paintKitchen: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { cast: 0.4 })
  const horizonY = random.between(0.65, 0.69)
  const edge = horizonY * h
  const unit = Math.min(w, h)
  const away = -light.side
  const glaze = lit(hex('#e9e7df'), light)
  const tile = { width: unit * 0.2, height: unit * 0.085, gap: unit * 0.007, isStaggered: true }
  const at = (share: number) => w * (0.5 + away * share)
  const jar = (x: number, width: number, height: number, colour: string, opacity = 1) =>
    `<rect x="${x - width / 2}" y="${edge - height}" width="${width}" height="${height + unit * 0.02}" rx="${width * 0.18}" fill="${colour}" fill-opacity="${opacity}"/>`
  const leaves = Array.from({ length: 16 }, (_, leaf) => {
    const x = at(-0.4) + random.between(-0.09, 0.09) * unit
    const y = edge - unit * random.between(0.2, 0.42)
    const green = css(lit(hex(leaf % 2 ? '#7f9a6c' : '#5f7d57'), light))
    return `<ellipse cx="${x}" cy="${y}" rx="${unit * 0.05}" ry="${unit * 0.022}" fill="${green}" transform="rotate(${random.between(-70, 70)} ${x} ${y})"/>`
  }).join('')
  const shapes = [
    tiles(random, { width: w, height: edge + unit * 0.02 }, tile, glaze, lit(hex('#d2cec4'), light)),
    `<rect y="${h * 0.1}" width="${w}" height="${unit * 0.022}" fill="${css(lit(hex('#b58f66'), light))}"/>`,
    jar(at(-0.4), unit * 0.15, unit * 0.2, css(lit(hex('#efe9df'), light))),
    leaves,
    jar(at(0.4), unit * 0.13, unit * 0.3, css(lit(hex('#cdb08a'), light)), 0.95),
    jar(at(0.27), unit * 0.1, unit * 0.17, css(lit(hex('#f3efe8'), light))),
    `<rect x="${at(0.4) - unit * 0.068}" y="${edge - unit * 0.325}" width="${unit * 0.136}" height="${unit * 0.035}" rx="${unit * 0.01}" fill="${css(lit(hex('#9b7248'), light))}"/>`,
    glow('sun', light.side < 0 ? 0 : w, h * 0.2, unit * 0.95, [255, 250, 236], 0.7),
    gradientBox('shade', { x: 0, y: edge - unit * 0.16, width: w, height: unit * 0.18 }, [
      [0, [70, 58, 46], 0],
      [1, [70, 58, 46], 0.22],
    ]),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.013)
  await addWindowLight(canvas, frame, light, 0.5)
  await layGround(canvas, {
    material: wood(lit(tones.oak.pale, light), lit(tones.oak.dark, light), random.seed()),
    horizonY,
    focusY: 0.82,
    sheen: 0.5,
    sheenColour: lit(white, light),
    reach: 1,
  })
  addVignette(canvas, 0.18)
  return {
    canvas,
    stage: {
      centreX: 0.5 + random.between(-0.02, 0.02),
      baseY: 0.83,
      width: 0.78,
      height: 0.6,
      horizonY,
      isCentred: false,
    },
    pose: 'standing',
    light,
    mirror: 0.05,
    grain: 0.5,
  }
}
