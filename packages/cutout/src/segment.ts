import { readFile } from 'node:fs/promises'
import type { InferenceSession } from 'onnxruntime-web'
import { borderTouchShare, falling, rising } from './confidence.ts'
import type { FoundMask, Picture, Size } from './contract.ts'
import { describeMask } from './find-product.ts'
import { type Cv, resizePicture, resizePlane } from './opencv.ts'
import { countOf, dropSpecks, fillPinHoles, maskOf } from './regions.ts'
import type { Normalisation, SegmentationModel } from './segmentation-model.ts'

/** Used where a model leaves its input's size open; what ISNet and BiRefNet were trained with. */
const openSidePx = 1024

/** Finds products by a trained model. */
export type Segmenter = (work: Picture, fillHoles: boolean) => Promise<FoundMask>

/**
 * Loads a segmentation model (ONNX, by WebAssembly, one thread). The convention is that of U²-Net and ISNet: the first
 * input is 1×3×S×S, floats, the photo stretched to S by S and normalised; the first output is 1×1×S×S, how likely each
 * pixel is product, from 0 to 1, or as logits, which are told by their range.
 */
export async function loadSegmenter(cv: Cv, model: SegmentationModel): Promise<Segmenter> {
  const { InferenceSession, Tensor, env } = await import('onnxruntime-web')
  env.wasm.numThreads = 1
  const session = await InferenceSession.create(new Uint8Array(await readFile(model.path)))
  const [inputName = ''] = session.inputNames
  const [outputName = ''] = session.outputNames
  const size = inputSize(session)
  return async (work, fillHoles) => {
    const values = toPlanes(resizePicture(cv, work, size), model.normalisation)
    const input = new Tensor('float32', values, [1, 3, size.heightPx, size.widthPx])
    const { data, dims } = (await session.run({ [inputName]: input }))[outputName]
    const [heightPx = 0, widthPx = 0] = dims.slice(-2)
    if (!(data instanceof Float32Array) || widthPx * heightPx === 0 || data.length < widthPx * heightPx)
      throw new Error(`the model answers ${dims.join('×')}, not 1×1×S×S of floats`)
    const likely = toLikelihood(data.slice(0, widthPx * heightPx))
    return judge(resizePlane(cv, likely, { widthPx, heightPx }, work), work, fillHoles)
  }
}

function inputSize({ inputMetadata }: InferenceSession): Size {
  const [input] = inputMetadata
  const shape = input?.isTensor ? input.shape : []
  const [heightPx, widthPx] = shape
    .slice(-2)
    .map((side) => (typeof side === 'number' && side > 0 ? side : openSidePx))
  return { widthPx: widthPx ?? openSidePx, heightPx: heightPx ?? openSidePx }
}

/** One plane a channel, as networks want it. */
function toPlanes({ rgb }: Picture, { mean, deviation }: Normalisation): Float32Array {
  const count = rgb.length / 3
  const planes = new Float32Array(rgb.length)
  for (let channel = 0; channel < 3; channel++)
    for (let at = 0; at < count; at++)
      planes[channel * count + at] = (rgb[at * 3 + channel] / 255 - mean[channel]) / deviation[channel]
  return planes
}

function toLikelihood(values: Float32Array): Float32Array {
  const isLikelihood = values.every((value) => value > -0.01 && value < 1.01)
  return isLikelihood ? values : values.map((logit) => 1 / (1 + Math.exp(-logit)))
}

/** Sure is a cut whose inside the model is sure of, and that leaves little in between. */
function judge(likely: Float32Array, work: Picture, fillHoles: boolean): FoundMask {
  const mask = maskOf(likely.length, (at) => likely[at] > 0.5)
  dropSpecks(mask, work, 0.01)
  if (fillHoles) fillPinHoles(mask, work, mask.length)
  const areaPx = Math.max(1, countOf(mask))
  const unsurePx = countOf(maskOf(likely.length, (at) => likely[at] > 0.1 && likely[at] < 0.9))
  const measures = {
    areaShare: areaPx / mask.length,
    insideLikelihood: likely.reduce((sum, value, at) => sum + value * mask[at], 0) / areaPx,
    unsureShare: unsurePx / areaPx,
    borderTouchShare: borderTouchShare(mask, work),
  }
  const marks = [
    rising(0.7, 0.93, measures.insideLikelihood),
    falling(0.1, 0.6, measures.unsureShare),
    falling(0.04, 0.25, measures.borderTouchShare),
    falling(0.7, 0.9, measures.areaShare),
  ]
  const confidence = marks.reduce((product, mark) => product * (0.15 + 0.85 * mark), 1)
  return describeMask(mask, work, confidence, measures)
}
