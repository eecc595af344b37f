import { basename } from 'node:path'
import { SAMPLE_MODEL_ID } from '@studio/core/models'
import { CutOutError, createCutOut } from '@studio/cutout'
import { type MadePicture, type PictureRequest, ProviderFailure } from '../picture-provider/index.ts'
import { PictureUnreadable } from '../pictures/index.ts'
import { rememberFindings } from './find-products.ts'
import { createLine } from './in-line.ts'
import type { LocalStudio } from './port.ts'
import { makeSample } from './sample.ts'
import { makeScene } from './scenes.ts'

/** Where a line about every picture goes: never with pictures or words. */
export type LocalStudioLogger = { info(facts: Record<string, unknown>, message: string): void }

/** How to open it: `modelPath` leads to a segmentation model (ONNX) that finds products in place of the recipe. */
export type LocalStudioOptions = { modelPath?: string | undefined; logger?: LocalStudioLogger }

/** The recipe's version: what it makes of the same photo changes with it. */
const VERSION = 'local-studio-1'
const FREE = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }

/**
 * The studio on this installation: cuts the product out and sets it before a ground, with its own pixels. It speaks to
 * nobody; the same request gives the same bytes. Its thread starts with the first photo. A trained model, where one is
 * set, only tells product from ground: no pixel is its own, so that the marking stays `enhanced`.
 * @throws CutOutError `bad-model` when there is no model at the path
 */
export function createLocalStudio({ modelPath, logger }: LocalStudioOptions = {}): LocalStudio {
  const cutter = createCutOut({ modelPath })
  const modelVersion = modelPath === undefined ? VERSION : `${VERSION} with ${basename(modelPath)}`
  const find = rememberFindings(cutter)
  const inLine = createLine()

  async function make(request: PictureRequest): Promise<MadePicture> {
    const { model, scene } = request
    if (model.id === SAMPLE_MODEL_ID) return makeSample(request)
    if (scene === null) throw new ProviderFailure('refused_request', 'no scene of the local studio was named')
    const beganAt = performance.now()
    const { file, cutOut } = await makeScene(scene, request, { cutter, find })
    const durationMs = Math.round(performance.now() - beganAt)
    logger?.info({ scene, confidence: cutOut?.confidence ?? null, durationMs }, 'local picture made')
    return { ...file, modelVersion, usage: FREE, marking: 'enhanced', signature: null, cutOut }
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

function toFailure(error: unknown): unknown {
  if (!(error instanceof CutOutError)) return error
  const code = error.code === 'unreadable-photo' ? 'source_unreadable' : 'internal'
  return new ProviderFailure(code, error.code)
}
