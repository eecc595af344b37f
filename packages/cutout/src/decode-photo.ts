import sharp, { type Sharp } from 'sharp'
import type { Box, Layer, Picture, Size } from './contract.ts'
import { CutOutError } from './errors.ts'

/** Masks are worked out at this size; more pixels add time, not certainty. */
const workSidePx = 1024
const pixelLimit = 50_000_000
/** Many tools write an alpha channel that hides nothing, or a few pixels; this much of it hides a background. */
const leastTransparentShare = 0.02

/** A photo as masks are worked out on it, and the size of the photo itself, upright. */
export type DecodedPhoto = { photo: Size; work: Picture; ownAlpha: Uint8Array | null }

/** Decodes a photo at the work size. `ownAlpha` is its alpha, where that is what hides the background. */
export async function decodePhoto(photo: Uint8Array): Promise<DecodedPhoto> {
  return orUnreadable(async () => {
    const { autoOrient, hasAlpha } = await sharp(photo, { limitInputPixels: pixelLimit }).metadata()
    const size = { widthPx: autoOrient.width, heightPx: autoOrient.height }
    const small = open(photo).resize(workSidePx, workSidePx, { fit: 'inside', withoutEnlargement: true })
    const ownAlpha = hasAlpha ? await alphaOf(small.clone()) : null
    const { data, info } = await small
      .flatten({ background: 'white' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const work = { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) }
    return { photo: size, work, ownAlpha }
  })
}

/** The photo resized to the frame, of which only the part in the box is answered; opaque on white. */
export function decodePart(photo: Uint8Array, frame: Size, box: Box): Promise<Picture> {
  return orUnreadable(async () => {
    const { data, info } = await partOf(photo, frame, box)
      .flatten({ background: 'white' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) }
  })
}

/** The same with the photo's own alpha. */
export function decodeLayer(photo: Uint8Array, frame: Size, box: Box): Promise<Layer> {
  return orUnreadable(async () => {
    const { data, info } = await partOf(photo, frame, box)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { widthPx: info.width, heightPx: info.height, rgba: new Uint8Array(data) }
  })
}

function open(photo: Uint8Array): Sharp {
  return sharp(photo, { limitInputPixels: pixelLimit, failOn: 'error' }).autoOrient().toColourspace('srgb')
}

function partOf(photo: Uint8Array, { widthPx, heightPx }: Size, box: Box): Sharp {
  return open(photo).resize(widthPx, heightPx, { fit: 'fill' }).extract(box)
}

async function alphaOf(small: Sharp): Promise<Uint8Array | null> {
  const alpha = await small.ensureAlpha().extractChannel('alpha').raw().toBuffer()
  const transparentPx = alpha.reduce((count, level) => count + (level < 16 ? 1 : 0), 0)
  return transparentPx >= leastTransparentShare * alpha.length ? new Uint8Array(alpha) : null
}

async function orUnreadable<Result>(decode: () => Promise<Result>): Promise<Result> {
  try {
    return await decode()
  } catch (cause) {
    throw new CutOutError(
      'unreadable-photo',
      'The photo cannot be read: it is damaged or no picture at all.',
      { cause },
    )
  }
}
