import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { PictureMaker } from '../gemini/picture/index.ts'
import { drawWatermark } from '../gemini/picture/watermark.ts'
import type { Dress } from './paste-garment.ts'
import type { Order } from './read-order.ts'
import type { Task } from './task.ts'
import type { VideoMaker } from './video/index.ts'

/** What results are made with. `framesPerSecond` is the video maker's own unless said; `hasWatermark` for videos and try-ons. */
export type Tools = {
  pictureMaker: PictureMaker
  videoMaker: VideoMaker
  dress: Dress
  framesPerSecond: number | undefined
  hasWatermark: boolean
}

/** Makes the results of tasks, each once. */
export type Drawer = { draw(task: Task, index: number): Promise<Uint8Array>; reset(): void }

/** Remembers what it drew. */
export function createDrawer(tools: Tools): Drawer {
  const drawn = new Map<string, Promise<Uint8Array>>()
  return {
    draw(task, index) {
      const key = `${task.id}-${index}`
      const result = drawn.get(key) ?? drawResult(task.order, seedOf(key), tools)
      drawn.set(key, result)
      return result
    },
    reset: () => drawn.clear(),
  }
}

async function drawResult(order: Order, seed: number, tools: Tools): Promise<Uint8Array> {
  if (order.product.kind === 'video') return drawVideo(order, seed, tools)
  if (order.product.kind === 'try_on') return drawDressed(order, tools)
  return drawPicture(order, seed, tools)
}

async function drawPicture(order: Order, seed: number, { pictureMaker }: Tools): Promise<Uint8Array> {
  const { prompt, widthPx, heightPx, pictures } = order
  const sources = pictures.map(({ bytes }, index) => ({
    bytes,
    mime: 'image/jpeg',
    ...labelOf(prompt, index),
  }))
  const base = sources.find(({ label }) => label?.includes('picture to change')) ?? null
  const request = { prompt, sources, base, widthPx, heightPx, seed, mime: 'image/png' as const }
  return (await pictureMaker.make(request)).bytes
}

/** What the wording says about a picture: `<<<image_1>>> is the product.` */
function labelOf(prompt: string, index: number): { label?: string } {
  const label = new RegExp(`<<<image_${index + 1}>>> is ([^\\n]+)`).exec(prompt)?.[1]
  return label === undefined ? {} : { label }
}

async function drawVideo(order: Order, seed: number, tools: Tools): Promise<Uint8Array> {
  const { durationSec, widthPx, heightPx, pictures, prompt } = order
  const draw = async () => {
    const request = { prompt, sources: [], widthPx, heightPx, seed, mime: 'image/png' as const }
    return (await tools.pictureMaker.make(request)).bytes
  }
  return tools.videoMaker.make({
    picture: pictures[0]?.bytes ?? (await draw()),
    durationSec,
    shortSidePx: Math.min(widthPx, heightPx),
    hasWatermark: tools.hasWatermark,
    ...(tools.framesPerSecond && { framesPerSecond: tools.framesPerSecond }),
  })
}

async function drawDressed({ pictures }: Order, { dress, hasWatermark }: Tools): Promise<Uint8Array> {
  const find = (...fields: string[]) => pictures.find(({ field }) => fields.includes(field))?.bytes
  const person = find('human_image', 'person_image')
  const garment = find('cloth_image', 'product_image')
  if (!person || !garment) throw new Error('A try-on needs a person and a garment.')
  const dressed = await dress(person, garment)
  if (!hasWatermark) return dressed
  const { width: widthPx, height: heightPx } = await sharp(dressed).metadata()
  return sharp(dressed)
    .composite([{ input: drawWatermark({ widthPx, heightPx }) }])
    .png()
    .toBuffer()
}

/** The same task always gives the same picture, another one another. */
function seedOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0)
}
