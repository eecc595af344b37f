import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createPictureMaker, PictureError, type PictureRequest } from './index.ts'

const maker = createPictureMaker()
afterAll(() => maker.close())

const onWhite = 'Scene: the product is in front of a seamless pure white background.'
const inKitchen = 'Scene: the product is standing on a light wooden kitchen counter.'

async function photo(name: string): Promise<PictureRequest['sources'][number]> {
  const url = new URL(`../../../../../fixtures/photos/${name}-unsplash.jpg`, import.meta.url)
  return { bytes: await readFile(url), mime: 'image/jpeg' }
}

async function request(changes: Partial<PictureRequest> = {}): Promise<PictureRequest> {
  const sources = [await photo('nikolai-chernichenko-1299748')]
  return { prompt: inKitchen, sources, widthPx: 320, heightPx: 400, seed: 1, mime: 'image/png', ...changes }
}

/** Mean colour of a box given in shares of the picture's sides. */
async function meanColour(bytes: Uint8Array, box: { x: number; y: number; width: number; height: number }) {
  const { width, height } = await sharp(bytes).metadata()
  const { channels } = await sharp(
    await sharp(bytes)
      .extract({
        left: Math.round(box.x * width),
        top: Math.round(box.y * height),
        width: Math.max(1, Math.round(box.width * width)),
        height: Math.max(1, Math.round(box.height * height)),
      })
      .toBuffer(),
  ).stats()
  return channels.slice(0, 3).map(({ mean }) => mean)
}

test('the same request gives the same bytes, from another maker too', async () => {
  const other = createPictureMaker()
  try {
    const first = await maker.make(await request())
    const second = await other.make(await request())
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
  } finally {
    await other.close()
  }
})

test('four seeds give four different pictures of the same product', async () => {
  const pictures = await Promise.all([1, 2, 3, 4].map(async (seed) => maker.make(await request({ seed }))))
  const different = new Set(pictures.map(({ bytes }) => Buffer.from(bytes).toString('base64')))
  expect(different.size).toBe(4)
})

test.each([
  [333, 500, 'image/png', 'png'],
  [1344, 768, 'image/jpeg', 'jpeg'],
  [2048, 2048, 'image/jpeg', 'jpeg'],
] as const)(
  'the asked size and format are kept exactly: %i×%i %s',
  async (widthPx, heightPx, mime, format) => {
    const picture = await maker.make(await request({ widthPx, heightPx, mime }))
    expect(picture.mime).toBe(mime)
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: widthPx, height: heightPx, format })
  },
)

test('a white hero is white to every corner and holds the product in its middle', async () => {
  const { bytes } = await maker.make(await request({ prompt: onWhite }))
  for (const [x, y] of [
    [0, 0],
    [0.97, 0],
    [0, 0.97],
    [0.97, 0.97],
  ] as const) {
    expect(await meanColour(bytes, { x, y, width: 0.03, height: 0.03 })).toEqual([255, 255, 255])
  }
  // The source is a black shoe.
  for (const channel of await meanColour(bytes, { x: 0.4, y: 0.5, width: 0.1, height: 0.05 })) {
    expect(channel).toBeLessThan(70)
  }
})

test('the product keeps its colour in the scene', async () => {
  const cactus = await photo('charles-deluvio-695736')
  const pot = await meanColour(cactus.bytes, { x: 0.42, y: 0.7, width: 0.12, height: 0.1 })
  const { bytes } = await maker.make(await request({ sources: [cactus], widthPx: 480, heightPx: 600 }))
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  let terracottaPx = 0
  for (let at = 0; at < data.length; at += info.channels) {
    const difference = pot.map((value, channel) => Math.abs(value - (data[at + channel] ?? 0)))
    if (Math.max(...difference) < 40) terracottaPx++
  }
  expect(terracottaPx / (480 * 600)).toBeGreaterThan(0.03)
})

test('a photo in a busy room is kept whole instead of being cut badly', async () => {
  const sources = [await photo('kari-shea-398668')]
  const { bytes } = await maker.make(await request({ sources, prompt: onWhite }))
  // The wooden floor of the room, at the foot of the chair, is still there.
  const [red = 0, , blue = 0] = await meanColour(bytes, { x: 0.48, y: 0.8, width: 0.05, height: 0.03 })
  expect(red - blue).toBeGreaterThan(30)
})

test('without a photo the scene alone is drawn, and every picture says "sample"', async () => {
  const alone = await request({ sources: [], prompt: onWhite, widthPx: 640, heightPx: 640 })
  const corner = { x: 0.82, y: 0.9, width: 0.16, height: 0.07 }
  const marked = await maker.make(alone)
  expect(Math.min(...(await meanColour(marked.bytes, corner)))).toBeLessThan(254)
  const plain = createPictureMaker({ hasWatermark: false })
  const unmarked = await plain.make(alone)
  await plain.close()
  expect(await meanColour(unmarked.bytes, corner)).toEqual([255, 255, 255])
})

test('a damaged source is refused with a typed error', async () => {
  const [{ bytes } = { bytes: new Uint8Array() }] = (await request()).sources
  const sources = [{ bytes: bytes.subarray(0, 2000), mime: 'image/jpeg' }]
  const refusal = maker.make(await request({ sources }))
  await expect(refusal).rejects.toThrow(PictureError)
  await expect(refusal).rejects.toMatchObject({ code: 'unreadable-source' })
})
