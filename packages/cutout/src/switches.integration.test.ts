import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { type Box, createCutOut, type Finding } from './index.ts'

const cutter = createCutOut()
afterAll(() => cutter.close())

const [widthPx, heightPx] = [600, 450]
type Rgb = readonly [number, number, number]

/** A photo drawn by rules: for every pixel the last rule that holds gives the colour. */
function draw(
  ...rules: [(x: number, y: number) => boolean, (x: number, y: number) => Rgb][]
): Promise<Buffer> {
  const rgb = Buffer.alloc(widthPx * heightPx * 3, 236)
  for (let at = 0; at < widthPx * heightPx; at++) {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)]
    for (const [isInside, colour] of rules) if (isInside(x, y)) rgb.set(colour(x, y), at * 3)
  }
  return sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .blur(0.7)
    .png()
    .toBuffer()
}

const within =
  ({ left, top, width, height }: Box) =>
  (x: number, y: number) =>
    x >= left && x < left + width && y >= top && y < top + height
const isInMask = ({ mask, work }: Finding, x: number, y: number) => mask[y * work.widthPx + x] === 1

const leather = (x: number, y: number): Rgb =>
  ((x >> 2) + (y >> 2)) % 2 === 0 ? [110, 60, 35] : [165, 100, 60]

test('a hard cast shadow is doubted, and removed when that is asked for', async () => {
  const bag = { left: 240, top: 110, width: 180, height: 200 }
  const shadow = { left: 130, top: 170, width: 110, height: 170 }
  const photo = await draw([within(shadow), () => [72, 72, 72]], [within(bag), leather])
  const asItIs = await cutter.find(photo)
  expect(asItIs.confidence).toBeLessThan(0.7)
  expect(asItIs.measures.hardShadowShare).toBeGreaterThan(0.2)
  const freed = await cutter.find(photo, { removeShadow: true })
  expect(isInMask(freed, 180, 250)).toBe(false)
  expect(isInMask(freed, 330, 200)).toBe(true)
  expect(freed.box?.left).toBeGreaterThan(225)
})

test('a product without such a shadow is the same with the switch', async () => {
  const photo = await draw([within({ left: 200, top: 100, width: 200, height: 240 }), leather])
  const [asItIs, freed] = [await cutter.find(photo), await cutter.find(photo, { removeShadow: true })]
  expect(asItIs.confidence).toBeGreaterThan(0.7)
  expect(freed.box).toEqual(asItIs.box)
})

test('a gap shows the ground, or counts as product when that is asked for', async () => {
  const frame = { left: 180, top: 90, width: 240, height: 270 }
  const gap = { left: 250, top: 160, width: 100, height: 130 }
  const photo = await draw([within(frame), leather], [within(gap), () => [236, 236, 236]])
  expect(isInMask(await cutter.find(photo), 300, 225)).toBe(false)
  expect(isInMask(await cutter.find(photo, { fillHoles: true }), 300, 225)).toBe(true)
})

test('a part is lifted as the whole photo would be, resized like it', async () => {
  const photo = await draw([within({ left: 200, top: 100, width: 200, height: 240 }), leather])
  const finding = await cutter.find(photo)
  const scale = 1.5
  const layer = await cutter.lift(photo, finding, { scale })
  const { data } = await sharp(photo)
    .resize(widthPx * scale, heightPx * scale, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [finding.box?.left ?? 0, finding.box?.top ?? 0].map((edge) => Math.floor(edge * scale))
  let opaquePx = 0
  for (let at = 0; at < layer.widthPx * layer.heightPx; at++) {
    if (layer.rgba[at * 4 + 3] !== 255) continue
    // A band along the outline is freed of the ground's colour; further in nothing is touched.
    const [x, y] = [at % layer.widthPx, Math.floor(at / layer.widthPx)]
    if (x < 12 || y < 12 || x > layer.widthPx - 12 || y > layer.heightPx - 12) continue
    opaquePx++
    const from = ((y + (top ?? 0)) * widthPx * scale + x + (left ?? 0)) * 3
    expect(layer.rgba[at * 4]).toBe(data[from])
    expect(layer.rgba[at * 4 + 2]).toBe(data[from + 2])
  }
  expect(opaquePx).toBeGreaterThan(50_000)
})
