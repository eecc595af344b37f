import { BUILT_IN_REGISTRY } from '@studio/core/models'
import { createPlainPictureMaker } from '@studio/emulators/gemini'
import { createKlingEmulator, type Effect, TEST_PAIR } from '@studio/emulators/kling'
import sharp from 'sharp'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { isMade } from '../picture-provider/index.ts'
import { createKling, type KlingOptions } from './index.ts'
import { API_KEY, type Changes, draw, failureOf, openKlingKit, patient, WORDS } from './testing/kling-kit.ts'

const { emulator, photo, source, request, kling, step, still, make, asked, tasksBegun } = await openKlingKit()

afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

describe('every model', () => {
  it.each([
    ['kling-v3-omni', '/v1/images/omni-image', { width: 1774, height: 2364 }, 28_000],
    ['kling-v3', '/v1/images/generations', { width: 1774, height: 2364 }, 28_000],
  ])('%s makes a picture, by %s, at what it costs', async (modelId, path, pixels, costMicroUsd) => {
    const made = await make(request({ modelId, imageSize: '2K' }))
    expect(await sharp(made.bytes).metadata()).toMatchObject({ format: 'png', ...pixels })
    expect(made).toMatchObject({ mime: 'image/png', modelVersion: modelId, marking: 'generated' })
    expect(made.usage).toEqual({ inputTokens: 0, outputTokens: 0, costMicroUsd })
    expect(asked('POST')[0]?.path).toBe(path)
  })

  it('kolors-virtual-try-on-v1-5 puts the garment on the person, whichever came first', async () => {
    const person = await draw(300, 900)
    const work = request({
      modelId: 'kolors-virtual-try-on-v1-5',
      aspectRatio: 'source',
      sources: [source('product'), source('person', person)],
    })
    const made = await make(work)
    expect(await sharp(made.bytes).metadata()).toMatchObject({ width: 300, height: 900 })
    expect(made.usage.costMicroUsd).toBe(70_000)
    expect(asked('POST')[0]?.body).toEqual({
      model_name: 'kolors-virtual-try-on-v1-5',
      human_image: { sizeBytes: person.byteLength, sha256: expect.any(String) },
      cloth_image: { sizeBytes: photo.byteLength, sha256: expect.any(String) },
      external_task_id: work.task.id,
    })
  })

  it.each([
    ['kling-3.0-turbo', '/image-to-video/kling-3.0-turbo', 3, 336_000],
    ['kling-v2-6', '/v1/videos/image2video', 5, 210_000],
  ])('%s makes a video, by %s', async (modelId, path, durationSec, costMicroUsd) => {
    const work = request({ modelId, aspectRatio: 'source', options: { durationSec } })
    const made = await make({ ...work, sources: [source('base')] })
    expect(made).toMatchObject({ mime: 'video/mp4', modelVersion: modelId })
    expect(made.bytes.byteLength).toBeGreaterThan(1000)
    expect(made.usage.costMicroUsd).toBe(costMicroUsd)
    expect(asked('POST')[0]?.path).toBe(path)
  })

  it('is one of those that the product offers', () => {
    const offered = BUILT_IN_REGISTRY.models.filter(({ provider }) => provider === 'kling')
    expect(offered.map(({ id }) => id).sort()).toEqual(
      ['kling-3.0-turbo', 'kling-v2-6', 'kling-v3', 'kling-v3-omni', 'kolors-virtual-try-on-v1-5'].sort(),
    )
  })
})

