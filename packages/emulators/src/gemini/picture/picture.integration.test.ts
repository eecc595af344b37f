import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createPictureMaker, PictureError, type PictureRequest } from './index.ts'

const maker = createPictureMaker()
afterAll(() => maker.close())

const onWhite = 'Scene: the product is in front of a seamless pure white background.'
const inKitchen = 'Scene: the product is standing on a light wooden kitchen counter.'

/** A real photo, made small: a product is found in it in half the time. */
async function photo(name: string): Promise<PictureRequest['sources'][number]> {
  const url = new URL(`../../../../../fixtures/photos/${name}-unsplash.jpg`, import.meta.url)
  const inside = { width: 640, height: 640, fit: 'inside' } as const
  const small = sharp(await readFile(url)).resize(inside)
  return { bytes: await small.jpeg({ quality: 90 }).toBuffer(), mime: 'image/jpeg' }
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
  [1200, 1200, 'image/jpeg', 'jpeg'],
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

/** The mean of each colour over a whole picture. */
const everywhere = { x: 0, y: 0, width: 1, height: 1 }

test('a picture is changed as the words ask: warmer light is seen, and the rest stays', async () => {
  const base = await maker.make(await request({ widthPx: 480, heightPx: 600 }))
  const changed = await maker.make(
    await request({
      base,
      prompt: 'Change this picture: make the light warmer.',
      widthPx: 480,
      heightPx: 600,
    }),
  )
  const [red = 0, , blue = 0] = await meanColour(base.bytes, everywhere)
  const [warmRed = 0, , warmBlue = 0] = await meanColour(changed.bytes, everywhere)
  expect(warmRed - warmBlue).toBeGreaterThan(red - blue + 15)
  // The product stands where it stood: its black stays black.
  expect(
    Math.max(...(await meanColour(changed.bytes, { x: 0.45, y: 0.6, width: 0.05, height: 0.05 }))),
  ).toBeLessThan(90)
})

test('a picture grows into another frame without being stretched', async () => {
  const base = await maker.make(await request({ prompt: onWhite, widthPx: 400, heightPx: 400 }))
  const wide = await request({
    base,
    prompt: 'Extend this picture beyond its edges.',
    widthPx: 688,
    heightPx: 384,
  })
  const { bytes } = await maker.make(wide)
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 688, height: 384 })
  expect(Math.min(...(await meanColour(bytes, { x: 0, y: 0.2, width: 0.08, height: 0.3 })))).toBeGreaterThan(
    245,
  )
})

test('the product takes another colour, and what is around it does not', async () => {
  const sources = [await photo('charles-deluvio-695736')]
  const base = await maker.make(await request({ sources, prompt: onWhite, widthPx: 480, heightPx: 480 }))
  const { bytes } = await maker.make(
    await request({
      base,
      prompt: 'Change the colour of the product to #1040c0.',
      widthPx: 480,
      heightPx: 480,
    }),
  )
  const pot = { x: 0.45, y: 0.7, width: 0.1, height: 0.06 }
  const [red = 0, , blue = 0] = await meanColour(bytes, pot)
  const [redBefore = 0, , blueBefore = 0] = await meanColour(base.bytes, pot)
  expect(redBefore).toBeGreaterThan(blueBefore + 60)
  expect(blue).toBeGreaterThan(red + 60)
  expect(Math.min(...(await meanColour(bytes, { x: 0, y: 0, width: 0.05, height: 0.3 })))).toBeGreaterThan(
    250,
  )
})

test('writing that was laid over the ground is taken away', async () => {
  const letters =
    '<rect x="20" y="20" width="8" height="60" fill="#111"/><rect x="40" y="20" width="60" height="8" fill="#111"/>'
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480">${letters}</svg>`)
  const plain = await maker.make(await request({ prompt: onWhite, widthPx: 480, heightPx: 480 }))
  const base = {
    bytes: await sharp(plain.bytes)
      .composite([{ input: svg }])
      .png()
      .toBuffer(),
  }
  const { bytes } = await maker.make(
    await request({ base, prompt: 'Remove the text laid over this picture.', widthPx: 480, heightPx: 480 }),
  )
  expect(
    Math.min(...(await meanColour(bytes, { x: 0.03, y: 0.03, width: 0.2, height: 0.15 }))),
  ).toBeGreaterThan(245)
})

