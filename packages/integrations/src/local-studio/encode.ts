import type { StagedPicture } from '@studio/cutout'
import sharp, { type Sharp } from 'sharp'

/** A picture as a file. */
export type PictureFile = { bytes: Uint8Array; mime: 'image/png' | 'image/jpeg' }

/**
 * Full colour resolution, and fine enough that nobody sees it. Blocks of pure white stay pure white: at this quality
 * the step of a block's mean divides 127 × 8, so that decoding gives 255 again.
 */
const JPEG = { quality: 95, chromaSubsampling: '4:4:4' } as const

/** Writes a picture: PNG where it is transparent, else JPEG. */
export async function encodeWith(picture: Sharp, isTransparent: boolean): Promise<PictureFile> {
  return isTransparent
    ? { bytes: await picture.png({ compressionLevel: 6 }).toBuffer(), mime: 'image/png' }
    : { bytes: await picture.jpeg(JPEG).toBuffer(), mime: 'image/jpeg' }
}

/** Writes a composed picture. */
export function encodeStaged({ widthPx, heightPx, channels, pixels }: StagedPicture): Promise<PictureFile> {
  const picture = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels } })
  return encodeWith(picture, channels === 4)
}

/** Writes a mask (1 inside, 0 outside) as a PNG of black and white. */
export async function encodeMask(mask: Uint8Array, widthPx: number, heightPx: number): Promise<Uint8Array> {
  const levels = Buffer.from(mask.map((inside) => inside * 255))
  return sharp(levels, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .png({ compressionLevel: 9 })
    .toBuffer()
}
