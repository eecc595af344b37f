import type { Box, CutOut, CutSwitches, Finding, FoundMask, Layer, Size, WantedDetails } from './contract.ts'
import { createCutterThread } from './cutter-thread.ts'
import { type DecodedPhoto, decodeLayer, decodePart, decodePhoto } from './decode-photo.ts'
import { describeModel } from './segmentation-model.ts'
import type { StagedPicture, StageOrder } from './stage/order.ts'

const defaultMaxSidePx = 2048

/**
 * Cuts products out of photos (JPEG, PNG, WebP, AVIF; at most 50 megapixels) until it is closed. The same bytes give
 * the same answer. Everything rejects with a CutOutError: `unreadable-photo`, `cut-failed`, or `closed`.
 */
export type CutOutMaker = {
  /** Finds the product in a photo, and tells how sure that is. Takes about a second. */
  find(photo: Uint8Array, switches?: CutSwitches): Promise<Finding>
  /**
   * Lifts what was found off its ground: the part of the photo that `box` names (in its own pixels; the product's box
   * unless told) at `scale` times its size. Inside the soft edge the pixels are those of the photo, resized by Lanczos.
   */
  lift(photo: Uint8Array, finding: Finding, options: { scale: number; box?: Box }): Promise<Layer>
  /** Finds and lifts in one go, with the whole photo around it. `maxSidePx` limits the longer side (2048 unless told). */
  cutOut(photo: Uint8Array, options?: { maxSidePx?: number } & CutSwitches): Promise<CutOut>
  /**
   * Finds where the product is richest in detail: boxes in pixels of the photo that do not overlap, richest first, at
   * least one. `isSure` false looks everywhere in the photo, for a finding that is not to be relied on.
   */
  findDetails(finding: Finding, wanted: WantedDetails & { isSure: boolean }): Promise<Box[]>
  /** Composes a picture of cut-outs. */
  stage(order: StageOrder): Promise<StagedPicture>
  /** Stops the thread; what is under way is rejected with `closed`. */
  close(): Promise<void>
}

/** How to make a cutter: `modelPath` leads to a segmentation model (ONNX) that finds products in place of the recipe. */
export type CutOutOptions = { modelPath?: string | undefined }

/**
 * Makes a cutter with one worker thread, started by the first photo; photos are worked on one after the other.
 * @throws CutOutError `bad-model` at once, when there is no model at the path
 */
export function createCutOut({ modelPath }: CutOutOptions = {}): CutOutMaker {
  const model = modelPath === undefined ? null : describeModel(modelPath)
  const thread = createCutterThread({ model })

  async function find(photo: Uint8Array, switches: CutSwitches = {}): Promise<Finding> {
    const decoded = await decodePhoto(photo)
    const { work, ownAlpha } = decoded
    const found = await thread.ask('find', { work, ownAlpha, switches })
    return toFinding(found, decoded)
  }

  async function liftWithBox(photo: Uint8Array, finding: Finding, scale: number, box: Box) {
    const { work, mask, hasOwnAlpha } = finding
    const frame = scaled(finding, scale)
    const part = scaledBox(box, finding, frame)
    if (hasOwnAlpha) {
      const layer = await decodeLayer(photo, frame, part)
      return { layer, box: finding.box && scaledBox(finding.box, finding, frame) }
    }
    const picture = await decodePart(photo, frame, part)
    const task = { work, mask, picture, part: { frame, left: part.left, top: part.top } }
    return thread.ask('lift', task, [picture.rgb])
  }

  return {
    find,
    async lift(photo, finding, { scale, box = finding.box ?? whole(finding) }) {
      const { layer } = await liftWithBox(photo, finding, scale, box)
      return layer
    },
    async cutOut(photo, { maxSidePx = defaultMaxSidePx, ...switches } = {}) {
      const finding = await find(photo, switches)
      const scale = Math.min(1, maxSidePx / Math.max(finding.widthPx, finding.heightPx))
      const { layer, box } = await liftWithBox(photo, finding, scale, whole(finding))
      const { confidence, measures } = finding
      return { ...layer, confidence, measures, box: box ?? whole(layer) }
    },
    async findDetails(finding, { isSure, ...wanted }) {
      const { work } = finding
      const mask = isSure ? finding.mask : new Uint8Array(finding.mask.length)
      const boxes = await thread.ask('details', { work, mask, wanted })
      return boxes.map((box) => scaledBox(box, work, finding))
    },
    stage: (order) =>
      thread.ask(
        'stage',
        order,
        order.pieces.map(({ rgba }) => rgba),
      ),
    close: () => thread.close(),
  }
}

/** From pixels of the work size to those of the photo. */
function toFinding({ box, ...found }: FoundMask, { photo, work, ownAlpha }: DecodedPhoto): Finding {
  return {
    ...photo,
    ...found,
    work,
    hasOwnAlpha: ownAlpha !== null,
    box: box && scaledBox(box, work, photo),
  }
}

function whole({ widthPx, heightPx }: Size): Box {
  return { left: 0, top: 0, width: widthPx, height: heightPx }
}

function scaled({ widthPx, heightPx }: Size, scale: number): Size {
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale)),
  }
}

/** The box in a picture of another size: no pixel that it held is lost to rounding. */
function scaledBox(box: Box, from: Size, to: Size): Box {
  const across = to.widthPx / from.widthPx
  const down = to.heightPx / from.heightPx
  const left = Math.floor(box.left * across)
  const top = Math.floor(box.top * down)
  return {
    left,
    top,
    width: Math.min(to.widthPx, Math.ceil((box.left + box.width) * across)) - left,
    height: Math.min(to.heightPx, Math.ceil((box.top + box.height) * down)) - top,
  }
}
