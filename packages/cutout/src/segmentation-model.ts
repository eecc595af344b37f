import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { CutOutError } from './errors.ts'

/** How a model wants its pixels: for each channel, (level ÷ 255 − mean) ÷ deviation. */
export type Normalisation = { mean: readonly number[]; deviation: readonly number[] }

/** What U²-Net and BiRefNet were trained with: the means and deviations of ImageNet. */
const imageNet: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }

/** A model's file, and how it wants its pixels. */
export type SegmentationModel = { path: string; normalisation: Normalisation }

/**
 * Looks whether there is a model, without loading it. Beside `<path>` may lie `<path>.json` with `mean` and `std` (three
 * numbers each) for a model that was trained with others than ImageNet's: for ISNet, `{"mean":[0.5,0.5,0.5],"std":[1,1,1]}`.
 * @throws CutOutError `bad-model` with a sentence for the operator
 */
export function describeModel(path: string): SegmentationModel {
  if (firstByteOf(path) !== onnxBegins)
    throw new CutOutError('bad-model', `The segmentation model at ${path} is not an ONNX file.`)
  return { path, normalisation: normalisationBeside(path) }
}

/** An ONNX file is a protobuf that begins with field 1, the version of its format, a whole number. */
const onnxBegins = 0x08

function firstByteOf(path: string): number | undefined {
  try {
    const file = openSync(path, 'r')
    const begin = new Uint8Array(1)
    const count = readSync(file, begin)
    closeSync(file)
    return count === 1 ? begin[0] : undefined
  } catch (cause) {
    const sentence = `The segmentation model at ${path} cannot be read. Check the path and who may read it.`
    throw new CutOutError('bad-model', sentence, { cause })
  }
}

function normalisationBeside(path: string): Normalisation {
  let written: string
  try {
    written = readFileSync(`${path}.json`, 'utf8')
  } catch {
    return imageNet
  }
  try {
    const { mean, std } = JSON.parse(written)
    if (isTriple(mean) && isTriple(std) && std.every((deviation) => deviation > 0))
      return { mean, deviation: std }
  } catch {}
  throw new CutOutError('bad-model', `${path}.json needs "mean" and "std", three numbers each.`)
}

function isTriple(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === 3 && value.every((part) => Number.isFinite(part))
}
