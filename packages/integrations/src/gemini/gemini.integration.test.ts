import { BUILT_IN_REGISTRY, findModel } from '@studio/core/models'
import {
  createGeminiEmulator,
  createPlainPictureMaker,
  type Effect,
  type GeminiEmulator,
} from '@studio/emulators/gemini'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  isMade,
  type MadePicture,
  type PictureRequest,
  ProviderFailure,
  type SourcePicture,
} from '../picture-provider/index.ts'
import { createGemini, type GeminiOptions } from './index.ts'

const API_KEY = 'test-key-that-must-stay-secret'

let emulator: GeminiEmulator
let photo: Buffer

beforeAll(async () => {
  emulator = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
  photo = await sharp({ create: { width: 80, height: 100, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => emulator.close())
beforeEach(() => emulator.reset())
afterEach(() => vi.unstubAllEnvs())

function request(changes: Partial<PictureRequest> & { modelId?: string } = {}): PictureRequest {
  const { modelId = 'gemini-nano-banana-2.1', ...rest } = changes
  const model = findModel(BUILT_IN_REGISTRY, modelId) ?? expect.fail(`no model ${modelId}`)
  return {
    model,
    prompt: 'a mug on a desk',
    sources: [source('product')],
    aspectRatio: '4:5',
    imageSize: '1K',
    seed: 7,
    index: 0,
    options: {},
    scene: null,
    earlier: [],
    task: { id: 'out_1-0', isNew: true },
    ...rest,
  }
}

const source = (role: SourcePicture['role']): SourcePicture => ({ role, bytes: photo, mime: 'image/jpeg' })

const patient = new AbortController().signal
const gemini = (options: Partial<GeminiOptions> = {}) =>
  createGemini({ apiKey: API_KEY, baseUrl: emulator.url, ...options })
async function make(
  changes: Parameters<typeof request>[0] = {},
  options: Partial<GeminiOptions> = {},
): Promise<MadePicture> {
  const answer = await gemini(options).makePicture(request(changes), patient)
  return isMade(answer) ? answer : expect.fail('Gemini never asks to be asked again')
}

async function failureOf(call: Promise<unknown>): Promise<ProviderFailure> {
  const error = await call.then(
    () => expect.fail('the call was expected to fail'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProviderFailure)
  return error as ProviderFailure
}

describe('a picture', () => {
  it('arrives whole, with its type, the model that answered, its tokens and its cost', async () => {
    const made = await make()
    expect(await sharp(made.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 928, height: 1152 })
    expect(made).toMatchObject({ mime: 'image/jpeg', modelVersion: 'gemini-nano-banana-2.1' })
    const { inputTokens, outputTokens, costMicroUsd } = made.usage
    expect(inputTokens).toBeGreaterThan(1000)
    expect(outputTokens).toBeGreaterThan(1120)
    expect(costMicroUsd).toBeGreaterThan(1120 * 30)
    expect(costMicroUsd).toBe(Math.round(costMicroUsd))
  })

  it('is asked for as the vendor documents: words first, photos next, size, ratio, seed, one answer', async () => {
    await make({ imageSize: '2K' })
    const [entry] = emulator.requests()
    expect(entry?.path).toBe('/v1/models/gemini-nano-banana-2.1:generateContent')
    expect(entry?.headers['x-server-timeout']).toBe('180')
    expect(entry?.body).toMatchObject({
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'a mug on a desk' },
            { text: 'Photo 1: the product.' },
            { inlineData: { sizeBytes: photo.byteLength } },
          ],
        },
      ],
      generationConfig: {
        seed: 7,
        responseModalities: ['TEXT', 'IMAGE'],
        imageConfig: { aspectRatio: '4:5', imageSize: '2K' },
      },
    })
  })

  it('comes from a model that accepts no size without naming one', async () => {
    const made = await make({ modelId: 'gemini-3.1-flash-lite-image' })
    expect(made.mime).toBe('image/png')
    expect(emulator.requests()[0]?.body).toHaveProperty('generationConfig.imageConfig', {
      aspectRatio: '4:5',
    })
  })

  it('can be asked for with any seed of 32 bits, and with no photo at all', async () => {
    await make({ seed: 4_000_000_000, sources: [] })
    expect(emulator.requests()[0]?.body).toMatchObject({ generationConfig: { seed: 4_000_000_000 | 0 } })
  })

  it('is the last one when drafts come first', async () => {
    const plain = await make()
    emulator.addScenario({ effect: { kind: 'two_images' } })
    expect((await make()).bytes).toEqual(plain.bytes)
  })

  it('is found when it comes as a thought only', async () => {
    emulator.addScenario({ effect: { kind: 'thought_only_image' } })
    expect((await make()).mime).toBe('image/jpeg')
  })

  it('comes from the service it was told, whatever the environment says', async () => {
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'http://127.0.0.1:9')
    vi.stubEnv('GOOGLE_GENAI_USE_ENTERPRISE', 'true')
    vi.stubEnv('GOOGLE_GENAI_API_VERSION', 'v9')
    await make({}, { apiVersion: 'v1beta' })
    expect(emulator.requests()[0]?.path).toMatch(/^\/v1beta\//)
  })
})

describe('several photos', () => {
  it('are each introduced by what they are there for, after the wording', async () => {
    const roles = ['product', 'person', 'scene', 'style', 'logo', 'base'] as const
    await make({ sources: roles.map(source) })
    const words = [
      'the product',
      'the person who wears or holds the product',
      'the place where the product shall be',
      'the style to follow; take nothing else from it',
      'the logo of the brand',
      'the picture to change',
    ]
    const introduced = words.flatMap((each, at) => [
      { text: `Photo ${at + 1}: ${each}.` },
      { inlineData: {} },
    ])
    expect(emulator.requests()[0]?.body).toMatchObject({
      contents: [{ parts: [{ text: 'a mug on a desk' }, ...introduced] }],
    })
  })

  it('may be fourteen, and no more', async () => {
    const many = (count: number) => Array.from({ length: count }, () => source('product'))
    expect((await make({ sources: many(14) })).mime).toBe('image/jpeg')
    expect(await failureOf(make({ sources: many(15) }))).toMatchObject({ code: 'refused_request' })
  })
})

describe('the shape and the size', () => {
  const served = BUILT_IN_REGISTRY.models.filter(
    ({ provider, retiresOn }) => provider === 'gemini' && (retiresOn === null || retiresOn > '2026-11-22'),
  )
  it.each(served.flatMap(({ id, aspectRatios }) => aspectRatios.map((ratio) => [id, ratio] as const)))(
    'of %s can be %s, as the registry offers it',
    async (modelId, aspectRatio) => {
      expect((await make({ modelId, aspectRatio })).bytes.byteLength).toBeGreaterThan(100)
      const sent = emulator.requests()[0]?.body as {
        generationConfig: { imageConfig: { aspectRatio?: string } }
      }
      // The model follows the photo when none is named.
      expect(sent.generationConfig.imageConfig.aspectRatio).toBe(
        aspectRatio === 'source' ? undefined : aspectRatio,
      )
    },
  )

  it.each(
    served.flatMap(({ id, creditsPerOutput }) =>
      (Object.keys(creditsPerOutput) as PictureRequest['imageSize'][]).map((size) => [id, size] as const),
    ),
  )('of %s can be %s, as the registry offers it', async (modelId, imageSize) => {
    const { bytes } = await make({ modelId, imageSize, aspectRatio: '1:1' })
    expect((await sharp(bytes).metadata()).width).toBe(Number.parseInt(imageSize, 10) * 1024)
  })
})

describe('a picture that is changed by words', () => {
  async function changeIt(signature: (own: string) => string = (own) => own) {
    const sources = [source('product')]
    const answer = await make({ sources })
    const own = answer.signature ?? expect.fail('the picture is not signed')
    const turn = { prompt: 'a mug on a desk', sources, answer, signature: signature(own) }
    emulator.reset()
    const changed = await make({ prompt: 'make the light warmer', sources: [], earlier: [turn] })
    return { answer, own, changed, requests: emulator.requests() }
  }

  it('goes on from the conversation: the picture comes back as the model’s, with its own signature', async () => {
    const { answer, own, changed, requests } = await changeIt()
    expect(requests[0]?.body).toMatchObject({
      contents: [
        { role: 'user', parts: [{ text: 'a mug on a desk' }, {}, {}] },
        {
          role: 'model',
          parts: [{ inlineData: { sizeBytes: answer.bytes.byteLength }, thoughtSignature: own }],
        },
        { role: 'user', parts: [{ text: 'make the light warmer' }] },
      ],
    })
    expect(requests).toHaveLength(1)
    expect(changed.signature).not.toBe(own)
  })

  it('is begun anew from the picture itself when its signature has become worthless', async () => {
    const { answer, changed, requests } = await changeIt(() => 'b2xk')
    expect(changed.mime).toBe('image/jpeg')
    expect(requests.map(({ status }) => status)).toEqual([400, 200])
    expect(requests[1]?.body).toMatchObject({
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'make the light warmer' },
            { text: 'Photo 1: the picture to change.' },
            { inlineData: { sizeBytes: answer.bytes.byteLength } },
            { text: 'Photo 2: the product.' },
            {},
          ],
        },
      ],
    })
  })

  it('is refused before it is sent when one of its pictures is heavier than 7 MB', async () => {
    const answer = { bytes: Buffer.alloc(7 * 1024 * 1024 + 1), mime: 'image/png' }
    const earlier = [{ prompt: 'a mug', sources: [], answer, signature: 'x' }]
    expect(await failureOf(make({ earlier }))).toMatchObject({ code: 'refused_request' })
    expect(emulator.requests()).toHaveLength(0)
  })
})

