import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createLocalStudio } from './index.ts'
import { boxWhere, decode, make, readPhoto, readSmallPhoto, requestFor } from './testing/ask.ts'

const studio = createLocalStudio()
afterAll(() => studio.close())
const { signal } = new AbortController()

const plain = (width: number, height: number, background = '#e9e7e2') =>
  sharp({ create: { width, height, channels: 3, background } })

/** A block of colour with a lighter band across it. */
const block = (width: number, height: number, background: string) =>
  plain(width, height, background)
    .composite([
      { input: { create: { width, height: 12, channels: 3, background: '#f4d35e' } }, top: 20, left: 0 },
    ])
    .png()
    .toBuffer()

const lay = async (ground: Sharp, ...blocks: { input: Buffer; left: number; top: number }[]) =>
  ground.composite(blocks).png().toBuffer()

const failureOf = (scene: Parameters<typeof requestFor>[0], ...photos: Uint8Array[]) =>
  expect(make(studio, requestFor(scene, photos))).rejects

describe('a photo with nothing in it', () => {
  it.each([
    ['a wall', () => plain(400, 300).jpeg().toBuffer()],
    ['a single pixel', () => plain(1, 1).png().toBuffer()],
    ['a line of pixels', () => plain(300, 1).png().toBuffer()],
    [
      'transparency alone',
      () =>
        sharp({ create: { width: 300, height: 300, channels: 4, background: '#0000' } })
          .png()
          .toBuffer(),
    ],
  ])('%s ends as "no product"', async (_, photo) => {
    await failureOf('white', await photo()).toMatchObject({ code: 'no_product' })
    expect((await studio.judge(await photo(), signal)).confidence).toBe(0)
  })
})

it('two products in one photo are cut out together, where they were', async () => {
  const photo = await lay(
    plain(900, 600),
    { input: await block(160, 200, '#a3262a'), left: 120, top: 200 },
    { input: await block(160, 240, '#1d4e89'), left: 600, top: 180 },
  )
  const made = await make(studio, requestFor('cut-out', [photo], { aspectRatio: 'source' }))
  const cut = await decode(made.bytes)
  const alphaAt = (x: number, y: number) => cut.data[(y * cut.width + x) * 4 + 3]
  expect([alphaAt(200, 300), alphaAt(680, 300), alphaAt(450, 300)]).toEqual([255, 255, 0])
  expect(made.cutOut?.confidence).toBeGreaterThan(0.15)
})

describe('a product that touches every edge', () => {
  const closeUp = (name: string, left: number, top: number, side: number) =>
    readPhoto(name).then((bytes) => sharp(bytes).extract({ left, top, width: side, height: side }).toBuffer())

  it.each([
    ['a lens', () => closeUp('alexander-andrews-260988', 420, 640, 260)],
    ['a weave', () => closeUp('kari-shea-398668', 420, 960, 200)],
    ['two handles and their ground', () => closeUp('stoica-ionela-530966', 560, 560, 330)],
  ])('%s is not cut out unless that is accepted', async (_, photo) => {
    await failureOf('white', await photo()).toMatchObject({ code: 'cut_out_unsure' })
    const made = await make(studio, requestFor('white', [await photo()], { options: { acceptUnsure: true } }))
    expect(made.cutOut?.confidence).toBeLessThan(0.15)
  })
})

it('a picture with transparency keeps its own cut, and is sure of it', async () => {
  const cut = await sharp({ create: { width: 500, height: 400, channels: 4, background: '#0000' } })
    .composite([{ input: await block(200, 240, '#7fb069'), left: 40, top: 90 }])
    .png()
    .toBuffer()
  expect(await studio.judge(cut, signal)).toMatchObject({ confidence: 1 })
  const made = await make(studio, requestFor('white', [cut]))
  const box = boxWhere(await decode(made.bytes), ([red = 255]) => red < 240)
  // Twice to three times its size, in the middle, and nothing of it lost.
  expect((box.right - box.left) / (box.bottom - box.top)).toBeCloseTo(200 / 240, 1)
  expect((box.bottom - box.top) / 820).toBeGreaterThan(0.85)
})

it('a JPEG in CMYK comes out in its colours', async () => {
  const photo = await readPhoto('imani-clovis-234736')
  const cmyk = await sharp(photo).resize(600).toColourspace('cmyk').jpeg({ quality: 92 }).toBuffer()
  expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
  const made = await make(studio, requestFor('white', [cmyk]))
  expect(made.cutOut?.confidence).toBeGreaterThan(0.15)
  const { channels } = await sharp(made.bytes).stats()
  const [red, green, blue] = channels.map(({ mean }) => mean)
  // A grey shoe on white: no cast of any colour.
  expect(Math.max(Math.abs((red ?? 0) - (green ?? 0)), Math.abs((green ?? 0) - (blue ?? 0)))).toBeLessThan(8)
})

it('a photo of 50 megapixels is worked on, one above is refused', async () => {
  const large = await sharp(await readPhoto('nikolai-chernichenko-1299748'))
    .resize(8660, 5773, { fit: 'fill', kernel: 'linear' })
    .jpeg({ quality: 70 })
    .toBuffer()
  const made = await make(studio, requestFor('white', [large], { imageSize: '2K' }))
  expect(await sharp(made.bytes).metadata()).toMatchObject({ width: 2048, height: 2048 })
  expect(made.cutOut?.confidence).toBeGreaterThan(0.7)
  const larger = await plain(8700, 5800).jpeg().toBuffer()
  await failureOf('white', larger).toMatchObject({ code: 'source_unreadable' })
  await failureOf('fit', larger).toMatchObject({ code: 'source_unreadable' })
}, 120_000)

it('a damaged photo is refused by every scene', async () => {
  const half = (await readPhoto('thomas-q-1229169')).subarray(0, 20_000)
  for (const scene of ['white', 'fit', 'details', 'together'] as const)
    await failureOf(scene, half).toMatchObject({ code: 'source_unreadable' })
})

it('a busy room is refused, and made when that is accepted', async () => {
  const room = await readSmallPhoto('kari-shea-398668')
  await failureOf('grey', room).toMatchObject({ code: 'cut_out_unsure' })
  const made = await make(studio, requestFor('grey', [room], { options: { acceptUnsure: true } }))
  expect(made.cutOut?.confidence).toBeLessThan(0.15)
})

it('a photo on its side is set upright first', async () => {
  const photo = await sharp(await readPhoto('ruslan-bardash-351288'))
    .resize({ height: 640 })
    .toBuffer()
  const turned = await sharp(photo)
    .rotate(90)
    .withMetadata({ orientation: 8 })
    .jpeg({ quality: 95 })
    .toBuffer()
  const made = await make(studio, requestFor('white', [turned]))
  const box = boxWhere(await decode(made.bytes), ([red = 255]) => red < 215)
  expect((box.bottom - box.top) / (box.right - box.left)).toBeGreaterThan(1.3)
})
