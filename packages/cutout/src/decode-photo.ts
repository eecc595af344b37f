import sharp from 'sharp'
import type { CutOutTask, Picture } from './contract.ts'
import { CutOutError } from './errors.ts'

/** Masks are worked out at this size; more pixels add time, not certainty. */
const workSidePx = 1024
const pixelLimit = 50_000_000

/** Decodes a photo, upright and without alpha, at the size to deliver and at the work size. */
export async function decodePhoto(photo: Uint8Array, maxSidePx: number): Promise<Omit<CutOutTask, 'id'>> {
  try {
    const full = await decode(photo, maxSidePx)
    const isSmall = Math.max(full.widthPx, full.heightPx) <= workSidePx
    return { full, work: isSmall ? full : await decode(photo, workSidePx) }
  } catch (cause) {
    throw new CutOutError(
      'unreadable-photo',
      'The photo cannot be read: it is damaged or no picture at all.',
      { cause },
    )
  }
}

async function decode(photo: Uint8Array, maxSidePx: number): Promise<Picture> {
  const { data, info } = await sharp(photo, { limitInputPixels: pixelLimit, failOn: 'error' })
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(maxSidePx, maxSidePx, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) }
}