describe('what goes wrong is told by its code', () => {
  it.each<[string, Effect]>([
    ['overloaded', { kind: 'status', status: 500 }],
    ['overloaded', { kind: 'status', status: 503 }],
    ['timed_out', { kind: 'status', status: 504 }],
    ['not_configured', { kind: 'status', status: 403 }],
    ['not_configured', { kind: 'status', status: 400 }],
    ['rate_limited', { kind: 'rate_limited' }],
    ['quota_exhausted', { kind: 'per_day_quota' }],
    ['unreachable', { kind: 'html_body' }],
    ['unreachable', { kind: 'reset' }],
    ['unreachable', { kind: 'truncate' }],
    ['unreachable', { kind: 'bad_json' }],
    ['unreachable', { kind: 'empty_body' }],
    ['overloaded', { kind: 'empty_object' }],
    ['blocked_prompt', { kind: 'blocked_prompt' }],
    ['blocked_prompt', { kind: 'blocked_prompt', reason: 'IMAGE_SAFETY' }],
    ['blocked_output', { kind: 'blocked_output' }],
    ['blocked_output', { kind: 'blocked_output', reason: 'PROHIBITED_CONTENT' }],
    ['blocked_recitation', { kind: 'blocked_output', reason: 'IMAGE_RECITATION' }],
    ['no_image', { kind: 'blocked_output', reason: 'NO_IMAGE' }],
    ['no_image', { kind: 'blocked_output', reason: 'STOP' }],
    ['no_image', { kind: 'blocked_output', reason: 'MAX_TOKENS' }],
    ['no_image', { kind: 'blocked_output', reason: 'A_REASON_OF_NEXT_YEAR' }],
    ['no_image', { kind: 'no_image' }],
    ['bad_image', { kind: 'truncated_base64' }],
    ['bad_image', { kind: 'truncated_image' }],
    ['bad_image', { kind: 'not_an_image' }],
  ])('%s for %o, after exactly one request', async (code, effect) => {
    emulator.addScenario({ times: 99, effect })
    expect(await failureOf(make())).toMatchObject({ code })
    expect(emulator.requests()).toHaveLength(1)
  })

  it('a retired model is gone', async () => {
    expect(await failureOf(make({ modelId: 'gemini-2.5-flash-image' }))).toMatchObject({ code: 'model_gone' })
  })

  it('a wrong key is a matter of configuration', async () => {
    expect(await failureOf(make({}, { apiKey: 'invalid-key' }))).toMatchObject({ code: 'not_configured' })
  })

  it('a port where nobody listens is unreachable', async () => {
    const gone = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
    await gone.close()
    expect(await failureOf(make({}, { baseUrl: gone.url }))).toMatchObject({ code: 'unreachable' })
  })

  it('a redirect is not followed, for the key would go along', async () => {
    const elsewhere = { location: `${emulator.url}/v1/elsewhere` }
    emulator.addScenario({ effect: { kind: 'status', status: 307, headers: elsewhere } })
    expect(await failureOf(make())).toMatchObject({ code: 'unreachable' })
    expect(emulator.requests()).toHaveLength(1)
  })

  it('a photo of more than 7 MB is refused before it is sent', async () => {
    const bytes = Buffer.alloc(7 * 1024 * 1024 + 1)
    expect(await failureOf(make({ sources: [{ role: 'product', bytes, mime: 'image/png' }] }))).toMatchObject(
      {
        code: 'refused_request',
      },
    )
    expect(emulator.requests()).toHaveLength(0)
  })

  it('a half answer is not continued behind our back, since each part would be billed', async () => {
    emulator.addScenario({ effect: { kind: 'continuation' } })
    expect(await failureOf(make())).toMatchObject({ code: 'no_image' })
    expect(emulator.requests()).toHaveLength(1)
  })
})

