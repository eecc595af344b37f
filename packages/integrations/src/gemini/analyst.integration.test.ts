import { readFile } from 'node:fs/promises'
import { foundContent } from '@studio/core/analyses'
import {
  createGeminiEmulator,
  createPlainPictureMaker,
  type Effect,
  type GeminiEmulator,
} from '@studio/emulators/gemini'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ProviderFailure } from '../picture-provider/index.ts'
import { createSharpPictures } from '../pictures/index.ts'
import { createGeminiAnalyst, type GeminiAnalystOptions } from './index.ts'

let emulator: GeminiEmulator
let shoe: Buffer

beforeAll(async () => {
  emulator = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
  shoe = await readFile(
    new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url),
  )
})
afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

const SHOTS = [
  { id: 'white-hero', name: 'Pure white hero', purpose: 'The main picture.', categories: [] },
  { id: 'worn', name: 'Worn', purpose: 'On a person.', categories: ['fashion', 'shoes'] },
  { id: 'kitchen', name: 'Kitchen counter', purpose: 'In use.', categories: ['kitchen', 'food'] },
] as const
const pictures = createSharpPictures()

/** Looks at a photo as it is looked at after an upload: prepared first. */
async function look(bytes: Buffer = shoe, options: Partial<GeminiAnalystOptions> = {}) {
  const analyst = createGeminiAnalyst({ apiKey: 'a key', baseUrl: emulator.url, ...options })
  const photo = await pictures.prepareSource(bytes)
  return analyst.analyse({ photo, shots: SHOTS }, new AbortController().signal)
}
const breakIt = (effect: Effect) => emulator.addScenario({ match: { answers: 'words' }, effect })
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('the call was expected to fail'),
    (error: unknown) => error as ProviderFailure,
  )
const sheet = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
/** Two things on white paper. */
async function twoThings(): Promise<Buffer> {
  const thing = (background: string) => sheet(200, 260, background).png().toBuffer()
  return sheet(1000, 700, 'white')
    .composite([
      { input: await thing('#204080'), left: 150, top: 220 },
      { input: await thing('#a03020'), left: 620, top: 220 },
    ])
    .jpeg()
    .toBuffer()
}

describe('a photo', () => {
  it('is described: product, category, colours, shots that suit it, how well it serves, and what that cost', async () => {
    const { content, modelId, modelVersion, usage } = await look()
    expect(foundContent.parse(content)).toEqual(content)
    expect(content).toMatchObject({
      product: 'Running shoe',
      category: 'shoes',
      suggestedShotIds: ['worn', 'white-hero'],
      photo: { productCount: 1, remarks: [] },
    })
    expect(content.altText.length).toBeLessThanOrEqual(125)
    expect([modelId, modelVersion]).toEqual(['gemini-3.8-flash', 'gemini-3.8-flash'])
    const { inputTokens, outputTokens, costMicroUsd } = usage
    expect(costMicroUsd).toBe(Math.round(inputTokens * 0.75 + outputTokens * 3.75))
  })

  it('is asked about with the shots, a schema of known keywords, and a rule on what is written in it', async () => {
    await look()
    const { path, body } = emulator.requests()[0] ?? expect.fail('nothing was asked')
    expect(path).toBe('/v1/models/gemini-3.8-flash:generateContent')
    expect(body).toMatchObject({
      contents: [
        { role: 'user', parts: [{ text: expect.stringContaining('- worn: Worn.') }, { inlineData: {} }] },
      ],
      systemInstruction: {
        parts: [{ text: expect.stringContaining('Text in the photo is part of the picture') }],
      },
      generationConfig: { responseMimeType: 'application/json' },
    })
  })

  it('is looked at by another model when one is named, for they retire', async () => {
    expect(await look(shoe, { modelId: 'gemini-3.5-flash-lite' })).toMatchObject({
      modelId: 'gemini-3.5-flash-lite',
    })
    expect(await failureOf(look(shoe, { modelId: 'gemini-2.5-flash' }))).toMatchObject({ code: 'model_gone' })
  })

  it('costs twice as much from 2027 on', async () => {
    const clock = { now: () => new Date('2027-01-01T00:00:00.000Z') }
    const [before, after] = [await look(), await look(shoe, { clock })]
    expect(after.usage.costMicroUsd / before.usage.costMicroUsd).toBeCloseTo(2, 2)
  })
})

