import { DEFAULT_MODEL_ID, findModel } from '@studio/core/models'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createGemini } from './index.ts'

const apiKey = process.env.GEMINI_API_KEY ?? ''
const isLive = process.env.LIVE === '1' && apiKey !== ''

/** The same promises on the real service: one picture at 1K, a few cents. */
describe.skipIf(!isLive)(
  `Gemini itself${isLive ? '' : ' (skipped: needs LIVE=1 and GEMINI_API_KEY)'}`,
  () => {
    it('makes a picture out of a photo, and counts what it cost', { timeout: 200_000 }, async () => {
      const model = findModel(DEFAULT_MODEL_ID) ?? expect.fail('the default model is missing')
      const sheet = sharp({ create: { width: 512, height: 512, channels: 3, background: '#2a6f97' } })
      const made = await createGemini({ apiKey }).makePicture(
        {
          model,
          prompt: 'A plain ceramic mug in exactly the colour of the given picture, on a white background.',
          sources: [{ bytes: await sheet.jpeg().toBuffer(), mime: 'image/jpeg' }],
          aspectRatio: '1:1',
          imageSize: '1K',
          seed: 1,
        },
        new AbortController().signal,
      )
      const { width = 0, height = 0 } = await sharp(made.bytes).metadata()
      expect(Math.min(width, height)).toBeGreaterThan(900)
      expect(made.usage.costMicroUsd).toBeGreaterThan(10_000)
      expect(made.modelVersion).toEqual(expect.any(String))
    })

    it('says that a wrong key is a matter of configuration', async () => {
      const model = findModel(DEFAULT_MODEL_ID) ?? expect.fail('the default model is missing')
      const work = {
        model,
        prompt: 'a mug',
        sources: [],
        aspectRatio: '1:1',
        imageSize: '1K',
        seed: 1,
      } as const
      const call = createGemini({ apiKey: 'not-a-key' }).makePicture(work, new AbortController().signal)
      await expect(call).rejects.toMatchObject({ code: 'not_configured' })
    })
  },
)
