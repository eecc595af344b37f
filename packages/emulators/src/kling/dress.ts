import { CutOutError, createCutOut } from '@studio/cutout'
import sharp from 'sharp'
import { type Dress, pasteGarment } from './paste-garment.ts'

/** Below this a cut-out shows pieces of the ground more often than not. */
const LEAST_CONFIDENCE = 0.13

/** Dresses with the garment without its ground, or with all of its photo where no clean cut was found. */
export function createDresser(): { dress: Dress; close(): Promise<void> } {
  const cutter = createCutOut()

  async function cutGarment(photo: Uint8Array): Promise<Uint8Array> {
    try {
      const { rgba, widthPx, heightPx, box, confidence } = await cutter.cutOut(photo, { maxSidePx: 1200 })
      if (confidence < LEAST_CONFIDENCE) return photo
      const cut = sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } })
      return await cut.extract(box).png().toBuffer()
    } catch (error) {
      if (error instanceof CutOutError) return photo
      throw error
    }
  }

  return {
    dress: async (person, garment) => pasteGarment(person, await cutGarment(garment)),
    close: () => cutter.close(),
  }
}
