import type { Box, CutOutMaker, StageOrder, Stroke } from '@studio/cutout'
import { type PictureRequest, ProviderFailure } from '../picture-provider/index.ts'
import { type Area, areaWithin, type Frame, fitInto, frameOf } from './frame.ts'
import { textWidthPx, writeText } from './glyphs.ts'
import type { FoundProduct } from './on-ground.ts'

const INK = [58, 62, 68] as const

/** Sizes in shares of the picture's shorter side: of the labels, and how far the lines keep from the product. */
const TEXT = 0.032
const GAP = 0.04

/** The product on white with its width below and its height beside it, in millimetres as they were given. */
export async function drawSizeLines(
  { bytes, finding }: FoundProduct,
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  const { widthMm, heightMm, marginPercent = 8 } = request.options
  if (widthMm === undefined && heightMm === undefined)
    throw new ProviderFailure('refused_request', 'neither widthMm nor heightMm was given')
  const wanted = frameOf(request, finding)
  const area = areaBeside(wanted, marginPercent, widthMm, heightMm)
  const { frame, scale } = fitInto(wanted, area, finding.box)
  const layer = await cutter.lift(bytes, finding, { scale })
  const box: Box = {
    left: Math.round(((area.left + area.right) * frame.widthPx - layer.widthPx) / 2),
    top: Math.round(((area.top + area.bottom) * frame.heightPx - layer.heightPx) / 2),
    width: layer.widthPx,
    height: layer.heightPx,
  }
  const sidePx = Math.min(frame.widthPx, frame.heightPx)
  return {
    ...{ widthPx: frame.widthPx, heightPx: frame.heightPx },
    ...{ ground: { kind: 'plain', rgb: [255, 255, 255] }, footing: { kind: 'none' } },
    pieces: [{ ...layer, left: box.left, top: box.top }],
    strokes: [
      ...(widthMm === undefined ? [] : widthLine(box, `${widthMm} mm`, sidePx)),
      ...(heightMm === undefined ? [] : heightLine(box, `${heightMm} mm`, sidePx)),
    ],
    strokeRgb: INK,
  }
}

/** What the lines and labels leave to the product. */
function areaBeside(
  { widthPx, heightPx }: Frame,
  marginPercent: number,
  widthMm: number | undefined,
  heightMm: number | undefined,
): Area {
  const area = areaWithin(marginPercent)
  const sidePx = Math.min(widthPx, heightPx)
  const belowPx = widthMm === undefined ? 0 : (GAP + 1.6 * TEXT) * sidePx
  const besidePx =
    heightMm === undefined ? 0 : (GAP + 0.6 * TEXT) * sidePx + textWidthPx(`${heightMm} mm`, TEXT * sidePx)
  return { ...area, right: area.right - besidePx / widthPx, bottom: area.bottom - belowPx / heightPx }
}

type Point = readonly [number, number]

function widthLine(box: Box, label: string, sidePx: number): Stroke[] {
  const y = box.top + box.height + GAP * sidePx
  const textPx = TEXT * sidePx
  const middle = box.left + box.width / 2
  return [
    ...dimension([box.left, y], [box.left + box.width, y], sidePx),
    ...writeText(label, middle - textWidthPx(label, textPx) / 2, y + 0.6 * textPx, textPx),
  ]
}

function heightLine(box: Box, label: string, sidePx: number): Stroke[] {
  const x = box.left + box.width + GAP * sidePx
  const textPx = TEXT * sidePx
  const middle = box.top + box.height / 2
  return [
    ...dimension([x, box.top], [x, box.top + box.height], sidePx),
    ...writeText(label, x + 0.6 * textPx, middle - textPx / 2, textPx),
  ]
}

/** A line with a tick across each end. */
function dimension(from: Point, to: Point, sidePx: number): Stroke[] {
  const halfWidthPx = Math.max(0.6, 0.0011 * sidePx)
  const tickPx = 0.011 * sidePx
  const isLevel = from[1] === to[1]
  const tick = ([x, y]: Point): Stroke => ({
    from: isLevel ? [x, y - tickPx] : [x - tickPx, y],
    to: isLevel ? [x, y + tickPx] : [x + tickPx, y],
    halfWidthPx,
  })
  return [{ from, to, halfWidthPx }, tick(from), tick(to)]
}
