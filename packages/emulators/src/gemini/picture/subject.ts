import { createHash } from 'node:crypto'
import { type CutOut, CutOutError, type CutOutMaker } from '@studio/cutout'
import sharp from 'sharp'
import { PictureError } from './errors.ts'

/** What is set into a scene: the product without its ground, or, where no clean cut was found, a print of the photo. */
export type Subject = {
  widthPx: number
  heightPx: number
  /** Straight alpha, cropped to what is visible. */
  rgba: Uint8Array
  /** The row the product stands on: loose laces or cables may hang below it. */
  footPx: number
  isPrint: boolean
  /** Sides where the photo cut the product off; there it must run out of the new picture too. */
  cutOff: { left: boolean; right: boolean; bottom: boolean }
}

/** Below this a cut-out shows pieces of the ground more often than not. */
const leastConfidence = 0.13
const sourceSidePx = 1600
const kept = 6

/** Makes subjects of photos and remembers the latest few, because several pictures are usually asked of one photo. */
export function createSubjects(cutter: CutOutMaker): (photo: Uint8Array) => Promise<Subject> {
  const known = new Map<string, Promise<Subject>>()
  return (photo) => {
    const key = createHash('sha256').update(photo).digest('hex')
    const subject = known.get(key) ?? makeSubject(cutter, photo)
    known.delete(key)
    known.set(key, subject)
    const [oldest] = known.keys()
    if (known.size > kept && oldest) known.delete(oldest)
    return subject
  }
}

async function makeSubject(cutter: CutOutMaker, photo: Uint8Array): Promise<Subject> {
  try {
    const cutOut = await cutter.cutOut(photo, { maxSidePx: sourceSidePx })
    return cutOut.confidence < leastConfidence ? await printOf(photo) : await productOf(cutOut)
  } catch (cause) {
    if (cause instanceof CutOutError && cause.code === 'unreadable-photo') {
      throw new PictureError('unreadable-source', 'The source photo cannot be read.', { cause })
    }
    throw cause
  }
}

async function productOf({ rgba, widthPx, heightPx, box }: CutOut): Promise<Subject> {
  const pixels = await sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .extract(box)
    .raw()
    .toBuffer()
  return {
    widthPx: box.width,
    heightPx: box.height,
    rgba: new Uint8Array(pixels),
    footPx: footOf(pixels, box.width, box.height),
    isPrint: false,
    cutOff: {
      left: box.left < 3,
      right: box.left + box.width > widthPx - 3,
      bottom: box.top + box.height > heightPx - 3,
    },
  }
}

/** The lowest row that carries some weight: a tenth of the widest row. */
function footOf(rgba: Uint8Array, widthPx: number, heightPx: number): number {
  const coverage = Array.from({ length: heightPx }, (_, y) => {
    let covered = 0
    for (let x = 0; x < widthPx; x++) if ((rgba[(y * widthPx + x) * 4 + 3] ?? 0) > 127) covered++
    return covered
  })
  const least = Math.max(...coverage) * 0.1
  return coverage.findLastIndex((covered) => covered >= least) + 1 || heightPx
}

/** The whole photo as a paper print with a white border. */
async function printOf(photo: Uint8Array): Promise<Subject> {
  const upright = sharp(photo).autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
  const { data, info } = await upright
    .resize(sourceSidePx, sourceSidePx, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const border = Math.round(0.028 * Math.max(info.width, info.height))
  const print = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .extend({ top: border, bottom: border, left: border, right: border, background: '#fbfaf7' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    widthPx: print.info.width,
    heightPx: print.info.height,
    rgba: new Uint8Array(print.data),
    footPx: print.info.height,
    isPrint: true,
    cutOff: { left: false, right: false, bottom: false },
  }
}
