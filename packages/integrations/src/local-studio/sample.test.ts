import { BUILT_IN_REGISTRY, findModel, SAMPLE_MODEL_ID } from '@studio/core/models'
import sharp, { type Region } from 'sharp'
import { expect, it } from 'vitest'
import type { PictureRequest } from '../picture-provider/index.ts'
import { makeSample } from './sample.ts'

const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#a33' } })
  .jpeg()
  .toBuffer()
const request = (more: Partial<PictureRequest> = {}): PictureRequest => ({
  model: findModel(BUILT_IN_REGISTRY, SAMPLE_MODEL_ID) as PictureRequest['model'],
  prompt: 'a red shoe',
  sources: [{ role: 'product', bytes: photo, mime: 'image/jpeg' }],
  aspectRatio: '4:5',
  imageSize: '1K',
  seed: 7,
  ...{ index: 0, options: {}, scene: null, earlier: [], task: { id: 'sample', isNew: true } },
  ...more,
})
const make = (more?: Partial<PictureRequest>) => makeSample(request(more))

it('the same request gives the same picture, in the ratio asked for, and costs nothing', async () => {
  const [one, two] = await Promise.all([make(), make()])
  expect(Buffer.from(one.bytes).equals(two.bytes)).toBe(true)
  expect(await sharp(one.bytes).metadata()).toMatchObject({ width: 819, height: 1024, format: 'jpeg' })
  expect(one.usage).toEqual({ inputTokens: 0, outputTokens: 0, costMicroUsd: 0 })
})

it('shows the photo, marked', async () => {
  const [made, bare] = await Promise.all([make(), make({ sources: [] })])
  const [red, green] = await partOf(made.bytes, { left: 200, top: 300, width: 40, height: 40 })
  expect(red?.mean).toBeGreaterThan((green?.mean ?? 0) + 50)
  const across = { left: 200, top: 450, width: 400, height: 120 }
  for (const { bytes } of [made, bare]) {
    expect((await partOf(bytes, across))[1]?.stdev).toBeGreaterThan(10)
  }
})

/** The figures of a part of a picture, channel by channel. */
async function partOf(bytes: Uint8Array, region: Region) {
  return (await sharp(await sharp(bytes).extract(region).png().toBuffer()).stats()).channels
}
