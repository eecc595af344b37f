import { BUILT_IN_REGISTRY, findModel } from '@studio/core/models'
import type { SourceRole } from '@studio/core/shots'
import { createPlainPictureMaker } from '@studio/emulators/gemini'
import { createKlingEmulator } from '@studio/emulators/kling'
import sharp from 'sharp'
import { expect } from 'vitest'
import {
  isMade,
  type MadePicture,
  type PictureRequest,
  ProviderFailure,
  type SourcePicture,
  type StillMaking,
} from '../../picture-provider/index.ts'
import { createKling, type KlingOptions } from '../index.ts'

/** What must be found in no log. */
export const API_KEY = 'test-key-that-must-stay-secret'
/** The wording of every request, unless a test has its own. */
export const WORDS = 'a mug on a desk'
/** The model that takes most kinds of requests. */
export const OMNI = 'kling-v3-omni'
/** A caller who never gives up. */
export const patient = new AbortController().signal

/** What a test changes about a request. */
export type Changes = Partial<PictureRequest> & { modelId?: string }
/** What a test changes about the adapter, which is opened anew for each step, as in another process. */
export type Options = Partial<Omit<KlingOptions, 'apiKey'>> & { apiKey?: string }

/** Kling's stand-in on a clock that stands still, and an adapter for it. */
export type KlingKit = Awaited<ReturnType<typeof openKlingKit>>

/** Starts the stand-in. Reset it before each test, and close it in the end. */
export async function openKlingKit() {
  const emulator = await createKlingEmulator({ pictureMaker: createPlainPictureMaker(), framesPerSecond: 1 })
  const photo = await draw(400, 500)
  let count = 0

  const source = (role: SourceRole, bytes = photo, mime = 'image/jpeg'): SourcePicture => {
    return { role, bytes, mime }
  }

  function request({ modelId = OMNI, ...changes }: Changes = {}): PictureRequest {
    const model = findModel(BUILT_IN_REGISTRY, modelId) ?? expect.fail(`no model ${modelId}`)
    count += 1
    return {
      model,
      prompt: WORDS,
      sources: [source('product')],
      aspectRatio: '3:4',
      imageSize: model.makes === 'video' ? '720p' : '1K',
      seed: 7,
      index: 0,
      options: model.makes === 'video' ? { durationSec: 5 } : {},
      scene: null,
      earlier: [],
      task: { id: `output_${count}-0`, isNew: true },
      ...changes,
    }
  }

  const kling = (options: Options = {}) =>
    createKling({ apiKey: API_KEY, baseUrl: emulator.url, ...options } as KlingOptions)
  const step = (work: PictureRequest, options: Options = {}) => kling(options).makePicture(work, patient)
  const asked = (method: 'GET' | 'POST') => emulator.requests().filter((entry) => entry.method === method)

  return {
    emulator,
    photo,
    source,
    request,
    kling,
    /** One step, in a process of its own. */
    step,
    asked,
    /** The requests that began a task. */
    tasksBegun: () => asked('POST').filter(({ status }) => status === 200),

    /** One step that does not end it. */
    async still(work: PictureRequest, options: Options = {}): Promise<StillMaking> {
      const answer = await step(work, options)
      return isMade(answer) ? expect.fail('there is a picture already') : answer
    },

    /** Asks again, as long as Kling is at it. */
    async make(work: PictureRequest, options: Options = {}): Promise<MadePicture> {
      let again = work
      for (let turn = 0; turn < 60; turn++) {
        const answer = await step(again, options)
        if (isMade(answer)) return answer
        again = next(again, answer)
        await emulator.advance(answer.checkAgainInMs)
      }
      return expect.fail('Kling never came to an end')
    },
  }
}

/** A photo of one colour. */
export async function draw(width: number, height: number): Promise<Buffer> {
  const sheet = sharp({ create: { width, height, channels: 3, background: 'teal' } })
  return sheet.jpeg().toBuffer()
}

/** The request as it is made again, after somebody heard what the last one said. */
export function next(work: PictureRequest, { isTaken }: Pick<StillMaking, 'isTaken'>): PictureRequest {
  const sources = isTaken ? [] : work.sources
  return { ...work, sources, task: { ...work.task, isNew: false, isTaken } }
}

/** What a call failed with. */
export async function failureOf(call: Promise<unknown>): Promise<ProviderFailure> {
  const error = await call.then(
    () => expect.fail('the call was expected to fail'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProviderFailure)
  return error as ProviderFailure
}
