import type { CutOutMaker, Finding, Ground, Layer, Piece, StageOrder } from '@studio/cutout'
import type { PictureRequest } from '../picture-provider/index.ts'
import { type Area, areaWithin, type Frame, fitInto, frameOf } from './frame.ts'
import { type GroundScene, LAYOUTS, type Layout, rgbOf } from './grounds.ts'

/** What a scene is made from: the photo's bytes, and where the product is in it. */
export type FoundProduct = { bytes: Uint8Array; finding: Finding & { box: NonNullable<Finding['box']> } }

/** Puts one product on the ground of a scene. */
export async function setOnGround(
  scene: GroundScene,
  product: FoundProduct,
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  const { options } = request
  const layout = LAYOUTS[scene]
  const area = openAtCuts(
    areaWithin(options.marginPercent ?? layout.marginPercent, layout.belowPercent),
    product.finding,
  )
  const { frame, scale } = fitInto(frameOf(request, product.finding), area, product.finding.box)
  const layer = await cutter.lift(product.bytes, product.finding, { scale })
  const piece = place(layer, frame, area, product.finding)
  return {
    ...frame,
    ...groundFor(layout, frame, piece, product.finding, options.colour),
    pieces: [piece],
    strokes: [],
    strokeRgb: [0, 0, 0],
  }
}

/** Where the photo cuts the product off, the picture has to as well: no margin on that side. */
function openAtCuts(area: Area, { touches }: Finding): Area {
  return {
    left: touches.left ? 0 : area.left,
    top: touches.top ? 0 : area.top,
    right: touches.right ? 1 : area.right,
    bottom: touches.bottom ? 1 : area.bottom,
  }
}

/** In the middle of the area; flush with the frame on a side where the product is cut off. */
function place(layer: Layer, frame: Frame, area: Area, { touches }: Finding): Piece {
  const along = (fromPx: number, toPx: number, lengthPx: number, isCutStart: boolean, isCutEnd: boolean) => {
    if (isCutStart && !isCutEnd) return Math.round(fromPx)
    return isCutEnd && !isCutStart ? Math.round(toPx) - lengthPx : Math.round((fromPx + toPx - lengthPx) / 2)
  }
  const { widthPx, heightPx } = frame
  return {
    ...layer,
    left: along(area.left * widthPx, area.right * widthPx, layer.widthPx, touches.left, touches.right),
    top: along(area.top * heightPx, area.bottom * heightPx, layer.heightPx, touches.top, touches.bottom),
  }
}

/** The ground, bent a little above the line that the product stands on, and the floor. */
function groundFor(
  layout: Layout,
  { heightPx }: Frame,
  { top, heightPx: pieceHeightPx, widthPx: pieceWidthPx }: Piece,
  { touches }: Finding,
  colour: string | undefined,
): Pick<StageOrder, 'ground' | 'footing'> {
  const rgb = layout.takesColour && colour !== undefined ? rgbOf(colour) : layout.rgb
  const footPx = top + pieceHeightPx
  const floorPx = Math.min(0.93 * heightPx, footPx + 0.16 * Math.sqrt(pieceHeightPx * pieceWidthPx))
  const isAfloat = layout.footing === 'floating'
  const horizonShare = (isAfloat ? floorPx : footPx) / heightPx - 0.14
  const ground: Ground =
    layout.ground === 'sweep'
      ? { kind: 'sweep', rgb, horizonShare }
      : layout.ground === 'plain'
        ? { kind: 'plain', rgb }
        : { kind: 'clear' }
  // A product that is cut off below meets no floor.
  if (touches.bottom || layout.footing === 'none') return { ground, footing: { kind: 'none' } }
  return {
    ground,
    footing: layout.footing === 'floating' ? { kind: 'floating', floorPx } : { kind: layout.footing },
  }
}
