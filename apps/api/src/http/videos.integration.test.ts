import { workSchema } from '@studio/core/quotes'
import { makeSampleVideo } from '@studio/emulators/kling/video'
import { startGeneration } from '@studio/services/generations'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'

// Made first: the studio closes the loader that the stand-in draws its mark with.
const video = await makeSampleVideo()
let api: TestApi
let merchant: Visitor
/** Where the video that was made can be fetched. */
let file: string

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  const { studio } = api
  studio.deps.providers.kling = {
    ...studio.deps.providers.kling,
    makePicture: async () => ({
      ...{ bytes: video, mime: 'video/mp4', modelVersion: null, signature: null, cutOut: null },
      usage: { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
      marking: 'generated',
    }),
  }
  const { id: accountId } = await studio.deps.db.account.findFirstOrThrow()
  const actor = { kind: 'account', accountId: accountId as `acc_${string}`, sessionId: 'test' } as const
  const source = await studio.upload(actor, await readPhoto())
  const work = workSchema.parse({ shotId: 'motion', modelId: 'kling-v2-6', sourceAssetIds: [source.id] })
  await startGeneration(actor, { ...work, maxCredits: 100 }, studio.deps)
  await studio.jobs.runDue()
  const made = await studio.deps.db.asset.findFirstOrThrow({ where: { mime: 'video/mp4' } })
  file = `/api/assets/${made.id}/file`
})
afterAll(() => api.close())

/** Asks for it as a browser does: the first answer leads to a signed address, which is asked with the same headers. */
async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const redirect = await merchant.fetch(path, { headers })
  return merchant.fetch(redirect.headers.get('location') ?? expect.fail(`${redirect.status} leads nowhere`), {
    headers,
  })
}

describe('a video', () => {
  it('is shown in the page, as what it is and nothing else', async () => {
    const { status, headers } = await get(file)
    expect([status, Object.fromEntries(headers)]).toMatchObject([
      200,
      {
        'content-type': 'video/mp4',
        'content-disposition': 'inline',
        'x-content-type-options': 'nosniff',
        'accept-ranges': 'bytes',
      },
    ])
  })

  it('is sent in parts, so that a player can jump', async () => {
    const head = await get(file, { Range: 'bytes=4-11' })
    expect([head.status, await head.text()]).toEqual([206, 'ftypmp42'])
    const [whole, tail] = [await get(file), await get(file, { Range: 'bytes=-100' })]
    expect(tail.headers.get('content-range')).toMatch(
      new RegExp(`^bytes \\d+-\\d+/${whole.headers.get('content-length')}$`),
    )
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(
      Buffer.from(await whole.arrayBuffer()).subarray(-100),
    )
  })

  it('is downloaded under a name that players know', async () => {
    const { headers } = await get(`${file}?download=1`)
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="photo-motion-1\.mp4"/)
  })

  it('has still pictures for the library', async () => {
    for (const size of ['thumb', 'preview']) {
      const { status, headers } = await get(`${file}?size=${size}`)
      expect([status, headers.get('content-type')]).toEqual([200, 'image/webp'])
    }
  })
})
