import { BUILT_IN_REGISTRY } from '@studio/core/models'
import { describe, expect, it } from 'vitest'
import type { PictureRequest } from '../picture-provider/index.ts'
import { createKling } from './index.ts'

const apiKey = process.env.KLING_API_KEY ?? ''
const baseUrl = process.env.KLING_BASE_URL
const isLive = process.env.LIVE === '1' && apiKey !== ''

const models = BUILT_IN_REGISTRY.models.filter(({ provider }) => provider === 'kling')
const patient = new AbortController().signal

/** Asks for a task that Kling is said to have, and that never was: it costs nothing. */
const lookFor = (model: PictureRequest['model'], key: string) =>
  createKling({ apiKey: key, ...(baseUrl && { baseUrl }) }).makePicture(
    {
      model,
      prompt: '',
      sources: [],
      aspectRatio: 'source',
      imageSize: '1K',
      seed: 1,
      index: 0,
      options: {},
      scene: null,
      earlier: [],
      task: { id: 'output_that-never-was-0', isNew: false, isTaken: true },
    },
    patient,
  )

/** The same promises on the real service, as far as they cost nothing. */
describe.skipIf(!isLive)(`Kling itself${isLive ? '' : ' (skipped: needs LIVE=1 and KLING_API_KEY)'}`, () => {
  it.each(models)('says of a task that is not there that it is not there ($id)', async (model) => {
    await expect(lookFor(model, apiKey)).rejects.toMatchObject({
      code: 'bad_answer',
      diagnosis: 'the task is no longer known',
    })
  })

  it.each(models)('says that a wrong key is a matter of configuration ($id)', async (model) => {
    await expect(lookFor(model, 'not-a-key')).rejects.toMatchObject({ code: 'not_configured' })
  })
})
