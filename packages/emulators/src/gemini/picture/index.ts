import { createCutOut } from '@studio/cutout'
import { makePicture } from './make-picture.ts'
import { createSubjects } from './subject.ts'

export { PictureError } from './errors.ts'

/** A picture to make. Sizes are in pixels; the same request always gives the same bytes. */
export type PictureRequest = {
  prompt: string
  /** The product is taken from the first one; with none the scene stays empty. */
  sources: { bytes: Uint8Array; mime: string }[]
  widthPx: number
  heightPx: number
  seed: number
  mime: 'image/png' | 'image/jpeg'
}

/** Makes pictures until it is closed. */
export type PictureMaker = {
  /** Throws a PictureError (`unreadable-source`) where the first source is damaged or no picture. */
  make(request: PictureRequest): Promise<{ bytes: Uint8Array; mime: string }>
  /** Stops the thread that cuts products out. */
  close(): Promise<void>
}

/**
 * Makes sample pictures that look like the job done: the product cut out of the photo and set into a painted scene.
 * `hasWatermark` false leaves out the word "sample"; only for pictures that are labelled as examples anyway.
 */
export function createPictureMaker({ hasWatermark = true } = {}): PictureMaker {
  const cutter = createCutOut()
  const subjectOf = createSubjects(cutter)
  return {
    async make({ prompt, sources: [source], widthPx, heightPx, seed, mime }) {
      const subject = source ? await subjectOf(source.bytes) : null
      const picture = await makePicture({ prompt, subject, widthPx, heightPx, seed, hasWatermark })
      const encoded =
        mime === 'image/png' ? picture.png({ compressionLevel: 6 }) : picture.jpeg({ quality: 92 })
      return { bytes: new Uint8Array(await encoded.toBuffer()), mime }
    },
    close: () => cutter.close(),
  }
}
