import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import { type LitSubject, lightSubject, mirrored } from './light-subject.ts'
import { noise } from './noise.ts'
import { placesInRow } from './place-row.ts'
import { type Placement, placeSubject } from './place-subject.ts'
import { shapeOf } from './product-shape.ts'
import { createRandom } from './random.ts'
import { readPrompt } from './read-prompt.ts'
import type { Scene } from './scene.ts'
import { scenes } from './scenes/index.ts'
import { castShadows } from './shadow.ts'
import type { Subject } from './subject.ts'
import { drawWatermark } from './watermark.ts'

/** Scenes are painted at this size at most and enlarged; they are soft, so nothing is lost. */
const sceneSidePx = 1024

/** A picture to make of already cut-out subjects, side by side (none: the scene alone). Sizes are in pixels. */
export type PictureOrder = {
  prompt: string
  subjects: readonly Subject[]
  widthPx: number
  heightPx: number
  seed: number
  hasWatermark: boolean
}

/** Paints the scene that the prompt asks for and sets the subject into it. The same order gives the same pixels. */
export async function makePicture(order: PictureOrder): Promise<Sharp> {
  const { subjects, widthPx, heightPx } = order
  const random = createRandom(order.seed)
  const shrink = Math.min(1, sceneSidePx / Math.max(widthPx, heightPx))
  const sceneSize = { widthPx: Math.round(widthPx * shrink), heightPx: Math.round(heightPx * shrink) }
  const wish = readPrompt(order.prompt)
  const [first] = subjects
  const product = first ? shapeOf(first) : null
  const scene = await scenes[wish.set]({ ...sceneSize, random, order: wish, product })

  const layers: OverlayOptions[] = []
  for (const [index, stage] of placesInRow(scene.stage, subjects.length).entries()) {
    const subject = subjects[index]
    if (!subject) continue
    const placed = { ...scene, stage }
    const placement = placeSubject(subject, placed, { widthPx, heightPx }, random)
    await castShadows(placed, subject, shrunk(placement, shrink))
    layers.push(...(await subjectLayers(subject, placement, placed, { widthPx, heightPx })))
  }
  if (scene.front) layers.push(await frontLayer(scene.front, scene.canvas, { widthPx, heightPx }))
  if (scene.grain > 0) layers.push(grainLayer(scene.grain, order.seed))
  if (order.hasWatermark) layers.push({ input: drawWatermark({ widthPx, heightPx }) })

  const { canvas } = scene
  return sharp(canvas.rgb, { raw: { width: canvas.widthPx, height: canvas.heightPx, channels: 3 } })
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'cubic' })
    .composite(layers)
    .removeAlpha()
}

function shrunk(placement: Placement, factor: number): Placement {
  const { left, top, width, height, footY } = placement
  return {
    left: Math.round(left * factor),
    top: Math.round(top * factor),
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
    footY: Math.round(footY * factor),
  }
}

type Size = { widthPx: number; heightPx: number }

async function subjectLayers(
  subject: Subject,
  placement: Placement,
  scene: Scene,
  size: Size,
): Promise<OverlayOptions[]> {
  const product = await lightSubject(subject, placement, scene)
  const { left, top, footY } = placement
  const layers: OverlayOptions[] = []
  if (scene.mirror > 0 && scene.pose === 'standing') {
    layers.push(...(await layer(mirrored(product, footY - top, scene.mirror), left, footY, size)))
  }
  return [...layers, ...(await layer(product, left, top, size))]
}

/** What stands before the product, drawn as crisply as the product. */
async function frontLayer(
  shapes: string,
  drawnAt: Size,
  { widthPx, heightPx }: Size,
): Promise<OverlayOptions> {
  const view = `0 0 ${drawnAt.widthPx} ${drawnAt.heightPx}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="${view}">${shapes}</svg>`
  return { input: Buffer.from(svg) }
}

/** A layer may not reach over the picture, so what does is cut away. */
async function layer(
  { width, height, rgba }: LitSubject,
  left: number,
  top: number,
  size: Size,
): Promise<OverlayOptions[]> {
  const x = Math.max(0, left)
  const y = Math.max(0, top)
  const right = Math.min(size.widthPx, left + width)
  const bottom = Math.min(size.heightPx, top + height)
  if (right <= x || bottom <= y) return []
  const raw = { width: right - x, height: bottom - y, channels: 4 as const }
  const input = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .extract({ left: x - left, top: y - top, width: raw.width, height: raw.height })
    .raw()
    .toBuffer()
  return [{ input, raw, left: x, top: y }]
}

/** Fine grain hides banding in soft gradients and ties product and scene together. */
function grainLayer(strength: number, seed: number): OverlayOptions {
  const side = 256
  const input = Buffer.alloc(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const value = noise((at % side) + 0.5, Math.floor(at / side) + 0.5, seed) - 0.5
    input.fill(value > 0 ? 255 : 0, at * 4, at * 4 + 3)
    input[at * 4 + 3] = Math.abs(value) * 26 * strength
  }
  return { input, raw: { width: side, height: side, channels: 4 }, tile: true }
}