describe('a failure', () => {
  it('passes on the wait the service asks for, in the details or in the header', async () => {
    emulator.addScenario({ effect: { kind: 'rate_limited', retryDelay: '18.5s' } })
    expect(await failureOf(make())).toMatchObject({ retryAfterMs: 18_500 })
    emulator.addScenario({ effect: { kind: 'status', status: 503, headers: { 'retry-after': '7' } } })
    expect(await failureOf(make())).toMatchObject({ retryAfterMs: 7000 })
  })

  it('keeps what the answer cost us', async () => {
    emulator.addScenario({ effect: { kind: 'blocked_output' } })
    const { usage } = await failureOf(make())
    expect(usage?.inputTokens).toBeGreaterThan(1000)
    expect(usage?.costMicroUsd).toBeGreaterThan(1500)
    emulator.addScenario({ effect: { kind: 'reset' } })
    expect((await failureOf(make())).usage).toBeUndefined()
  })

  it('never shows the key or the wording, in its text or in the log', async () => {
    const lines: unknown[] = []
    const logger = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    }
    const message = `API key ${API_KEY} is not allowed "a mug on a desk"`
    const body = { error: { code: 403, status: 'PERMISSION_DENIED', message } }
    emulator.addScenario({ effect: { kind: 'status', status: 403, body } })
    const failure = await failureOf(make({}, { logger }))
    await make({}, { logger })
    expect(lines).toHaveLength(2)
    const everything = JSON.stringify([lines, failure, failure.message, failure.stack])
    expect(everything).toContain('PERMISSION_DENIED')
    expect(everything).not.toContain(API_KEY)
    expect(everything).not.toContain('a mug')
  })
})