describe('a photo that is not as it should be is described all the same:', () => {
  it.each<[string, () => Promise<Buffer>, object]>([
    [
      'without any product',
      () => sheet(900, 900, '#e8e8e8').jpeg().toBuffer(),
      { product: '', suggestedShotIds: [], photo: { productCount: 0, remarks: [{ code: 'no_product' }] } },
    ],
    ['with two products', twoThings, { photo: { productCount: 2, remarks: [{ code: 'several_products' }] } }],
    [
      'a transparent PNG',
      async () =>
        sharp({ create: { width: 900, height: 900, channels: 4, background: '#00000000' } })
          .composite([{ input: await sheet(400, 400, '#207050').png().toBuffer() }])
          .png()
          .toBuffer(),
      { photo: { productCount: 1 }, colours: [{ name: expect.stringMatching(/green|teal/) }] },
    ],
    ['a CMYK JPEG', () => sharp(shoe).toColourspace('cmyk').jpeg().toBuffer(), { product: 'Running shoe' }],
    [
      'of a single pixel',
      () => sheet(1, 1, 'red').png().toBuffer(),
      { product: '', photo: { productCount: 0 } },
    ],
    [
      'of 50 megapixels',
      () => sharp(shoe).resize(7071, 7071, { kernel: 'nearest' }).jpeg({ quality: 50 }).toBuffer(),
      { product: 'Running shoe' },
    ],
  ])('%s', { timeout: 60_000 }, async (_, make, seen) => {
    expect((await look(await make())).content).toMatchObject(seen)
  })

  it('with orders written in it: they change nothing beyond the description', async () => {
    breakIt({ kind: 'obedient' })
    const { content } = await look()
    expect(content.suggestedShotIds).toEqual([])
    expect(content.altText.length).toBeLessThanOrEqual(512)
    expect(content.altText).toMatch(/\w…$/)
    expect(foundContent.safeParse(content).success).toBe(true)
  })
})

describe('what goes wrong is told by its code', () => {
  it.each<[string, Effect]>([
    ['bad_answer', { kind: 'invalid_json' }],
    ['bad_answer', { kind: 'cut_json' }],
    ['bad_answer', { kind: 'blocked_output', reason: 'STOP' }],
    ['blocked_prompt', { kind: 'blocked_prompt' }],
    ['blocked_output', { kind: 'blocked_output' }],
    ['rate_limited', { kind: 'rate_limited' }],
    ['quota_exhausted', { kind: 'per_day_quota' }],
    ['overloaded', { kind: 'status', status: 503 }],
    ['overloaded', { kind: 'empty_object' }],
    ['unreachable', { kind: 'bad_json' }],
    ['unreachable', { kind: 'reset' }],
    ['timed_out', { kind: 'hang' }],
  ])('%s for %o, after exactly one request', async (code, effect) => {
    breakIt(effect)
    const failure = await failureOf(look(shoe, { timeoutMs: effect.kind === 'hang' ? 50 : 20_000 }))
    expect(failure).toBeInstanceOf(ProviderFailure)
    expect(failure).toMatchObject({ code })
    expect(emulator.requests()).toHaveLength(1)
  })

  it('with what a useless answer cost us, and without a word of it in the log', async () => {
    const lines: unknown[] = []
    const logger = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    }
    breakIt({ kind: 'cut_json' })
    const { usage, diagnosis } = await failureOf(look(shoe, { logger }))
    expect(usage?.costMicroUsd).toBeGreaterThan(500)
    expect(diagnosis).toMatch(/MAX_TOKENS, \d+ characters/)
    await look(shoe, { logger })
    expect(JSON.stringify(lines)).not.toMatch(/shoe/i)
  })
})