describe('a picture is asked for as the vendor documents', () => {
  it('with several photos, each told what it is there for', async () => {
    const sources = [source('product'), source('scene'), source('logo')]
    await still(request({ sources, aspectRatio: 'source', imageSize: '4K' }))
    expect(asked('POST')[0]?.body).toMatchObject({
      model_name: 'kling-v3-omni',
      prompt: [
        WORDS,
        '<<<image_1>>> is the product.',
        '<<<image_2>>> is the place where the product shall be.',
        '<<<image_3>>> is the logo of the brand.',
      ].join('\n'),
      image_list: Array(3).fill({ image: { sizeBytes: photo.byteLength } }),
      n: 1,
      resolution: '4k',
      aspect_ratio: 'auto',
    })
  })

  it('from words alone', async () => {
    const work = request({ modelId: 'kling-v3', sources: [] })
    await still(work)
    expect(asked('POST')[0]?.body).toEqual({
      model_name: 'kling-v3',
      prompt: WORDS,
      n: 1,
      resolution: '1k',
      aspect_ratio: '3:4',
      external_task_id: work.task.id,
    })
  })

  it('as a video: seconds as a number in the new dialect, as text in the classic one', async () => {
    const sources = [source('base')]
    const callbackUrl = 'http://127.0.0.1:9/callback'
    const task = { id: 'output_new-0', isNew: true, callbackUrl }
    const options = { durationSec: 10 }
    await still(request({ modelId: 'kling-3.0-turbo', imageSize: '1080p', sources, options, task }))
    await still(request({ modelId: 'kling-v2-6', imageSize: '1080p', sources, options }))
    expect(asked('POST').map(({ body }) => body)).toEqual([
      {
        contents: [
          { type: 'prompt', text: WORDS },
          { type: 'first_frame', url: expect.objectContaining({ sizeBytes: photo.byteLength }) },
        ],
        settings: { resolution: '1080p', duration: 10 },
        options: { external_task_id: 'output_new-0', callback_url: callbackUrl },
      },
      expect.objectContaining({ mode: 'pro', duration: '10' }),
    ])
  })

  it('with a see-through photo laid on white, since Kling takes no WebP', async () => {
    const glass = { r: 255, g: 0, b: 0, alpha: 0 }
    const sheet = sharp({ create: { width: 300, height: 300, channels: 4, background: glass } })
    await still(request({ sources: [source('product', await sheet.webp().toBuffer(), 'image/webp')] }))
    expect(tasksBegun()).toHaveLength(1)
  })
})

describe('a photo that Kling would refuse is refused before anything is sent', () => {
  it.each([
    ['too small', 299, 600, '299 × 600'],
    ['too long', 300, 751, '300 × 751'],
  ])('%s: %i × %i', async (_, width, height, diagnosis) => {
    const failure = await failureOf(
      step(request({ sources: [source('product', await draw(width, height))] })),
    )
    expect(failure).toMatchObject({ code: 'refused_request', diagnosis: expect.stringContaining(diagnosis) })
    expect(emulator.requests()).toHaveLength(0)
  })

  it('at the edge of what is allowed it is sent', async () => {
    await still(request({ sources: [source('product', await draw(300, 750))] }))
    expect(tasksBegun()).toHaveLength(1)
  })

  it.each<[string, Changes]>([
    ['too heavy', { sources: [source('product', Buffer.alloc(11 * 1024 * 1024))] }],
    ['too much wording', { prompt: 'a'.repeat(2500) }],
    ['a video of nothing', { modelId: 'kling-3.0-turbo', sources: [] }],
    ['a try-on without a person', { modelId: 'kolors-virtual-try-on-v1-5' }],
  ])('so is %s', async (_, changes) => {
    expect(await failureOf(step(request(changes)))).toMatchObject({ code: 'refused_request' })
    expect(emulator.requests()).toHaveLength(0)
  })
})

describe('what goes wrong is told by its code', () => {
  it.each<[string, number]>([
    ['not_configured', 1000],
    ['not_configured', 1001],
    ['not_configured', 1002],
    ['not_configured', 1003],
    ['not_configured', 1004],
    ['not_configured', 1100],
    ['not_configured', 1101],
    ['quota_exhausted', 1102],
    ['not_configured', 1103],
    ['refused_request', 1200],
    ['refused_request', 1201],
    ['refused_request', 1202],
    ['model_gone', 1203],
    ['blocked_prompt', 1300],
    ['blocked_prompt', 1301],
    ['not_configured', 1304],
    ['overloaded', 5000],
    ['overloaded', 5001],
    ['overloaded', 5002],
  ])('%s for %i, with its own HTTP status or with 200, after exactly one request', async (code, number) => {
    for (const kind of ['refuse', 'refuse_in_200'] as const) {
      emulator.reset()
      emulator.addScenario({ times: 9, effect: { kind, code: number } })
      expect(await failureOf(step(request()))).toMatchObject({ code })
      expect(emulator.requests()).toHaveLength(1)
    }
  })

  it.each<[string, Effect]>([
    ['blocked_output', { kind: 'blocked_output' }],
    ['no_image', { kind: 'failed', reason: 'internal algorithm error' }],
    ['no_image', { kind: 'no_result' }],
    ['bad_image', { kind: 'lost_result' }],
    ['bad_image', { kind: 'truncated_result' }],
    ['bad_image', { kind: 'not_a_result' }],
  ])('%s for a task with %o', async (code, effect) => {
    emulator.addScenario({ effect })
    expect(await failureOf(make(request()))).toMatchObject({ code })
    expect(tasksBegun()).toHaveLength(1)
  })

  it('a task that failed cost nothing; one whose result is damaged cost what it cost', async () => {
    emulator.addScenario({ effect: { kind: 'blocked_output' } })
    expect((await failureOf(make(request()))).usage?.costMicroUsd).toBe(0)
    emulator.addScenario({ effect: { kind: 'not_a_result' } })
    expect((await failureOf(make(request()))).usage?.costMicroUsd).toBe(28_000)
  })

  it('a port where nobody listens is unreachable, and no task can be there', async () => {
    const gone = await createKlingEmulator({ pictureMaker: createPlainPictureMaker() })
    await gone.close()
    expect(await failureOf(step(request(), { baseUrl: gone.url }))).toMatchObject({ code: 'unreachable' })
  })

  it('a redirect is not followed, for the key would go along', async () => {
    emulator.addScenario({ effect: { kind: 'redirect' } })
    expect(await failureOf(step(request()))).toMatchObject({ code: 'unreachable' })
    expect(emulator.requests()).toHaveLength(1)
  })
})

