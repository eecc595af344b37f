import { judgeCutOut } from '@studio/core/analyses'
import type { CutOutMaker } from '@studio/cutout'
import type { PictureRequest } from '../picture-provider/index.ts'
import { encodeWith, type PictureFile } from './encode.ts'
import { areaWithin, fitInto, frameOf, MAX_ENLARGEMENT } from './frame.ts'
import type { FoundProduct } from './on-ground.ts'
import { openPhoto, orUnreadable } from './open-photo.ts'

/** What part of the product a crop shows, as a share of its box, and how many different ones there are at the most. */
const CROPS = {
  details: { least: 0.16, most: 0.3, kind: 'varied', count: 6 },
  texture: { least: 0.05, most: 0.2, kind: 'even', count: 1 },
} as const

/**
 * A crop of the photo where the product is richest in detail; outputs of one generation show different places. A
 * product that cannot be told from its background is looked for in the whole photo: nothing is cut out here.
 */
export async function cropDetail(
  scene: keyof typeof CROPS,
  { bytes, finding }: FoundProduct,
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<PictureFile> {
  const wanted = frameOf(request, finding)
  const isSure = judgeCutOut(finding.confidence) !== 'unsuitable'
  const ratio = wanted.widthPx / wanted.heightPx
  const { least, most, kind, count } = CROPS[scene]
  // A small product is shown less closely rather than coming out small or soft.
  const sharpShare =
    (wanted.widthPx * wanted.heightPx) / MAX_ENLARGEMENT ** 2 / (finding.box.width * finding.box.height)
  const areaShare = Math.min(most, Math.max(least, sharpShare))
  const boxes = await cutter.findDetails(finding, { areaShare, kind, count, ratio, isSure })
  const box = boxes[request.index % boxes.length] ?? finding.box
  const { frame } = fitInto(wanted, areaWithin(0), box)
  return orUnreadable(() => {
    const crop = openPhoto(bytes).extract(box).flatten({ background: 'white' })
    return encodeWith(crop.resize(frame.widthPx, frame.heightPx, { fit: 'cover' }), false)
  })
}
