import type { CutOut } from '@studio/cutout'
import sharp from 'sharp'
import { PictureError } from './errors.ts'
import { fitFrame, QUICK } from './fit-frame.ts'
import { grade } from './grade.ts'
import { recolour, removeText } from './mend-parts.ts'
import type { Change } from './read-change.ts'

const WORKING_SIDE_PX = 2048

/** Changes a picture as it was read out of the words, and puts it into its frame. Answers a PNG. */
export async function changePicture(
  base: Uint8Array,
  change: Change,
  frame: { widthPx: number; heightPx: number },
  cutOut: (picture: Buffer) => Promise<CutOut | null>,
): Promise<Buffer> {
  let picture = await open(base)
  if (change.isTextRemoved) picture = await removeText(picture, await cutOut(picture))
  if (change.colour) {
    const product = await cutOut(picture)
    if (product) picture = await recolour(picture, product, change.colour)
  }
  return grade(await fitFrame(picture, frame), change)
}

async function open(base: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(base)
      .autoOrient()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(WORKING_SIDE_PX, WORKING_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
      .png(QUICK)
      .toBuffer()
  } catch (cause) {
    throw new PictureError('unreadable-source', 'The picture to change cannot be read.', { cause })
  }
}