describe('the older pair of keys', () => {
  const pair = TEST_PAIR
  const withPair = (options: Partial<KlingOptions> = {}) =>
    createKling({
      ...pair,
      baseUrl: emulator.url,
      clock: { now: () => emulator.now() },
      ...options,
    } as KlingOptions)
  const at = (ms: number) => ({ clock: { now: () => new Date(ms) } })

  it('signs each request of the classic models anew', async () => {
    const answer = await withPair().makePicture(request(), patient)
    expect(isMade(answer)).toBe(false)
    expect(emulator.requests()).toMatchObject([{ authorization: 'Bearer token', status: 200 }])
  })

  it.each([
    ['ahead', 3600_000],
    ['behind', -7200_000],
  ])('works with a clock that is %s: signed once more by the service’s own', async (_, byMs) => {
    const answer = await withPair(at(emulator.now().getTime() + byMs)).makePicture(request(), patient)
    expect(answer).toMatchObject({ isTaken: true })
    expect(emulator.requests().map(({ status }) => status)).toEqual([401, 200])
  })

  it('is signed once more and no oftener', async () => {
    emulator.addScenario({ times: 9, effect: { kind: 'refuse', code: 1004 } })
    const failure = await failureOf(withPair().makePicture(request(), patient))
    expect(failure).toMatchObject({ code: 'not_configured' })
    expect(emulator.requests()).toHaveLength(2)
  })

  it('is refused by new models without a request', async () => {
    const failure = await failureOf(withPair().makePicture(request({ modelId: 'kling-3.0-turbo' }), patient))
    expect(failure).toMatchObject({
      code: 'not_configured',
      diagnosis: expect.stringContaining('KLING_API_KEY'),
    })
    expect(emulator.requests()).toHaveLength(0)
  })

  it('with a wrong secret is a matter of configuration', async () => {
    const call = withPair({ ...pair, secretKey: 'another' } as KlingOptions).makePicture(request(), patient)
    expect(await failureOf(call)).toMatchObject({ code: 'not_configured' })
  })
})

describe('the log', () => {
  it('never shows the key, the wording or what a message quotes', async () => {
    const lines: unknown[] = []
    const logger = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    }
    await make(request(), { logger })
    const reason = `input "${WORDS}" is not good`
    emulator.addScenario({ effect: { kind: 'failed', reason } })
    const failure = await failureOf(make(request(), { logger }))
    expect(lines.map((line) => (line as [object, string])[1])).toEqual([
      'Kling took a task',
      'Kling made a picture',
      'Kling took a task',
      'Kling made no picture',
    ])
    const everything = JSON.stringify([lines, failure, failure.message, failure.stack])
    expect(everything).not.toContain(API_KEY)
    expect(everything).not.toContain(WORDS)
  })
})

describe('a call that hangs', () => {
  it('ends at once when the caller gives up, with the caller’s own reason and not as a failure', async () => {
    emulator.addScenario({ effect: { kind: 'hang' } })
    const caller = new AbortController()
    const call = kling().makePicture(request(), caller.signal)
    const ended = expect(call).rejects.toThrow('cancelled by its owner')
    await expect.poll(() => emulator.requests()).toHaveLength(1)
    caller.abort(new Error('cancelled by its owner'))
    await ended
  })

  it('is not even begun when the caller had given up before', async () => {
    const call = kling().makePicture(request(), AbortSignal.abort(new Error('too late')))
    await expect(call).rejects.toThrow('too late')
    expect(emulator.requests()).toHaveLength(0)
  })
})

it.each([{ apiKey: '' }, { accessKey: 'a', secretKey: '' }])('Kling without a key does not start', (keys) => {
  expect(() => createKling(keys)).toThrow('KLING_API_KEY')
})
