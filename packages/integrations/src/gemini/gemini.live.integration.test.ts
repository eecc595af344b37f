import { BUILT_IN_REGISTRY, DEFAULT_MODEL_ID, findModel } from '@studio/core/models'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isMade, type PictureRequest } from '../picture-provider/index.ts'
import { createGemini } from './index.ts'

const apiKey = process.env.GEMINI_API_KEY ?? ''
const isLive = process.env.LIVE === '1' && apiKey !== ''

const model = findModel(BUILT_IN_REGISTRY, DEFAULT_MODEL_ID) ?? expect.fail('the default model is missing')
const work: PictureRequest = {
  model,
  prompt: 'A plain ceramic mug in exactly the colour of the given picture, on a white background.',
  sources: [],
  aspectRatio: '1:1',
  imageSize: '1K',
  seed: 1,
  index: 0,
  options: {},
  scene: null,
  earlier: [],
  task: { id: 'live-1', isNew: true },
}
const patient = new AbortController().signal

/** The same promises on the real service: one picture at 1K, a few cents. */
describe.skipIf(!isLive)(
  `Gemini itself${isLive ? '' : ' (skipped: needs LIVE=1 and GEMINI_API_KEY)'}`,
  () => {
    it('makes a picture out of a photo, counts what it cost, and changes it by words', {
      timeout: 400_000,
    }, async () => {
      const gemini = createGemini({ apiKey })
      const sheet = sharp({ create: { width: 512, height: 512, channels: 3, background: '#2a6f97' } })
      const photo = { role: 'product', bytes: await sheet.jpeg().toBuffer(), mime: 'image/jpeg' } as const
      const made = await gemini.makePicture({ ...work, sources: [photo] }, patient)
      if (!isMade(made)) return expect.fail('there is no picture')
      const { width = 0, height = 0 } = await sharp(made.bytes).metadata()
      expect(Math.min(width, height)).toBeGreaterThan(900)
      expect(made.usage.costMicroUsd).toBeGreaterThan(10_000)
      expect(made.modelVersion).toEqual(expect.any(String))

      const signature = made.signature ?? expect.fail('the picture is not signed')
      const turn = { prompt: work.prompt, sources: [photo], answer: made, signature }
      const changed = await gemini.makePicture(
        { ...work, prompt: 'Make the light warmer.', earlier: [turn] },
        patient,
      )
      expect(isMade(changed) && changed.bytes.byteLength).toBeGreaterThan(10_000)
    })

    it('says that a wrong key is a matter of configuration', async () => {
      const call = createGemini({ apiKey: 'not-a-key' }).makePicture(work, patient)
      await expect(call).rejects.toMatchObject({ code: 'not_configured' })
    })
  },
)
