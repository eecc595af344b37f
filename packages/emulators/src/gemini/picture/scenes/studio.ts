import { repaint } from '../canvas.ts'
import { type Colour, hex, mix, ramp, scale, white } from '../colour.ts'
import { createLight, lit } from '../light.ts'
import type { Frame, PaintScene, Scene } from '../scene.ts'
import { plainCanvas } from '../wall.ts'

/** A seamless white ground, 255 to every edge, with a faint contact shadow. */
export const paintWhite: PaintScene = async (frame) => ({
  canvas: plainCanvas(frame, white),
  stage: { centreX: 0.5, baseY: 0.9, width: 0.85, height: 0.8, horizonY: 0.5, isCentred: true },
  pose: 'standing',
  light: createLight(frame, {
    tint: white,
    contact: 0.5,
    cast: 0.14,
    lean: 0.12,
    shadowColour: [70, 70, 74],
  }),
  mirror: 0,
  grain: 0,
})

/** The same white without any shadow: a garment that nobody wears stands in the middle of it. */
export const paintGhost: PaintScene = async (frame) => ({
  ...(await paintWhite(frame)),
  stage: { centreX: 0.5, baseY: 0.93, width: 0.8, height: 0.84, horizonY: 0.5, isCentred: true },
  pose: 'hanging',
})

/** A paper sweep in one colour: wall and floor flow into each other, with a pool of light behind the product. */
export const paintStudio: PaintScene = async (frame) =>
  paintSweep(frame, frame.order.colour ?? hex('#e3d8ca'))

/** The product in mid-air before a pastel sweep, its shadow on the floor below. */
export const paintFloating: PaintScene = async (frame) => {
  const pastels = ['#f3cfc6', '#cfe0ee', '#d9e6d2', '#e6dcf1', '#f6e3c2'] as const
  const scene = paintSweep(frame, frame.order.colour ?? hex(frame.random.pick(pastels)))
  return {
    ...scene,
    pose: 'floating',
    stage: { ...scene.stage, baseY: 0.72, height: 0.56, width: 0.74 },
    light: { ...scene.light, contact: 0, cast: 0.36, softness: 0.03 },
  }
}

/** A seamless sweep of a colour, with its stage. */
export function paintSweep(frame: Frame, asked: Colour): Scene {
  const { widthPx, heightPx, random } = frame
  const light = createLight(frame, { cast: 0.34 })
  const colour = lit(asked, light)
  const canvas = plainCanvas(frame, colour)
  const bendY = random.between(0.64, 0.7)
  const poolX = 0.5 + light.side * random.between(0.04, 0.12)
  repaint(canvas, (x, y) => {
    const u = x / widthPx
    const v = y / heightPx
    const pool = Math.exp(-(((u - poolX) / 0.5) ** 2 + ((v - 0.4) / 0.42) ** 2))
    const bend = Math.exp(-(((v - bendY) / 0.11) ** 2))
    const floor = ramp(bendY, 1, v)
    const edge = ramp(0.3, 0.8, Math.hypot(u - poolX, (v - 0.5) * 0.9))
    const tone = 0.93 + 0.11 * pool - 0.035 * bend + 0.05 * floor - 0.12 * edge
    return tone > 1 ? mix(colour, white, (tone - 1) * 4) : scale(colour, tone)
  })
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.83, width: 0.72, height: 0.64, horizonY: bendY - 0.04, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0,
    grain: 0.5,
  }
}

/** A polished dark or coloured plate that mirrors the product. */
export const paintMirror: PaintScene = async (frame) => {
  const base = frame.order.colour ?? hex(frame.random.pick(['#30343b', '#3a3532', '#2c3a40'] as const))
  const light = createLight(frame, { contact: 0.35, cast: 0.08 })
  const colour = lit(base, light)
  const canvas = plainCanvas(frame, colour)
  const { widthPx, heightPx } = frame
  const horizonY = 0.66
  const wallTone = (u: number, v: number) =>
    0.62 + 0.95 * Math.exp(-(((u - 0.5 - light.side * 0.06) / 0.42) ** 2 + ((v - 0.42) / 0.36) ** 2))
  repaint(canvas, (x, y) => {
    const u = x / widthPx
    const v = y / heightPx
    const wall = (tone: number) => (tone > 1 ? mix(colour, white, (tone - 1) * 0.42) : scale(colour, tone))
    if (v < horizonY) return wall(wallTone(u, v))
    const reflected = wall(wallTone(u, 2 * horizonY - v) * 0.86)
    const edge = 1 - ramp(0, 0.012, v - horizonY)
    return mix(scale(reflected, 1 - 0.25 * ramp(horizonY, 1, v)), wall(1.1), 0.25 * edge)
  })
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.76, width: 0.78, height: 0.58, horizonY, isCentred: false },
    pose: 'standing',
    light,
    mirror: 0.5,
    grain: 0.5,
  }
}
