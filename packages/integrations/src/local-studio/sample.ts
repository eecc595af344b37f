import sharp from 'sharp'
import type { MadePicture, PictureRequest } from '../picture-provider/index.ts'
import { openPhoto } from './open-photo.ts'
import { watermark } from './watermark.ts'

/** The longer side of a sample, in pixels: what other models call 1K. */
const LONG_SIDE_PX = 1024

/** The same request gives the same picture, to the pixel. */
const QUALITY = { quality: 88 } as const

/**
 * A sample: the first source photo on a plain wall in the ratio asked for, marked so that nobody takes it for a
 * finished picture.
 */
export async function makeSample(request: PictureRequest): Promise<MadePicture> {
  return {
    ...{ bytes: await drawSample(request), mime: 'image/jpeg', modelVersion: 'sample-1' },
    usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
    ...{ marking: 'enhanced', signature: null, cutOut: null },
  }
}

async function drawSample({ sources, aspectRatio, seed }: PictureRequest): Promise<Uint8Array> {
  const { width, height } = sizeOf(aspectRatio)
  const background = { r: 236 - (seed % 12), g: 234 - (seed % 9), b: 228 - (seed % 15) }
  const box = { width: Math.round(width * 0.86), height: Math.round(height * 0.86), fit: 'inside' as const }
  const [source] = sources
  const photo = source && (await openPhoto(source.bytes).resize(box).png().toBuffer())
  const word = await drawWord(width)
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([...(photo ? [{ input: photo }] : []), { input: word }])
    .jpeg(QUALITY)
    .toBuffer()
}

/** The word over most of the width, in squares: what reads letters from a font or from SVG is not let in here. */
function drawWord(width: number): Promise<Buffer> {
  const { data, ...size } = watermark()
  return sharp(data, { raw: { ...size, channels: 4 } })
    .resize({ width: Math.round(width * 0.7), kernel: 'nearest' })
    .png()
    .toBuffer()
}

function sizeOf(aspectRatio: string): { width: number; height: number } {
  const [across = 1, down = 1] = aspectRatio === 'source' ? [] : aspectRatio.split(':').map(Number)
  const scale = LONG_SIDE_PX / Math.max(across, down)
  return { width: Math.round(across * scale), height: Math.round(down * scale) }
}
