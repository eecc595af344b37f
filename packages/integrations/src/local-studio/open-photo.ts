import { MAX_UPLOAD_PIXELS } from '@studio/core/assets'
import sharp, { type Sharp } from 'sharp'
import { ProviderFailure } from '../picture-provider/index.ts'

/** A photo as it came, upright and in sRGB. */
export function openPhoto(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: MAX_UPLOAD_PIXELS })
    .autoOrient()
    .toColourspace('srgb')
}

/** Works on a photo. @throws ProviderFailure `source_unreadable` when it is damaged */
export async function orUnreadable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProviderFailure) throw error
    throw new ProviderFailure('source_unreadable', error instanceof Error ? error.name : 'not a picture')
  }
}
