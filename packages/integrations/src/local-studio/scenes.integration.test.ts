import { STUDIO_SCENES } from '@studio/core/shots'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createLocalStudio } from './index.ts'
import { boxWhere, decode, make, type Pixels, readPhoto, readSmallPhoto, requestFor } from './testing/ask.ts'

const studio = createLocalStudio()
afterAll(() => studio.close())

const shoe = await readSmallPhoto('nikolai-chernichenko-1299748')
const stool = await readSmallPhoto('ruslan-bardash-351288')
const rope = await readPhoto('stoica-ionela-530966')

const at = ({ data, width, channels }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3),
]
const options = { widthMm: 285, heightMm: 120 }

it.each(STUDIO_SCENES)('%s comes in the size of its name and ratio, the same each time', async (scene) => {
  const request = requestFor(scene, [stool, shoe], { aspectRatio: '4:5', options })
  const [one, again] = [await make(studio, request), await make(studio, request)]
  const { width, height } = await sharp(one.bytes).metadata()
  // Where pixels would be enlarged too much the picture is smaller, in the same ratio.
  expect(height).toBeLessThanOrEqual(1024)
  expect((width ?? 0) / (height ?? 1)).toBeCloseTo(4 / 5, 2)
  expect(Buffer.from(one.bytes).equals(again.bytes)).toBe(true)
})

describe('grounds', () => {
  it('a sweep has the colour that was chosen, with a shadow under the product', async () => {
    const request = requestFor('sweep', [stool], { options: { colour: '#3366cc' } })
    const picture = await decode((await make(studio, request)).bytes)
    const [red = 0, green = 0, blue = 0] = at(picture, 60, 400)
    expect(blue).toBeGreaterThan(170)
    expect([blue - red, blue - green].every((step) => step > 60)).toBe(true)
    const darkest = boxWhere(picture, ([r = 255, g = 255, b = 255]) => b > 1.5 * r && b < 130 && g < 80)
    expect(darkest.bottom).toBeGreaterThan(picture.height * 0.7)
  })

  it('a grey studio has light that changes softly: no step between neighbours', async () => {
    const picture = await decode((await make(studio, requestFor('grey', [stool]))).bytes)
    for (let y = 1; y < picture.height; y++) {
      const [above = 0] = at(picture, 40, y - 1)
      const [here = 0] = at(picture, 40, y)
      expect(Math.abs(here - above)).toBeLessThanOrEqual(4)
    }
  })

  it('a floating product throws its shadow on the floor below, with air between', async () => {
    const picture = await decode((await make(studio, requestFor('floating', [shoe]))).bytes)
    const product = boxWhere(picture, ([red = 255]) => red < 60)
    const column = Math.round(picture.width * 0.45)
    const levels = Array.from({ length: picture.height }, (_, y) => at(picture, column, y)[1] ?? 0)
    const below = levels.slice(product.bottom + 4)
    const darkest = below.indexOf(Math.min(...below))
    expect(darkest).toBeGreaterThan(0)
    expect(Math.max(...below.slice(0, darkest + 1)) - (below[darkest] ?? 0)).toBeGreaterThan(20)
  })

  it('a mirror shows the product again below itself, fading', async () => {
    const pot = await readSmallPhoto('charles-deluvio-695736')
    const picture = await decode((await make(studio, requestFor('mirror', [pot]))).bytes)
    const { bottom } = boxWhere(picture, ([red = 0, , blue = 0]) => red - blue > 90)
    const rednessBelow = (distancePx: number) => {
      const [red = 0, , blue = 0] = at(picture, 512, bottom + distancePx)
      return red - blue
    }
    expect(rednessBelow(30)).toBeGreaterThan(20)
    expect(rednessBelow(110)).toBeLessThan(rednessBelow(30))
  })
})

describe('fit', () => {
  it('keeps the whole photo unstretched in just the pixels asked for', async () => {
    const request = requestFor('fit', [stool], {
      options: { widthPx: 1500, heightPx: 700, colour: '#ff0000' },
    })
    const picture = await decode((await make(studio, request)).bytes)
    expect([picture.width, picture.height]).toEqual([1500, 700])
    const photo = boxWhere(picture, ([red = 0, green = 0]) => red < 240 || green > 60)
    // 1067 × 1600 in a height of 700.
    expect(Math.abs(photo.right - photo.left + 1 - 467)).toBeLessThanOrEqual(8)
    expect([photo.top, photo.bottom]).toEqual([0, 699])
  })

  it('goes on with a plain ground, gradients included, and puts anything else on white', async () => {
    const violet = await decode(
      (await make(studio, requestFor('fit', [rope], { aspectRatio: '16:9' }))).bytes,
    )
    const [red = 0, green = 0, blue = 0] = at(violet, 5, 300)
    expect([red > 110, green < 90, blue > 130]).toEqual([true, true, true])
    const room = await readSmallPhoto('kari-shea-398668')
    const padded = await decode(
      (await make(studio, requestFor('fit', [room], { aspectRatio: '16:9' }))).bytes,
    )
    expect(at(padded, 5, 300)).toEqual([255, 255, 255])
  })

  it('leaves what is transparent transparent', async () => {
    const cut = await make(studio, requestFor('cut-out', [shoe]))
    const { mime, bytes } = await make(
      studio,
      requestFor('fit', [Buffer.from(cut.bytes)], { aspectRatio: '16:9' }),
    )
    expect(mime).toBe('image/png')
    expect((await decode(bytes)).data[3]).toBe(0)
  })
})

it('details shows three different places, none of them twice', async () => {
  const prints = new Set<string>()
  for (const index of [0, 1, 2]) {
    const { bytes } = await make(studio, requestFor('details', [shoe], { index }))
    prints.add((await sharp(bytes).resize(8, 8).greyscale().raw().toBuffer()).toString('hex'))
  }
  expect(prints.size).toBe(3)
})

describe('size lines', () => {
  it('stand beside the product, not on it', async () => {
    const bare = requestFor('size-lines', [shoe], { options: { widthMm: 285 } })
    const ink = ([red = 0, green = 0, blue = 0]: Buffer) =>
      red > 40 && red < 75 && blue > red + 4 && green > red
    const picture = await decode((await make(studio, bare)).bytes)
    const lines = boxWhere(picture, ink)
    const product = boxWhere(picture, ([red = 255]) => red < 30)
    expect(lines.bottom).toBeGreaterThan(product.bottom + 20)
    expect(Math.abs(lines.left - product.left)).toBeLessThan(40)
  })

  it('cannot be drawn without a measure', async () => {
    await expect(make(studio, requestFor('size-lines', [shoe]))).rejects.toMatchObject({
      code: 'refused_request',
    })
  })
})

it('several products stand together, none over another, each as large as the rest', async () => {
  const picture = await decode((await make(studio, requestFor('together', [stool, shoe, rope]))).bytes)
  const isProduct = ([red = 255, green = 255, blue = 255]: Buffer) => Math.min(red, green, blue) < 200
  const box = boxWhere(picture, isProduct)
  expect(box.left).toBeGreaterThan(picture.width * 0.05)
  expect(box.right).toBeLessThan(picture.width * 0.95)
  expect(at(picture, 0, 0)).toEqual([255, 255, 255])
})

it('leaves at once when it is told to, and goes on with the next picture', async () => {
  const leaving = new AbortController()
  const given = studio.makePicture(requestFor('white', [rope]), leaving.signal)
  leaving.abort(new Error('the worker is leaving'))
  await expect(given).rejects.toThrow('the worker is leaving')
  expect((await make(studio, requestFor('white', [shoe]))).mime).toBe('image/jpeg')
})
