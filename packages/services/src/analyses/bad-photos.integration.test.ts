import { Readable } from 'node:stream'
import type { AssetView } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import type { AccountActor, TokenActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAsset, receiveUpload } from '../assets/index.ts'
import { readAnalysis } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let shoe: Buffer

beforeAll(async () => {
  studio = await openTestStudio({ hasAnalyst: true, hasJudge: true })
  merchant = await studio.makeAccount()
  shoe = await readPhoto()
})
afterAll(() => studio.close())

const sheet = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })

async function onWhite(...things: { background: string; left: number; size: number }[]): Promise<Buffer> {
  const layers = things.map(async ({ background, left, size }) => ({
    input: await sheet(size, size, background).png().toBuffer(),
    left,
    top: Math.round((600 - size) / 2),
  }))
  return sheet(900, 600, 'white')
    .composite(await Promise.all(layers))
    .jpeg()
    .toBuffer()
}

/** An upload that went through everything that is done by itself. */
async function taken(bytes: Buffer): Promise<AssetView> {
  const asset = await studio.upload(merchant, bytes)
  await studio.jobs.runAll()
  return readAsset(merchant, asset, studio.deps)
}

it.each<[string, () => Promise<Buffer>, object]>([
  [
    'that shows nothing says so, and cannot be cut out',
    () => sheet(480, 320, '#dcdcdc').jpeg().toBuffer(),
    {
      content: { product: '', suggestedShotIds: [], photo: { remarks: [{ code: 'no_product' }] } },
      cutOut: { verdict: 'unsuitable' },
    },
  ],
  [
    'with two products says that each wants a photo of its own',
    () =>
      onWhite(
        { background: '#204080', left: 135, size: 225 },
        { background: '#a03020', left: 540, size: 225 },
      ),
    { content: { photo: { productCount: 2, remarks: [{ code: 'several_products' }] } } },
  ],
  [
    'that touches every edge',
    () => sharp(shoe).extract({ left: 90, top: 135, width: 210, height: 150 }).jpeg().toBuffer(),
    { status: 'ready', cutOut: { confidence: expect.any(Number) } },
  ],
  [
    'that is transparent around the product',
    async () => {
      const input = await sheet(200, 200, '#207050').png().toBuffer()
      return sharp({ create: { width: 400, height: 400, channels: 4, background: '#00000000' } })
        .composite([{ input }])
        .png()
        .toBuffer()
    },
    { content: { photo: { productCount: 1 } } },
  ],
  [
    'in CMYK',
    () => sharp(shoe).toColourspace('cmyk').jpeg().toBuffer(),
    { content: { product: 'Running shoe' } },
  ],
  [
    'of a single pixel',
    () => sheet(1, 1, 'red').png().toBuffer(),
    { content: { photo: { productCount: 0 } } },
  ],
])('a photo %s is taken, looked at and answered for', { timeout: 180_000 }, async (_, make, known) => {
  const asset = await taken(await make())
  expect(asset).toMatchObject({ status: 'ready', problem: null })
  expect(await readAnalysis(merchant, asset, studio.deps)).toMatchObject({ status: 'ready', ...known })
  expect(await studio.jobs.waiting()).toEqual([])
})

it('a photo of a test token is only judged, on this installation: no service is asked', async () => {
  const token: TokenActor = {
    ...{ kind: 'token', accountId: (await studio.makeAccount()).accountId, tokenKind: 'test' },
    ...{ tokenId: newId('token', studio.clock.now()), scopes: ['assets:read', 'assets:write'] },
  }
  studio.gemini.reset()
  const upload = { body: Readable.from([shoe]), fileName: 'shoe.jpg' }
  const { asset } = await receiveUpload(token, upload, studio.deps)
  await studio.jobs.runAll()
  expect(studio.gemini.requests()).toEqual([])
  expect(await readAnalysis(token, asset, studio.deps)).toMatchObject({
    status: 'unasked',
    content: null,
    cutOut: { verdict: expect.any(String), words: expect.stringMatching(/\w+/) },
  })
  const { db } = studio.deps
  expect(await db.event.count({ where: { type: 'analysis.judged', subjectId: asset.id } })).toBe(1)
})

it('orders that are written in a photo reach nothing but its description', async () => {
  studio.gemini.addScenario({ match: { answers: 'words' }, effect: { kind: 'obedient' } })
  const asset = await taken(await onWhite({ background: '#333', left: 300, size: 300 }))
  const { content } = await readAnalysis(merchant, asset, studio.deps)
  expect(content?.suggestedShotIds).toEqual([])
  expect(content?.altText.length).toBeLessThanOrEqual(512)
})
