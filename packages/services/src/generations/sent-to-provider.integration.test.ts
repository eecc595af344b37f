import { createHash } from 'node:crypto'
import { workSchema } from '@studio/core/quotes'
import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio()
  const taken = { IFD0: { Copyright: 'canary-camera' }, IFD3: { GPSLatitudeRef: 'N' } }
  photo = await sharp(await readPhoto())
    .withExif(taken)
    .jpeg()
    .toBuffer()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
  studio.gemini.reset()
  studio.kling.reset()
})

describe('what a service that makes pictures is sent', () => {
  it('is nothing at all for a photo that is only uploaded', async () => {
    await studio.upload(merchant, photo)
    await studio.jobs.runDue()
    expect([...studio.gemini.requests(), ...studio.kling.requests()]).toEqual([])
  })

  it.each([
    ['gemini', 'gemini-nano-banana-2.1'],
    ['kling', 'kling-v3-omni'],
  ] as const)(
    'is the words and a copy of the photo without camera data: no account, no e-mail, no file name (%s)',
    async (provider, modelId) => {
      const { id, sha256 } = await studio.upload(merchant, photo, 'canary-file.jpg')
      await studio.jobs.runDue()
      const work = workSchema.parse({ prompt: 'a mug on canary-words', modelId, sourceAssetIds: [id] })
      await startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
      await studio.jobs.runDue()

      const sent = JSON.stringify(studio[provider].requests())
      expect(sent).toContain('canary-words')
      const copy = await studio.deps.pictures.prepareSource(photo)
      expect(sent).toContain(createHash('sha256').update(copy.bytes).digest('hex'))
      expect((await sharp(photo).metadata()).exif).toBeDefined()
      expect((await sharp(copy.bytes).metadata()).exif).toBeUndefined()
      for (const secret of [merchant.accountId, '@example.com', 'canary-file', 'canary-camera', id, sha256])
        expect(sent).not.toContain(secret)
    },
  )
})
