import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import { type LitSubject, lightSubject, mirrored } from './light-subject.ts'
import { noise } from './noise.ts'
import { type Placement, placeSubject } from './place-subject.ts'
import { createRandom } from './random.ts'
import { readPrompt } from './read-prompt.ts'
import type { Scene } from './scene.ts'
import { scenes } from './scenes/index.ts'
import { castShadows } from './shadow.ts'
import type { Subject } from './subject.ts'
import { drawWatermark } from './watermark.ts'

/** Scenes are painted at this size at most and enlarged; they are soft, so nothing is lost. */
const sceneSidePx = 1024

/** A picture to make of an already cut-out subject (null: the scene alone). Sizes are in pixels. */
export type PictureOrder = {
  prompt: string
  subject: Subject | null
  widthPx: number
  heightPx: number
  seed: number
  hasWatermark: boolean
}

/** Paints the scene that the prompt asks for and sets the subject into it. The same order gives the same pixels. */
export async function makePicture(order: PictureOrder): Promise<Sharp> {
  const { subject, widthPx, heightPx } = order
  const random = createRandom(order.seed)
  const shrink = Math.min(1, sceneSidePx / Math.max(widthPx, heightPx))
  const sceneSize = { widthPx: Math.round(widthPx * shrink), heightPx: Math.round(heightPx * shrink) }
  const wish = readPrompt(order.prompt)
  const scene = await scenes[wish.set]({ ...sceneSize, random, order: wish })

  const layers: OverlayOptions[] = []
  if (subject) {
    const placement = placeSubject(subject, scene, { widthPx, heightPx }, random)
    await castShadows(scene, subject, shrunk(placement, shrink))
    layers.push(...(await subjectLayers(subject, placement, scene, { widthPx, heightPx })))
  }
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
