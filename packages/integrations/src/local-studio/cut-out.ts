import type { CutOutMaker, StageOrder } from '@studio/cutout'
import type { PictureRequest } from '../picture-provider/index.ts'
import { frameOf } from './frame.ts'
import { type FoundProduct, setOnGround } from './on-ground.ts'

/**
 * The product on nothing. In a ratio: centred, with a margin. In the photo's own ratio: where it was in the photo, and
 * never enlarged; with a margin asked for, trimmed to the product and that margin.
 */
export async function cutOutOf(
  product: FoundProduct,
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  const { finding, bytes } = product
  const { aspectRatio, options } = request
  const isSized = options.widthPx !== undefined || options.heightPx !== undefined
  if (aspectRatio !== 'source' || isSized) return setOnGround('cut-out', product, request, cutter)
  const { box } = finding
  const isTrimmed = options.marginPercent !== undefined
  const marginPx = (Math.max(box.width, box.height) * (options.marginPercent ?? 0)) / 100
  const wanted = isTrimmed
    ? { widthPx: box.width + 2 * marginPx, heightPx: box.height + 2 * marginPx }
    : finding
  const frame = frameOf(request, wanted)
  const scale = Math.min(1, frame.widthPx / wanted.widthPx)
  const whole = { left: 0, top: 0, width: finding.widthPx, height: finding.heightPx }
  const layer = await cutter.lift(bytes, finding, { scale, box: isTrimmed ? box : whole })
  const edgePx = Math.round(marginPx * scale)
  return {
    widthPx: layer.widthPx + 2 * edgePx,
    heightPx: layer.heightPx + 2 * edgePx,
    ...{ ground: { kind: 'clear' }, footing: { kind: 'none' } },
    ...{ pieces: [{ ...layer, left: edgePx, top: edgePx }], strokes: [], strokeRgb: [0, 0, 0] },
  }
}
