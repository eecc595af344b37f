import { drawShapes } from '../canvas.ts'
import { css, hex, white } from '../colour.ts'
import { layGround } from '../ground.ts'
import { createLight, lit } from '../light.ts'
import { marble, tones } from '../materials.ts'
import type { PaintScene } from '../scene.ts'
import { glow, gradientBox, tiles } from '../shapes.ts'
import { addVignette } from '../wall.ts'

/** A marble shelf before pale glazed tiles, in bright, diffused daylight. */
export const paintBathroom: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { cast: 0.3, contact: 0.7, shadowColour: [44, 52, 56] })
  const horizonY = random.between(0.68, 0.71)
  const edge = horizonY * h
  const unit = Math.min(w, h)
  const away = -light.side
  const x = w * (0.5 + away * random.between(0.38, 0.42))
  const glaze = lit(frame.order.colour ?? hex(random.pick(['#dfe9e6', '#e3e8ea', '#e9e6df'] as const)), light)
  const tile = { width: unit * 0.062, height: unit * 0.23, gap: unit * 0.006, isStaggered: false }
  const towel = css(lit(hex('#f3f0ea'), light))
  const fold = (row: number) =>
    `<rect x="${x - unit * 0.15}" y="${edge - unit * (0.06 + row * 0.062)}" width="${unit * 0.3}" height="${unit * 0.058}" rx="${unit * 0.028}" fill="${towel}" stroke="#8d9694" stroke-opacity="0.25" stroke-width="${unit * 0.004}"/>`
  const bottleX = w * (0.5 - away * 0.41)
  const shapes = [
    tiles(random, { width: w, height: edge + unit * 0.02 }, tile, glaze, lit(hex('#c9d1ce'), light)),
    fold(0),
    fold(1),
    fold(2),
    `<rect x="${bottleX - unit * 0.05}" y="${edge - unit * 0.24}" width="${unit * 0.1}" height="${unit * 0.26}" rx="${unit * 0.02}" fill="${css(lit(hex('#b9946a'), light))}" fill-opacity="0.85"/>`,
    `<rect x="${bottleX - unit * 0.018}" y="${edge - unit * 0.31}" width="${unit * 0.036}" height="${unit * 0.08}" fill="${css(lit(hex('#3b3a38'), light))}" fill-opacity="0.8"/>`,
    glow('day', light.side < 0 ? w * 0.1 : w * 0.9, h * 0.12, unit * 0.9, white, 0.75),
    gradientBox('shade', { x: 0, y: edge - unit * 0.14, width: w, height: unit * 0.16 }, [
      [0, [60, 72, 72], 0],
      [1, [60, 72, 72], 0.2],
    ]),
  ]
  const canvas = await drawShapes(frame, shapes.join(''), unit * 0.0085)
  await layGround(canvas, {
    material: marble(lit(tones.carrara.pale, light), lit(tones.carrara.vein, light), random.seed()),
    horizonY,
    focusY: 0.83,
    sheen: 0.42,
    sheenColour: lit(white, light),
    reach: 1,
  })
  addVignette(canvas, 0.1)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.84, width: 0.78, height: 0.62, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0.16,
    grain: 0.4,
  }
}
