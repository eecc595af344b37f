import { readFile } from 'node:fs/promises'
import { BUILT_IN_REGISTRY, findModel, LOCAL_STUDIO_ID, type Model } from '@studio/core/models'
import sharp from 'sharp'
import {
  isMade,
  type MadePicture,
  type PictureProvider,
  type PictureRequest,
} from '../../picture-provider/index.ts'

/** Reads one of the real photos by the beginning of its file name. */
export function readPhoto(name: string): Promise<Buffer> {
  return readFile(new URL(`../../../../../fixtures/photos/${name}-unsplash.jpg`, import.meta.url))
}

/** The same with 640 pixels at its longer side: a product is found in half the time. */
export async function readSmallPhoto(name: string): Promise<Buffer> {
  const inside = { width: 640, height: 640, fit: 'inside' } as const
  return sharp(await readPhoto(name))
    .resize(inside)
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** A request to the local studio for a scene of some photos. */
export function requestFor(
  scene: PictureRequest['scene'],
  photos: Uint8Array[],
  more: Partial<PictureRequest> = {},
): PictureRequest {
  return {
    model: findModel(BUILT_IN_REGISTRY, LOCAL_STUDIO_ID) as Model,
    prompt: '',
    sources: photos.map((bytes) => ({ role: 'product', bytes, mime: 'image/jpeg' })),
    ...({ aspectRatio: '1:1', imageSize: '1K', seed: 1, index: 0, options: {} } as const),
    ...{ scene, earlier: [], task: { id: 'one', isNew: true } },
    ...more,
  }
}

/** Has a picture made at once. */
export async function make(provider: PictureProvider, request: PictureRequest): Promise<MadePicture> {
  const made = await provider.makePicture(request, new AbortController().signal)
  if (!isMade(made)) throw new Error('the local studio answers at once')
  return made
}

/** Raw pixels of a picture file. */
export type Pixels = { data: Buffer; width: number; height: number; channels: number }

/** Decodes a picture file. */
export async function decode(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

/** The smallest box that holds every pixel of which the rule is true. */
export function boxWhere(
  { data, width, height, channels }: Pixels,
  rule: (pixel: Buffer) => boolean,
): { left: number; top: number; right: number; bottom: number } {
  const box = { left: width, top: height, right: -1, bottom: -1 }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels
      if (!rule(data.subarray(at, at + channels))) continue
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = y
    }
  }
  return box
}

/** Where the rule is true of a pixel, or of another one within reach of it (a square). */
export function near(picture: Pixels, reachPx: number, rule: (pixel: Buffer) => boolean): Uint8Array {
  const { data, width, height, channels } = picture
  const marked = new Uint8Array(width * height)
  for (let at = 0; at < marked.length; at++)
    if (rule(data.subarray(at * channels, (at + 1) * channels))) marked[at] = 1
  const spread = (from: Uint8Array, step: number) => {
    const into = from.slice()
    for (let shift = 1; shift <= reachPx; shift++)
      for (let at = 0; at < from.length; at++)
        if (from[at - shift * step] === 1 || from[at + shift * step] === 1) into[at] = 1
    return into
  }
  return spread(spread(marked, 1), width)
}
