import { buffer } from 'node:stream/consumers'
import { assetKey, FILE_ENDINGS } from '@studio/core/assets'
import { exportKey } from '@studio/core/exports'
import { type AiMarking, aiMarkingXmp, DIGITAL_SOURCE_TYPES } from '@studio/core/generations'
import { LOCAL_STUDIO_ID } from '@studio/core/models'
import { type Work, workSchema } from '@studio/core/quotes'
import { makeSampleVideo } from '@studio/emulators/kling/video'
import { hasExiftool, readWithExiftool } from '@studio/integrations/pictures/testing'
import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createExport } from '../exports/index.ts'
import { unpack } from '../exports/testing/unpack.ts'
import { startGeneration } from '../generations/index.ts'
import { storedSizes, withRecipe } from './index.ts'

// Made first: the studio closes the loader that the stand-in draws its mark with.
const video = await makeSampleVideo()
let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio()
  photo = await readPhoto()
  studio.deps.providers.kling = {
    ...studio.deps.providers.kling,
    makePicture: () =>
      Promise.resolve({
        ...{ bytes: video, mime: 'video/mp4', modelVersion: 'scripted', signature: null, cutOut: null },
        usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
        marking: 'generated',
      }),
  }
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(50)
})

const upload = async (bytes: Uint8Array = photo) => {
  const { id } = await studio.upload(merchant, bytes)
  await studio.jobs.runDue()
  return id
}
const marked = (marking: AiMarking) =>
  sharp(photo).resize(800).withXmp(aiMarkingXmp(marking)).jpeg().toBuffer()
async function make(asked: Partial<Work>) {
  const work = workSchema.parse(asked)
  const { id } = await startGeneration(merchant, { ...work, maxCredits: 50 }, studio.deps)
  await studio.jobs.runDue()
  return studio.deps.db.asset.findFirstOrThrow({ where: { output: { generationId: id } } })
}

/** What each stored file of an asset says, by its size: read by the foreign program where it is there. */
async function readFiles(id: string): Promise<Record<string, string>> {
  const asset = await studio.deps.db.asset.findUniqueOrThrow({ where: { id }, include: withRecipe })
  const files = storedSizes(asset).map(async (size) => {
    const { body, mime } = await studio.deps.store.get(assetKey(asset, size))
    return [size, await readFile(await buffer(body), mime)] as const
  })
  return Object.fromEntries(await Promise.all(files))
}

async function readFile(bytes: Buffer, mime: string): Promise<string> {
  const marking = await studio.deps.pictures.readMarking(bytes, mime)
  const ours = marking ? (DIGITAL_SOURCE_TYPES[marking].split('/').at(-1) ?? '') : ''
  if (hasExiftool) expect(readWithExiftool(bytes)).toBe(ours)
  return ours
}

/** Without exiftool what the files say is read all the same, by our own reader. */
const reader = hasExiftool ? 'and a foreign program reads it' : 'as we read it: exiftool is not installed'
const GENERATED = 'trainedAlgorithmicMedia'
const MIME_BY_ENDING: Record<string, string> = Object.fromEntries(
  Object.entries(FILE_ENDINGS).map(([mime, ending]) => [ending, mime]),
)

describe(`every stored file of an asset says how it came about, ${reader}`, () => {
  it('when a model drew it', async () => {
    const picture = await make({ shotId: 'desk', sourceAssetIds: [await upload()] })
    expect(picture.marking).toBe('generated')
    expect(await readFiles(picture.id)).toEqual({ original: GENERATED, preview: GENERATED, thumb: GENERATED })
  })

  it('when it is a video', async () => {
    const made = await make({ shotId: 'motion', modelId: 'kling-v2-6', sourceAssetIds: [await upload()] })
    expect(made).toMatchObject({ mime: 'video/mp4', marking: 'generated', durationMs: 2000 })
    expect(await readFiles(made.id)).toEqual({ original: GENERATED, preview: GENERATED, thumb: GENERATED })
  })

  it('when the product’s own pixels were placed on this installation', async () => {
    const picture = await make({
      ...{ shotId: 'white-hero', modelId: LOCAL_STUDIO_ID, sourceAssetIds: [await upload()] },
    })
    const ENHANCED = 'algorithmicallyEnhanced'
    expect(await readFiles(picture.id)).toEqual({
      ...{ original: ENHANCED, preview: ENHANCED, thumb: ENHANCED, mask: ENHANCED },
    })
  })

  it('and says nothing of a model when a camera took it', async () => {
    expect(await readFiles(await upload())).toEqual({ original: '', preview: '', thumb: '' })
  })
})

describe('a picture that says of itself that a model drew it', () => {
  it('keeps saying so once it is uploaded, in every file of it', async () => {
    const id = await upload(await marked('composite'))
    const composite = 'compositeWithTrainedAlgorithmicMedia'
    expect(await readFiles(id)).toEqual({ original: composite, preview: composite, thumb: composite })
    expect(await studio.deps.db.asset.findUniqueOrThrow({ where: { id } })).toMatchObject({
      marking: 'composite',
    })
  })

  it('passes it on to what is made from it, whatever that is by itself', async () => {
    const source = await upload(await marked('generated'))
    const picture = await make({ shotId: 'white-hero', modelId: LOCAL_STUDIO_ID, sourceAssetIds: [source] })
    expect(picture.marking).toBe('generated')
    const files = await readFiles(picture.id)
    expect(new Set(Object.values(files))).toEqual(new Set([GENERATED]))
  })
})

it(`an export’s files say it too, ${reader}`, async () => {
  const source = await upload()
  await make({ shotId: 'desk', sourceAssetIds: [source] })
  await make({ shotId: 'motion', modelId: 'kling-v2-6', sourceAssetIds: [source] })
  const { id } = await createExport(merchant, {}, studio.deps)
  await studio.jobs.runDue()
  const row = await studio.deps.db.export.findUniqueOrThrow({ where: { id } })
  const files = await unpack(await buffer((await studio.deps.store.get(exportKey(row))).body))
  const said: [string, string][] = []
  for (const [name, bytes] of files) {
    const mime = MIME_BY_ENDING[name.split('.').at(-1) ?? '']
    if (mime !== undefined) said.push([name, await readFile(bytes, mime)])
  }
  const ofUpload = [/^uploads\/photo\.jpg$/, new RegExp(`^thumbnails/${source}`)]
  const outputs = said.filter(([name]) => !ofUpload.some((pattern) => pattern.test(name)))
  expect(outputs.map(([name]) => name.split('.').at(-1)).sort()).toEqual(['jpg', 'mp4', 'webp', 'webp'])
  for (const [name, words] of outputs) expect(words, name).toBe(GENERATED)
})
