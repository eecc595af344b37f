import { assetKey } from '@studio/core/assets'
import { type Work, workSchema } from '@studio/core/quotes'
import type { AccountActor, Deps } from '@studio/services/kernel'
import {
  auditStorage,
  createGate,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAssetFile } from '../assets/index.ts'
import { checkLedger } from '../credits/index.ts'
import { systemActor } from '../kernel/index.ts'
import { makeOutput, readGeneration, startGeneration } from './index.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  studio.kling.reset()
  merchant = await studio.makeAccount(50)
})
afterEach(async () => {
  await studio.jobs.runAll()
  expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  expect(await checkLedger(studio.deps)).toEqual([])
})

type Effect = Parameters<TestStudio['kling']['addScenario']>[0]
const start = (asked: Partial<Work> = {}) => {
  const work = workSchema.parse({ prompt: 'a mug', modelId: 'kling-v3', ...asked })
  return startGeneration(merchant, { ...work, maxCredits: 99 }, studio.deps)
}
const startVideo = async (asked: Partial<Work>) => {
  const { id } = await studio.upload(merchant, await readPhoto(), 'mug.jpg')
  return start({ prompt: '', shotId: 'motion', modelId: 'kling-v2-6', sourceAssetIds: [id], ...asked })
}
const read = ({ id }: { id: string }) => readGeneration(merchant, { id }, studio.deps)
const ledger = () => readLedger(merchant, studio.deps)
/** The tasks that were really begun, also where nobody heard of it. */
const begun = () =>
  new Set(
    studio.kling
      .requests()
      .filter(({ method, status }) => method === 'POST' && (status ?? 200) === 200)
      .map(({ body }) => (body as { external_task_id: string }).external_task_id),
  )
const posts = () => studio.kling.requests().filter(({ method }) => method === 'POST').length

describe('a video', () => {
  it('is a marked MP4 with a poster, plays as long as was asked, and is charged by the second', async () => {
    const generation = await startVideo({ options: { durationSec: 10 } })
    await studio.jobs.runAll()
    const made = await read(generation)
    expect(made).toMatchObject({
      ...{ status: 'succeeded', makes: 'video', provider: 'kling', imageSize: '720p' },
      credits: { quoted: 30, charged: 30, held: 0 },
    })
    const asset = made.outputs[0]?.asset ?? expect.fail('no video')
    expect(asset).toMatchObject({ mime: 'video/mp4', fileName: 'mug-motion-1.mp4', marking: 'generated' })
    expect(asset.durationMs).toBeGreaterThan(9_000)
    expect(asset.widthPx).toBeGreaterThan(0)
    expect(asset.thumbHash).toBeTruthy()
    const place = { accountId: merchant.accountId, id: asset.id }
    const { attempt } = await studio.deps.db.asset.findUniqueOrThrow({ where: { id: asset.id } })
    for (const size of ['original', 'thumb', 'preview'] as const) {
      const stored = await studio.deps.store.get(assetKey({ ...place, attempt }, size))
      expect(stored.body.destroy()).toBeDefined()
    }
    const download = { id: asset.id, size: 'original' as const, isDownload: true }
    expect(await openAssetFile(merchant, download, studio.deps)).toContain('mug-motion-1.mp4')
    expect(await ledger()).toEqual(['grant 50 test', 'hold 30 started', 'capture 30 succeeded'])
  })
})

describe('a task', () => {
  it('is one however often it is looked at', async () => {
    studio.kling.addScenario({ effect: { kind: 'slow', durationMs: 60_000 } })
    const generation = await start()
    await studio.jobs.runDue()
    expect((await read(generation)).outputs[0]?.status).toBe('running')
    for (let look = 0; look < 3; look++) {
      studio.clock.advance(10_000)
      await studio.jobs.runDue()
    }
    await studio.kling.advance(60_000)
    await studio.jobs.runAll()
    expect((await read(generation)).status).toBe('succeeded')
    expect(posts()).toBe(1)
  })
})

describe('a fault of Kling ends as it should, with one task at the most at a time:', () => {
  const done = { status: 'succeeded', ledger: 'capture 2 succeeded' }
  const failed = (code: string) => ({ status: 'failed', ledger: `release 2 failed:${code}` })
  it.each<[string, Effect, number, { status: string; ledger: string }]>([
    ['no place, three times', { times: 3, effect: { kind: 'refuse', code: 1303 } }, 1, done],
    [
      'no place, for ever',
      { times: 9999, effect: { kind: 'refuse', code: 1303 } },
      0,
      failed('rate_limited'),
    ],
    ['an answer to the beginning that is lost', { effect: { kind: 'lost_answer' } }, 1, done],
    [
      'trouble while it is looked at',
      { match: { route: 'query' }, times: 3, effect: { kind: 'html_body' } },
      1,
      done,
    ],
    ['a connection that breaks', { match: { route: 'query' }, times: 3, effect: { kind: 'reset' } }, 1, done],
    ['an address that leads nowhere at first', { effect: { kind: 'moved_result' } }, 1, done],
    [
      'a task that fails for what it shows',
      { times: 9, effect: { kind: 'blocked_output' } },
      2,
      failed('blocked_output'),
    ],
    [
      'half a file, again and again',
      { times: 9, effect: { kind: 'truncated_result' } },
      2,
      failed('bad_image'),
    ],
    ['a pack that is used up', { effect: { kind: 'refuse', code: 1102 } }, 0, failed('quota_exhausted')],
    [
      'a photo or wording it declines',
      { effect: { kind: 'refuse', code: 1301 } },
      0,
      failed('blocked_prompt'),
    ],
  ])('%s', async (_what, rule, tasks, expected) => {
    studio.kling.addScenario(rule)
    const generation = await start()
    await studio.jobs.runAll()
    expect((await read(generation)).status).toBe(expected.status)
    expect(await ledger()).toEqual(['grant 50 test', 'hold 2 started', expected.ledger])
    expect(begun().size).toBe(tasks)
  })

  it('a task that never ends is given up, and not begun anew', async () => {
    studio.kling.addScenario({ effect: { kind: 'slow', durationMs: 999_999_999 } })
    const generation = await start()
    await studio.jobs.runAll()
    expect((await read(generation)).outputs[0]?.failure).toEqual({
      code: 'timed_out',
      message: 'You were not charged: Kling took too long. Try again.',
    })
    expect(posts()).toBe(1)
  })
})

describe('a worker that is killed', () => {
  it('between the beginning of a task and our own note of it leaves the task to be found', async () => {
    const { kling } = studio.deps.providers
    const dead = createGate()
    const dying: Deps = {
      ...studio.deps,
      providers: {
        ...studio.deps.providers,
        kling: {
          ...kling,
          async makePicture(...call) {
            const answer = await kling.makePicture(...call)
            await dead.pass()
            return answer
          },
        },
      },
    }
    const generation = await start()
    const outputId = generation.outputs[0]?.id ?? expect.fail('no output')
    void makeOutput(systemActor, { outputId, turn: 0, signal: new AbortController().signal }, dying)
    await dead.reached
    expect(posts()).toBe(1)
    await studio.jobs.runAll()
    expect(await read(generation)).toMatchObject({ status: 'succeeded', credits: { charged: 2 } })
    expect(posts()).toBe(1)
  })
})