describe('a call that hangs', () => {
  it.each<Effect>([{ kind: 'hang' }, { kind: 'stall' }])(
    'ends at the time limit (%o), and the service is still asked for no less than its 10 s',
    { timeout: 5000 },
    async (effect) => {
      emulator.addScenario({ effect })
      expect(await failureOf(make({}, { timeoutMs: 50 }))).toMatchObject({ code: 'timed_out' })
      expect(emulator.requests()[0]?.headers['x-server-timeout']).toBe('10')
    },
  )

  it('ends at once when the caller gives up, with the caller’s own reason and not as a failure', async () => {
    emulator.addScenario({ effect: { kind: 'hang' } })
    const caller = new AbortController()
    const call = gemini().makePicture(request(), caller.signal)
    const ended = expect(call).rejects.toThrow('cancelled by its owner')
    await expect.poll(() => emulator.requests()).toHaveLength(1)
    caller.abort(new Error('cancelled by its owner'))
    await ended
  })

  it('is not even begun when the caller had given up before', async () => {
    const call = gemini().makePicture(request(), AbortSignal.abort(new Error('too late')))
    await expect(call).rejects.toThrow('too late')
    expect(emulator.requests()).toHaveLength(0)
  })
})

it('Gemini without a key does not start', () => {
  expect(() => gemini({ apiKey: '' })).toThrow('GEMINI_API_KEY')
})
