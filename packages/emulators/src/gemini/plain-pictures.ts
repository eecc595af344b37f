import sharp from 'sharp'
import type { PictureMaker } from './picture/index.ts'

/**
 * Draws a sheet of one colour, chosen by the seed: quick, of the right pixel size and type, and different for
 * every seed. For tests that care about the call and not about the look.
 */
export function createPlainPictureMaker(): PictureMaker {
  return {
    async make({ widthPx: width, heightPx: height, seed, mime }) {
      const background = { r: seed & 255, g: (seed >> 8) & 255, b: (seed >> 16) & 255 }
      const sheet = sharp({ create: { width, height, channels: 3, background } })
      const bytes = await (mime === 'image/png' ? sheet.png() : sheet.jpeg()).toBuffer()
      return { bytes, mime }
    },
    async close() {},
  }
}
