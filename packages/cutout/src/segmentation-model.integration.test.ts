import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createCutOut } from './index.ts'
import { tinyModel } from './testing/tiny-model.ts'

const dir = await mkdtemp(join(tmpdir(), 'model-'))
afterAll(() => rm(dir, { recursive: true }))

async function save(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}

const modelPath = await save('tiny.onnx', tinyModel(64))

/** Dark stripes on a ground of bright ones: no smooth surface explains that, so the recipe has no chance. */
async function stripedPhoto(): Promise<Buffer> {
  const rgb = Buffer.alloc(320 * 240 * 3)
  for (let at = 0; at < 320 * 240; at++) {
    const [x, y] = [at % 320, Math.floor(at / 320)]
    const isProduct = x >= 100 && x < 220 && y >= 60 && y < 180
    const isStripe = Math.floor(x / 8) % 2 === 0
    rgb.fill(isProduct ? (isStripe ? 10 : 40) : isStripe ? 190 : 255, at * 3, at * 3 + 3)
  }
  return sharp(rgb, { raw: { width: 320, height: 240, channels: 3 } })
    .png()
    .toBuffer()
}

test('a segmentation model finds the product where the recipe cannot', async () => {
  const photo = await stripedPhoto()
  const [byRecipe, byModel] = [createCutOut(), createCutOut({ modelPath })]
  const found = await byModel.find(photo)
  expect(found.confidence).toBeGreaterThan(0.7)
  expect((await byRecipe.find(photo)).confidence).toBeLessThan(0.7)
  const { left = 0, top = 0, width = 0, height = 0 } = found.box ?? {}
  for (const [is, wanted] of [
    [left, 100],
    [top, 60],
    [width, 120],
    [height, 120],
  ] as const)
    expect(Math.abs(is - wanted)).toBeLessThanOrEqual(6)
  expect(found.measures.insideLikelihood).toBeGreaterThan(0.9)
  await Promise.all([byRecipe.close(), byModel.close()])
})

test('a model that is sure of nothing finds nothing in an empty photo', async () => {
  const cutter = createCutOut({ modelPath })
  const wall = sharp({ create: { width: 200, height: 150, channels: 3, background: '#eee' } })
  expect((await cutter.find(await wall.png().toBuffer())).box).toBeNull()
  await cutter.close()
})

test('a model’s own normalisation lies beside it', async () => {
  const path = await save('bright.onnx', tinyModel(64))
  // With this mean everything is darker than the middle: the whole photo counts as product.
  await save('bright.onnx.json', '{"mean":[2,2,2],"std":[0.1,0.1,0.1]}')
  const cutter = createCutOut({ modelPath: path })
  expect((await cutter.find(await stripedPhoto())).measures.areaShare).toBe(1)
  await cutter.close()
})

test('a wrong path, a file that is no model and a wrong normalisation are told at once', async () => {
  expect(() => createCutOut({ modelPath: join(dir, 'none.onnx') })).toThrow(
    /The segmentation model at .*none\.onnx cannot be read\. Check the path/,
  )
  const text = await save('readme.onnx', 'hello')
  expect(() => createCutOut({ modelPath: text })).toThrow(/is not an ONNX file/)
  const odd = await save('odd.onnx', tinyModel(64))
  await save('odd.onnx.json', '{"mean":[1]}')
  expect(() => createCutOut({ modelPath: odd })).toThrow(/needs "mean" and "std", three numbers each/)
})

test('a damaged model fails the photo, and says so', async () => {
  const cutter = createCutOut({ modelPath: await save('cut.onnx', tinyModel(64).subarray(0, 60)) })
  await expect(cutter.find(await stripedPhoto())).rejects.toMatchObject({ code: 'cut-failed' })
  await cutter.close()
})
