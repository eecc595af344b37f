import { CutOutError, createCutOut } from '@studio/cutout'
import sharp, { type Sharp } from 'sharp'
import { changePicture } from './change-picture.ts'
import { makePicture } from './make-picture.ts'
import { type Change, readChange } from './read-change.ts'
import { readPrompt } from './read-prompt.ts'
import { createSubjects, type Subject } from './subject.ts'
import { drawWatermark } from './watermark.ts'

export { PictureError } from './errors.ts'

/** A picture that was sent, and the words that say what it is there for, if any. */
export type LabelledPicture = { bytes: Uint8Array; mime: string; label?: string }

/** A picture to make. Sizes are in pixels; the same request always gives the same bytes. */
export type PictureRequest = {
  prompt: string
  /** The product is taken from the first one that shows one; with none the scene stays empty. */
  sources: LabelledPicture[]
  /** The picture to change; null to make one anew. */
  base?: { bytes: Uint8Array } | null
  widthPx: number
  heightPx: number
  seed: number
  mime: 'image/png' | 'image/jpeg'
}

/** A row of more would be too small to look at. */
const MOST_IN_ROW = 6

/** Makes pictures until it is closed. */
export type PictureMaker = {
  /** Throws a PictureError (`unreadable-source`) where the first source is damaged or no picture. */
  make(request: PictureRequest): Promise<{ bytes: Uint8Array; mime: string }>
  /** Stops the thread that cuts products out. */
  close(): Promise<void>
}

/**
 * Makes sample pictures that look like the job done: the product cut out of the photo and set into a painted scene, or
 * a given picture changed as the words ask.
 * `hasWatermark` false leaves out the word "sample"; only for pictures that are labelled as examples anyway.
 */
export function createPictureMaker({ hasWatermark = true } = {}): PictureMaker {
  const cutter = createCutOut()
  const subjectOf = createSubjects(cutter)
  const cutOut = (picture: Buffer) =>
    cutter.cutOut(picture, { maxSidePx: 1600 }).catch((error: unknown) => {
      if (error instanceof CutOutError) return null
      throw error
    })

  async function stage({ prompt, sources, base, ...frame }: PictureRequest): Promise<Sharp> {
    const products = findProducts(sources)
    const shown = products.length > 0 ? products : base ? [base] : []
    const isRow = readPrompt(prompt).set === 'together'
    const subjects: Subject[] = []
    for (const { bytes } of shown.slice(0, isRow ? MOST_IN_ROW : 1)) subjects.push(await subjectOf(bytes))
    return makePicture({ ...frame, prompt, subjects, hasWatermark })
  }

  async function alter(base: Uint8Array, change: Change, frame: PictureRequest): Promise<Sharp> {
    const changed = sharp(await changePicture(base, change, frame, cutOut))
    return hasWatermark ? changed.composite([{ input: drawWatermark(frame) }]) : changed
  }

  return {
    async make(request) {
      const { base, prompt, mime } = request
      const change = base ? readChange(prompt) : null
      const picture =
        base && change && !change.set ? await alter(base.bytes, change, request) : await stage(request)
      const encoded =
        mime === 'image/png' ? picture.png({ compressionLevel: 6 }) : picture.jpeg({ quality: 92 })
      return { bytes: new Uint8Array(await encoded.toBuffer()), mime }
    },
    close: () => cutter.close(),
  }
}

/** The pictures that are not sent for something else: somebody to wear it, a place, a look, a logo. */
function findProducts(sources: readonly LabelledPicture[]): LabelledPicture[] {
  return sources.filter(({ label = '' }) => !/person|place|scene|style|look|logo|change|edit/i.test(label))
}
