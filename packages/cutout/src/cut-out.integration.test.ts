import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { type CutOut, CutOutError, createCutOut } from './index.ts'

const cutter = createCutOut()
afterAll(() => cutter.close())

function photo(name: string): Promise<Buffer> {
  return readFile(new URL(`../../../fixtures/photos/${name}-unsplash.jpg`, import.meta.url))
}

/** A photo made small, for what does not depend on what is seen in it. */
const smallPhoto = async (name: string) =>
  sharp(await photo(name))
    .resize({ height: 400 })
    .jpeg()
    .toBuffer()

const blackShoe = () => photo('nikolai-chernichenko-1299748')
const cutShoe = blackShoe().then((bytes) => cutter.cutOut(bytes, { maxSidePx: 1024 }))

/** Alpha at a place given in shares of the picture's width and height: the highest within a few pixels. */
function alphaNear({ rgba, widthPx, heightPx }: CutOut, x: number, y: number, reachPx = 6): number {
  let highest = 0
  for (let down = -reachPx; down <= reachPx; down++) {
    for (let across = -reachPx; across <= reachPx; across++) {
      const at = (Math.round(y * heightPx) + down) * widthPx + Math.round(x * widthPx) + across
      highest = Math.max(highest, rgba[at * 4 + 3])
    }
  }
  return highest
}

test('a shoe on white is cut out with its flying laces, and the cut is trusted', async () => {
  const shoe = await cutShoe
  expect(shoe.confidence).toBeGreaterThan(0.9)
  expect(alphaNear(shoe, 0.45, 0.55, 0)).toBe(255)
  expect(alphaNear(shoe, 0.1, 0.5, 0)).toBe(0)
  // The lace's tips decide the box: far above and far below the shoe itself.
  expect(shoe.box.top / shoe.heightPx).toBeLessThan(0.2)
  expect((shoe.box.top + shoe.box.height) / shoe.heightPx).toBeGreaterThan(0.78)
})

test('soft edges carry the product’s colour, not the ground’s', async () => {
  const shoe = await cutShoe
  let edgePx = 0
  let paleEdgePx = 0
  for (let at = 0; at < shoe.rgba.length; at += 4) {
    const alpha = shoe.rgba[at + 3]
    if (alpha < 60 || alpha > 200) continue
    edgePx++
    if (shoe.rgba[at] > 170) paleEdgePx++
  }
  expect(edgePx).toBeGreaterThan(500)
  expect(paleEdgePx / edgePx).toBeLessThan(0.05)
})

test('the ground shows through between the legs of a stool', async () => {
  const stool = await cutter.cutOut(await photo('ruslan-bardash-351288'), { maxSidePx: 1024 })
  const { left, top, width, height } = stool.box
  const x = (left + width * 0.62) / stool.widthPx
  expect(alphaNear(stool, x, (top + height * 0.06) / stool.heightPx, 0)).toBe(255)
  expect(alphaNear(stool, x, (top + height * 0.45) / stool.heightPx, 0)).toBe(0)
  expect(stool.confidence).toBeGreaterThan(0.7)
})

test('the shadow that a pot throws on the ground stays behind', async () => {
  const cactus = await cutter.cutOut(await photo('charles-deluvio-695736'), { maxSidePx: 1024 })
  expect(alphaNear(cactus, 0.5, 0.89, 0)).toBe(255)
  for (const [x, y] of [
    [0.3, 0.88],
    [0.4, 0.92],
    [0.67, 0.88],
  ] as const) {
    expect(alphaNear(cactus, x, y, 0)).toBe(0)
  }
  expect(cactus.confidence).toBeGreaterThan(0.7)
})

test('confidence is low where the background is a busy room', async () => {
  const chair = await cutter.cutOut(await photo('kari-shea-398668'), { maxSidePx: 1024 })
  expect(chair.confidence).toBeLessThan(0.15)
})

test('the same photo twice gives the same bytes, also after other photos', async () => {
  const bytes = await smallPhoto('oscar-ivan-esquivel-arteaga-687447')
  const first = await cutter.cutOut(bytes)
  await cutter.cutOut(await smallPhoto('thomas-q-1229169'))
  const second = await cutter.cutOut(bytes)
  expect(Buffer.compare(first.rgba, second.rgba)).toBe(0)
  expect(second.confidence).toBe(first.confidence)
})

test('the answer keeps the photo’s ratio within the asked size', async () => {
  const { widthPx, heightPx, rgba } = await cutter.cutOut(await smallPhoto('ruslan-bardash-351288'), {
    maxSidePx: 300,
  })
  expect([widthPx, heightPx]).toEqual([200, 300])
  expect(rgba.length).toBe(200 * 300 * 4)
})

test('a truncated photo is refused with a sentence, and the next photo is cut all the same', async () => {
  const bytes = await smallPhoto('nikolai-chernichenko-1299748')
  const refusal = cutter.cutOut(bytes.subarray(0, bytes.length / 2))
  await expect(refusal).rejects.toThrow(CutOutError)
  await expect(refusal).rejects.toMatchObject({ code: 'unreadable-photo' })
  await expect(cutter.cutOut(bytes, { maxSidePx: 400 })).resolves.toMatchObject({ widthPx: 400 })
})

test('closing rejects what is under way instead of leaving it hanging', async () => {
  const other = createCutOut()
  const underWay = other.cutOut(await blackShoe())
  const outcome = expect(underWay).rejects.toMatchObject({ code: 'closed' })
  await other.close()
  await outcome
  await expect(other.cutOut(await blackShoe())).rejects.toMatchObject({ code: 'closed' })
})
