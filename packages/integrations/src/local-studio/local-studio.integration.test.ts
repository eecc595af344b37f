import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createLocalStudio } from './index.ts'
import { boxWhere, decode, make, near, readPhoto, requestFor } from './testing/ask.ts'

const studio = createLocalStudio()
afterAll(() => studio.close())

const shoe = await readPhoto('nikolai-chernichenko-1299748')

describe('a white hero', () => {
  const made = make(studio, requestFor('white', [shoe]))

  it('has a ground of pure white up to the product’s edge, also once it was a JPEG', async () => {
    const { bytes, mime } = await made
    expect(mime).toBe('image/jpeg')
    const picture = await decode(bytes)
    // Blocks of JPEG (8 px) ring a little around the product.
    const product = near(picture, 10, ([red = 255]) => red < 250)
    const ground = Array.from(product.keys()).filter((at) => product[at] === 0)
    const offWhite = ground.filter((at) =>
      picture.data.subarray(at * 3, at * 3 + 3).some((level) => level < 255),
    )
    expect(ground.length).toBeGreaterThan(product.length * 0.3)
    expect(offWhite).toEqual([])
  })

  it('fills at least 85 % of the frame with the product, in its middle', async () => {
    const picture = await decode((await made).bytes)
    const box = boxWhere(picture, ([red = 255]) => red < 200)
    const [across, down] = [box.right - box.left + 1, box.bottom - box.top + 1]
    expect(Math.max(across / picture.width, down / picture.height)).toBeGreaterThanOrEqual(0.85)
    expect(Math.max(across / picture.width, down / picture.height)).toBeLessThan(0.92)
    expect(Math.abs(box.left - (picture.width - 1 - box.right))).toBeLessThan(12)
  })

  it('is made by nobody else, costs nothing and says how sure the cut is', async () => {
    const { usage, marking, cutOut, modelVersion } = await made
    expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, costMicroUsd: 0 })
    expect({ marking, modelVersion }).toEqual({ marking: 'enhanced', modelVersion: 'local-studio-1' })
    expect(cutOut?.confidence).toBeGreaterThan(0.9)
    const mask = await decode(cutOut?.maskPng ?? new Uint8Array())
    expect(new Set(mask.data)).toEqual(new Set([0, 255]))
  })

  it('is the same to the byte, also from another studio', async () => {
    const other = createLocalStudio()
    const again = await make(other, requestFor('white', [shoe]))
    await other.close()
    expect(Buffer.from(again.bytes).equals((await made).bytes)).toBe(true)
  })
})

describe('a cut-out', () => {
  it('in the photo’s own ratio keeps the product’s pixels where and as they were', async () => {
    const { width = 0, height = 0 } = await sharp(shoe).metadata()
    const request = requestFor('cut-out', [shoe], { aspectRatio: 'source', imageSize: '4K' })
    const { bytes, mime } = await make(studio, request)
    expect(mime).toBe('image/png')
    const cut = await decode(bytes)
    expect([cut.width, cut.height, cut.channels]).toEqual([width, height, 4])
    const photo = await decode(shoe)
    let [opaquePx, differentPx] = [0, 0]
    for (let at = 0; at < width * height; at++) {
      if (cut.data[at * 4 + 3] !== 255) continue
      opaquePx++
      const own = photo.data.subarray(at * 3, at * 3 + 3)
      if (!cut.data.subarray(at * 4, at * 4 + 3).equals(own)) differentPx++
    }
    expect(opaquePx).toBeGreaterThan(width * height * 0.05)
    expect(differentPx).toBe(0)
  })

  it('in another ratio is centred with a margin, on nothing', async () => {
    const { bytes } = await make(studio, requestFor('cut-out', [shoe], { aspectRatio: '4:5' }))
    const cut = await decode(bytes)
    expect([cut.width, cut.height]).toEqual([819, 1024])
    const box = boxWhere(cut, (pixel) => (pixel[3] ?? 0) > 127)
    expect(box.left / cut.width).toBeCloseTo(0.04, 1)
    expect(cut.data.subarray(0, 4).equals(Buffer.alloc(4))).toBe(true)
  })
})

it('judges a photo beforehand as it would be judged when it is cut', async () => {
  const { signal } = new AbortController()
  const judged = await studio.judge(shoe, signal)
  const made = await make(studio, requestFor('white', [shoe]))
  expect(judged.confidence).toBe(made.cutOut?.confidence)
  expect(judged.measures.agreement).toBeGreaterThan(0.9)
  await expect(studio.judge(shoe.subarray(0, 2000), signal)).rejects.toThrow('damaged')
})
