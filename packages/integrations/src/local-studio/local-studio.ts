import { judgeCutOut } from '@studio/core/analyses'
import { SAMPLE_MODEL_ID } from '@studio/core/models'
import { CutOutError, type CutOutMaker, createCutOut, type Finding, type StageOrder } from '@studio/cutout'
import { type MadePicture, type PictureRequest, ProviderFailure } from '../picture-provider/index.ts'
import { PictureUnreadable } from '../pictures/index.ts'
import { cutOutOf } from './cut-out.ts'
import { encode, encodeMask } from './encode.ts'
import { rememberFindings } from './find-products.ts'
import { isGroundScene } from './grounds.ts'
import { createLine } from './in-line.ts'
import { type FoundProduct, setOnGround } from './on-ground.ts'
import type { LocalStudio } from './port.ts'
import { makeSample } from './sample.ts'

/** Where a line about every picture goes: never with pictures or words. */
export type LocalStudioLogger = { info(facts: Record<string, unknown>, message: string): void }

/** How to open it. */
export type LocalStudioOptions = { logger?: LocalStudioLogger }

/** The recipe's version: what it makes of the same photo changes with it. */
const VERSION = 'local-studio-1'
const FREE = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }

/**
 * The studio on this installation: cuts the product out and sets it before a ground, with its own pixels. It speaks to
 * nobody; the same request gives the same bytes. Its thread starts with the first photo.
 */
export function createLocalStudio({ logger }: LocalStudioOptions = {}): LocalStudio {
  const cutter = createCutOut()
  const find = rememberFindings(cutter)
  const inLine = createLine()

  async function make(request: PictureRequest): Promise<MadePicture> {
    if (request.model.id === SAMPLE_MODEL_ID) return makeSample(request)
    const beganAt = performance.now()
    const made = await makeScene(request, cutter, find)
    const facts = { scene: request.scene, confidence: made.cutOut?.confidence ?? null }
    logger?.info({ ...facts, durationMs: Math.round(performance.now() - beganAt) }, 'local picture made')
    return made
  }

  return {
    id: 'local',
    name: 'The local studio',
    takesOriginals: true,
    makePicture: (request, signal) =>
      inLine(async () => {
        try {
          return await make(request)
        } catch (error) {
          throw toFailure(error)
        }
      }, signal),
    judge: (photo, signal) =>
      inLine(async () => {
        try {
          const { confidence, measures } = await find(photo)
          return { confidence, measures: { ...measures } }
        } catch (error) {
          if (error instanceof CutOutError && error.code === 'unreadable-photo')
            throw new PictureUnreadable(error.message)
          throw error
        }
      }, signal),
    close: () => cutter.close(),
  }
}

type Find = ReturnType<typeof rememberFindings>

async function makeScene(request: PictureRequest, cutter: CutOutMaker, find: Find): Promise<MadePicture> {
  const { scene } = request
  if (scene === null) throw new ProviderFailure('refused_request', 'no scene of the local studio was named')
  const product = await findProduct(request, find)
  const order = await orderFor(scene, product, request, cutter)
  const [file, maskPng] = await Promise.all([
    cutter.stage(order).then(encode),
    encodeMask(product.finding.mask, product.finding.work.widthPx, product.finding.work.heightPx),
  ])
  const cutOut = { confidence: product.finding.confidence, maskPng }
  return { ...file, modelVersion: VERSION, usage: FREE, marking: 'enhanced', signature: null, cutOut }
}

function orderFor(
  scene: NonNullable<PictureRequest['scene']>,
  product: FoundProduct,
  request: PictureRequest,
  cutter: CutOutMaker,
): Promise<StageOrder> {
  if (scene === 'cut-out') return cutOutOf(product, request, cutter)
  if (isGroundScene(scene)) return setOnGround(scene, product, request, cutter)
  throw new ProviderFailure('refused_request', `no scene ${scene}`)
}

/** @throws ProviderFailure `no_product`, `cut_out_unsure` */
async function findProduct({ sources, options }: PictureRequest, find: Find): Promise<FoundProduct> {
  const source = sources.find(({ role }) => role === 'product') ?? sources[0]
  if (!source) throw new ProviderFailure('refused_request', 'no photo was given')
  const finding = await find(source.bytes, options)
  if (!hasProduct(finding)) throw new ProviderFailure('no_product', 'nothing stands out from the background')
  if (judgeCutOut(finding.confidence) === 'unsuitable' && !options.acceptUnsure)
    throw new ProviderFailure('cut_out_unsure', `confidence ${finding.confidence.toFixed(3)}`)
  return { bytes: source.bytes, finding }
}

function hasProduct(finding: Finding): finding is FoundProduct['finding'] {
  return finding.box !== null
}

function toFailure(error: unknown): unknown {
  if (!(error instanceof CutOutError)) return error
  const code = error.code === 'unreadable-photo' ? 'source_unreadable' : 'internal'
  return new ProviderFailure(code, error.code)
}
