import type { AspectRatio, ImageSize } from '@studio/core/models'
import type { Box, Size } from '@studio/cutout'
import type { PictureRequest } from '../picture-provider/index.ts'

/** The longer side of a picture by the name of its size, in pixels. */
const LONG_SIDE_PX: Partial<Record<ImageSize, number>> = { '1K': 1024, '2K': 2048, '4K': 4096 }

/**
 * A product's pixels are never stretched to more than this many times their size: beyond it a picture gets no
 * sharper, so it is made smaller than asked for instead.
 */
export const MAX_ENLARGEMENT = 3

/** The size of the picture to make; `isExact` when somebody named its pixels, so that it may not be made smaller. */
export type Frame = Size & { isExact: boolean }

/** The size that a request asks for. `source` is the size of the photo, for the ratio of that name. */
export function frameOf(
  { aspectRatio, imageSize, options }: Pick<PictureRequest, 'aspectRatio' | 'imageSize' | 'options'>,
  source: Size,
): Frame {
  const ratio = ratioOf(aspectRatio, source)
  const { widthPx, heightPx } = options
  if (widthPx !== undefined && heightPx !== undefined) return { widthPx, heightPx, isExact: true }
  if (widthPx !== undefined) return { widthPx, heightPx: sidePx(widthPx / ratio), isExact: true }
  if (heightPx !== undefined) return { widthPx: sidePx(heightPx * ratio), heightPx, isExact: true }
  const longSidePx = LONG_SIDE_PX[imageSize] ?? 1024
  return ratio >= 1
    ? { widthPx: longSidePx, heightPx: sidePx(longSidePx / ratio), isExact: false }
    : { widthPx: sidePx(longSidePx * ratio), heightPx: longSidePx, isExact: false }
}

/** Width divided by height. */
function ratioOf(aspectRatio: AspectRatio, source: Size): number {
  if (aspectRatio === 'source') return source.widthPx / source.heightPx
  const [across = 1, down = 1] = aspectRatio.split(':').map(Number)
  return across / down
}

/** A side as whole pixels. */
function sidePx(length: number): number {
  return Math.max(1, Math.round(length))
}

/** The part of a frame that products are placed in, as shares of its sides. */
export type Area = { left: number; top: number; right: number; bottom: number }

/** A margin on all sides, and more room below for what a floor shows. */
export function areaWithin(marginPercent: number, belowPercent = 0): Area {
  const margin = marginPercent / 100
  return { left: margin, top: margin, right: 1 - margin, bottom: 1 - margin - belowPercent / 100 }
}

/** How large the box becomes in the area, and the frame, which shrinks rather than ask for too much enlargement. */
export function fitInto(frame: Frame, area: Area, box: Pick<Box, 'width' | 'height'>) {
  const scale = Math.min(
    ((area.right - area.left) * frame.widthPx) / box.width,
    ((area.bottom - area.top) * frame.heightPx) / box.height,
  )
  if (scale <= MAX_ENLARGEMENT) return { frame, scale }
  if (frame.isExact) return { frame, scale: MAX_ENLARGEMENT }
  const smaller = MAX_ENLARGEMENT / scale
  const size = { widthPx: sidePx(frame.widthPx * smaller), heightPx: sidePx(frame.heightPx * smaller) }
  return { frame: { ...size, isExact: false }, scale: MAX_ENLARGEMENT }
}