test('a picture that is to stand elsewhere gets a new scene around the product', async () => {
  const base = await maker.make(await request({ prompt: onWhite }))
  const { bytes } = await maker.make(
    await request({ base, prompt: 'Change this picture: put it on a beach.' }),
  )
  const [red = 0, , blue = 0] = await meanColour(bytes, { x: 0.1, y: 0.02, width: 0.3, height: 0.1 })
  expect(blue).toBeGreaterThan(red + 10)
})

test('the product is taken from the photo that shows it, not from one of a place or a person', async () => {
  const [shoe] = (await request()).sources
  const place = {
    ...(await photo('charles-deluvio-695736')),
    label: 'Photo 1: the place where the product shall be.',
  }
  const alone = await maker.make(await request())
  const both = await maker.make(
    await request({
      sources: [place, { ...(shoe as { bytes: Buffer; mime: string }), label: 'Photo 2: the product.' }],
    }),
  )
  expect(Buffer.compare(alone.bytes, both.bytes)).toBe(0)
})

test('text laid over a large picture is taken off the ground, and the product stays', async () => {
  const [size, letters] = [
    { width: 1280, height: 1600 },
    'M 400 200 V 330 H 480 M 560 200 L 610 330 L 660 200',
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="1600"><rect width="100%" height="100%" fill="#cccccc"/><rect x="380" y="700" width="520" height="600" fill="#333333"/><path d="${letters}" fill="none" stroke="#d23b2f" stroke-width="12"/></svg>`
  const bytes = await sharp(Buffer.from(svg)).png().toBuffer()
  const base = { bytes, mime: 'image/png', label: 'Photo 1: the picture to change.' }
  const prompt = 'Remove every caption, badge and price that was laid over this picture.'
  const frame = { prompt, base, sources: [base], widthPx: size.width, heightPx: size.height }
  const changed = await maker.make(await request(frame))
  for (const channel of await meanColour(changed.bytes, { x: 0.3, y: 0.11, width: 0.24, height: 0.11 })) {
    expect(channel).toBeCloseTo(204, -1)
  }
  expect((await meanColour(changed.bytes, { x: 0.4, y: 0.5, width: 0.2, height: 0.2 }))[0]).toBeLessThan(60)
})

test('several products stand side by side where they shall be shown together', async () => {
  const sources = await Promise.all(['charles-deluvio-695736', 'nikolai-chernichenko-1299748'].map(photo))
  const prompt = 'Scene: the product is standing together with the others on a soft grey ground.'
  const { bytes } = await maker.make(await request({ prompt, sources, widthPx: 640, heightPx: 480 }))
  const box = { y: 0.5, width: 0.12, height: 0.15 }
  const [red = 0, , blue = 0] = await meanColour(bytes, { ...box, x: 0.2 })
  expect(red - blue).toBeGreaterThan(60)
  expect((await meanColour(bytes, { ...box, x: 0.68 }))[0]).toBeLessThan(150)
})

test('in a hand the thumb is before the product', async () => {
  const inHand = 'Scene: the product is held naturally in one hand, before a plain room.'
  const held = await maker.make(await request({ prompt: inHand, widthPx: 480, heightPx: 600 }))
  const [red = 0, , blue = 0] = await meanColour(held.bytes, { x: 0.655, y: 0.6, width: 0.02, height: 0.02 })
  expect(red - blue).toBeGreaterThan(20)
})

test('a damaged source is refused with a typed error', async () => {
  const [{ bytes } = { bytes: new Uint8Array() }] = (await request()).sources
  const sources = [{ bytes: bytes.subarray(0, 2000), mime: 'image/jpeg' }]
  const refusal = maker.make(await request({ sources }))
  await expect(refusal).rejects.toThrow(PictureError)
  await expect(refusal).rejects.toMatchObject({ code: 'unreadable-source' })
})
