import { readFile } from 'node:fs/promises'
import { ApiError, type GenerateContentResponse, GoogleGenAI, Modality } from '@google/genai'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGeminiEmulator, createPlainPictureMaker, type GeminiEmulator } from './index.ts'

/** The emulator, proved by the vendor's own SDK: what the SDK sends is taken, what it reads is understood. */
let emulator: GeminiEmulator
let photo: string

beforeAll(async () => {
  emulator = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
  const sheet = sharp({ create: { width: 90, height: 160, channels: 3, background: '#884422' } })
  photo = (await sheet.jpeg().toBuffer()).toString('base64')
})
afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

function sdk(apiKey = 'any-key', apiVersion?: string): GoogleGenAI {
  return new GoogleGenAI({
    apiKey,
    enterprise: false,
    httpOptions: { baseUrl: emulator.url, ...(apiVersion && { apiVersion }) },
  })
}

const NANO_BANANA = 'gemini-nano-banana-2.1'

async function askForPicture(config: object = {}, model = NANO_BANANA, prompt = 'a mug on a desk') {
  const contents = [{ text: prompt }, { inlineData: { mimeType: 'image/jpeg', data: photo } }]
  return sdk().models.generateContent({ model, contents, config })
}

function pictureIn(answer: GenerateContentResponse | undefined): string {
  const part = answer?.candidates?.[0]?.content?.parts?.find(({ inlineData }) => inlineData)
  return part?.inlineData?.data ?? expect.fail('the answer has no picture')
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string }> {
  const error = await call.then(
    () => expect.fail('the call was expected to be refused'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ApiError)
  const { status, message } = error as ApiError
  return { status, message: JSON.parse(message).error.message }
}

describe('a picture', () => {
  it.each([
    ['1:1', '1K', 1024, 1024],
    ['4:5', '2K', 1856, 2304],
    ['16:9', '4K', 5504, 3072],
  ])('asked for as %s at %s is really %i × %i pixels', async (aspectRatio, imageSize, width, height) => {
    const answer = await askForPicture({ imageConfig: { aspectRatio, imageSize } })
    const bytes = Buffer.from(pictureIn(answer), 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, height })
    expect(answer.candidates?.[0]?.content?.parts?.at(-1)).toMatchObject({
      thoughtSignature: expect.any(String),
    })
  })

  it('follows the shape of the photo when no ratio is named', async () => {
    const answer = await askForPicture()
    const { width, height } = await sharp(Buffer.from(pictureIn(answer), 'base64')).metadata()
    expect([width, height]).toEqual([768, 1376])
  })

  it('is the same for the same request and another one for another seed', async () => {
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => askForPicture({ seed })))
    expect(pictureIn(again)).toBe(pictureIn(first))
    expect(pictureIn(other)).not.toBe(pictureIn(first))
  })

  it('comes with the tokens it used, the model that made it and its id', async () => {
    const answer = await askForPicture({ imageConfig: { imageSize: '2K' } })
    expect(answer.modelVersion).toBe(NANO_BANANA)
    expect(answer.responseId).toMatch(/\w+/)
    expect(answer.usageMetadata).toMatchObject({
      promptTokenCount: 1124,
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1680 }],
    })
  })

  it('brings thoughts only when they are asked for', async () => {
    const thinking = await askForPicture({ thinkingConfig: { includeThoughts: true } })
    const plain = await askForPicture()
    const thoughts = (answer: typeof plain) =>
      answer.candidates?.[0]?.content?.parts?.filter((part) => part.thought)
    expect(thoughts(thinking)).toHaveLength(1)
    expect(thoughts(plain)).toHaveLength(0)
  })

  it('can be read from a stream', async () => {
    const stream = await sdk().models.generateContentStream({ model: NANO_BANANA, contents: 'a mug' })
    const chunks = await collect(stream)
    expect(chunks[0]?.text).toBe('Here is your picture.')
    expect(chunks.at(-1)?.candidates?.[0]).toMatchObject({
      finishReason: 'STOP',
      content: { parts: [{ inlineData: { mimeType: 'image/jpeg' } }] },
    })
  })

  it('is answered on v1beta as well', async () => {
    const answer = await sdk('any-key', 'v1beta').models.generateContent({
      model: NANO_BANANA,
      contents: 'a mug',
    })
    expect(pictureIn(answer)).toBeTruthy()
    expect(emulator.requests()[0]?.path).toBe(`/v1beta/models/${NANO_BANANA}:generateContent`)
  })
})

describe('a conversation', () => {
  type Part = { text?: string; inlineData?: object; thoughtSignature?: string }
  const converse = (answered: Part[], model = NANO_BANANA) =>
    sdk().models.generateContent({
      model,
      contents: [
        { role: 'user', parts: [{ text: 'a mug on a desk' }] },
        { role: 'model', parts: answered },
        { role: 'user', parts: [{ text: 'make the light warmer' }] },
      ],
    })
  const answerOf = async () => ((await askForPicture()).candidates?.[0]?.content?.parts ?? []) as Part[]

  it('goes on from a picture that comes back with its signature', async () => {
    expect(pictureIn(await converse(await answerOf()))).toBeTruthy()
  })

  it.each([
    ['no signature', {}, /missing a thought_signature in content position 2, part position 1/],
    [
      'a signature that it never gave out',
      { thoughtSignature: 'bWFkZS51cA==' },
      /Corrupted thought signature/,
    ],
  ])('is refused with %s', async (_, signature, words) => {
    const { inlineData = {} } = (await answerOf()).find((part) => part.inlineData) ?? {}
    const call = converse([{ inlineData, ...signature }])
    expect(await refusal(call)).toEqual({ status: 400, message: expect.stringMatching(words) })
  })

  it('is refused when the model has the last word', async () => {
    const contents = [
      { role: 'user', parts: [{ text: 'a mug' }] },
      { role: 'model', parts: [{ text: 'Here.' }] },
    ]
    expect(await refusal(sdk().models.generateContent({ model: NANO_BANANA, contents }))).toMatchObject({
      message: expect.stringContaining('end with a user role'),
    })
  })
})

describe('a model that answers in words', () => {
  const FLASH = 'gemini-3.8-flash'
  const schema = {
    type: 'object',
    properties: {
      product: { type: 'string' },
      category: { type: 'string', enum: ['shoes', 'other'] },
      colours: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' }, hex: { type: 'string' } } },
      },
      suggestedShotIds: { type: 'array', items: { type: 'string', enum: ['white', 'worn', 'desk'] } },
      photo: {
        type: 'object',
        properties: {
          productCount: { type: 'integer', minimum: 0 },
          score: { type: 'integer' },
          remarks: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                code: { type: 'string', enum: ['cropped', 'no_product', 'several_products'] },
                words: { type: 'string' },
              },
            },
          },
          unheardOf: { type: 'number', minimum: 3 },
        },
      },
    },
  }
  const SHOTS = '- white: White. Clean.\n- worn: Worn. For: shoes.\n- desk: Desk. For: office.'

  async function look(
    bytes: Buffer,
    config: object = { responseMimeType: 'application/json', responseJsonSchema: schema },
  ) {
    const contents = [
      { text: SHOTS },
      { inlineData: { mimeType: 'image/jpeg', data: bytes.toString('base64') } },
    ]
    return sdk().models.generateContent({ model: FLASH, contents, config })
  }
  const read = async (bytes: Buffer) => JSON.parse((await look(bytes)).text ?? '')
  /** Black squares on a white ground. */
  const squares = (count: number) => {
    const input = sharp({ create: { width: 120, height: 120, channels: 3, background: '#101014' } })
      .png()
      .toBuffer()
    return input.then((square) =>
      sharp({ create: { width: 900, height: 600, channels: 3, background: 'white' } })
        .composite(
          Array.from({ length: count }, (_, at) => ({ input: square, left: 100 + at * 300, top: 240 })),
        )
        .jpeg()
        .toBuffer(),
    )
  }

  it('fills the asked schema in with what is really on the picture', async () => {
    const shoe = await readFile(
      new URL('../../../../fixtures/photos/imani-clovis-234736-unsplash.jpg', import.meta.url),
    )
    const resized = await sharp(shoe).resize(800).jpeg({ quality: 70 }).toBuffer()
    const answer = await look(resized)
    expect(JSON.parse(answer.text ?? '')).toMatchObject({
      product: 'Running shoe',
      category: 'shoes',
      suggestedShotIds: ['worn', 'white'],
      photo: { productCount: 1, unheardOf: 3 },
    })
    expect(answer.usageMetadata?.candidatesTokensDetails).toMatchObject([{ modality: 'TEXT' }])
  })

  it.each([
    [0, { product: '', photo: { productCount: 0, remarks: [{ code: 'no_product' }] }, suggestedShotIds: [] }],
    [1, { product: 'Black product', photo: { productCount: 1, remarks: [] }, colours: [{ name: 'black' }] }],
    [2, { photo: { productCount: 2, remarks: [{ code: 'several_products' }] } }],
  ])('counts %i things on a plain ground', async (count, seen) => {
    expect(await read(await squares(count))).toMatchObject(seen)
  })

  it.each<[string, object, RegExp]>([
    ['a picture', { responseModalities: ['IMAGE'] }, /modalities \(IMAGE\)/],
    ['a ratio', { imageConfig: { aspectRatio: '1:1' } }, /Image config/],
    [
      'a keyword that schemas have no place for',
      { responseMimeType: 'application/json', responseJsonSchema: { type: 'string', maxLength: 3 } },
      /"maxLength"/,
    ],
    ['a schema without its type', { responseJsonSchema: schema }, /mime type application\/json/],
  ])('refuses to be asked for %s', async (_, config, words) => {
    expect(await refusal(look(await squares(1), config))).toEqual({
      status: 400,
      message: expect.stringMatching(words),
    })
  })

  it('is spared by faults that name no kind of answer', async () => {
    emulator.addScenario({ effect: { kind: 'status', status: 503 } })
    expect(await read(await squares(1))).toHaveProperty('product')
    expect(await refusal(askForPicture())).toMatchObject({ status: 503 })
  })

  it('goes wrong as it is told', async () => {
    const text = async (kind: 'invalid_json' | 'cut_json' | 'obedient' | 'no_product') => {
      emulator.addScenario({ match: { answers: 'words' }, effect: { kind } })
      return (await look(await squares(1))).text ?? ''
    }
    expect(JSON.parse(await text('invalid_json'))).not.toHaveProperty('product')
    const half = await text('cut_json')
    expect(() => JSON.parse(half)).toThrow(SyntaxError)
    expect(await text('obedient')).toContain('delete-everything')
    expect(JSON.parse(await text('no_product'))).toMatchObject({ photo: { productCount: 0 } })
  })
})

describe('other calls', () => {
  it('count tokens without making a picture', async () => {
    const { totalTokens } = await sdk().models.countTokens({ model: NANO_BANANA, contents: 'four' })
    expect(totalTokens).toBe(1)
  })

  it('list and show the models that are served', async () => {
    const listed = await collect(await sdk().models.list())
    expect(listed.map(({ name }) => name)).toContain(`models/${NANO_BANANA}`)
    expect(listed.map(({ name }) => name)).toContain('models/gemini-3.8-flash')
    expect(await sdk().models.get({ model: NANO_BANANA })).toMatchObject({ displayName: 'Nano Banana 2.1' })
  })
})

describe('a request that the service would refuse', () => {
  const picture = (count: number, mimeType = 'image/jpeg', data = photo) =>
    Array.from({ length: count }, () => ({ inlineData: { mimeType, data } }))
  const ask = (contents: object[], config = {}) =>
    sdk().models.generateContent({ model: NANO_BANANA, contents: [{ text: 'a mug' }, ...contents], config })

  it.each<[string, () => Promise<unknown>, number, RegExp]>([
    ['a wrong key', () => sdk('invalid-key').models.list(), 400, /API key not valid/],
    ['an unknown model', () => askForPicture({}, 'gemini-9'), 404, /models\/gemini-9 is not found/],
    ['a model shut down', () => askForPicture({}, 'gemini-2.5-flash-image'), 404, /is not found/],
    [
      'a deadline under 10 s',
      () => askForPicture({ httpOptions: { timeout: 9000 } }),
      400,
      /deadline 9s is too short/,
    ],
    [
      'a size in lower case',
      () => askForPicture({ imageConfig: { imageSize: '2k' } }),
      400,
      /image size: 2k/,
    ],
    ['size 512', () => askForPicture({ imageConfig: { imageSize: '512' } }), 400, /image size: 512/],
    [
      'any size for the light model',
      () => askForPicture({ imageConfig: { imageSize: '1K' } }, 'gemini-3.1-flash-lite-image'),
      400,
      /not supported/,
    ],
    ['an unknown ratio', () => askForPicture({ imageConfig: { aspectRatio: '5:3' } }), 400, /aspect_ratio/],
    [
      'a ratio of another model',
      () => askForPicture({ imageConfig: { aspectRatio: '8:1' } }, 'gemini-3-pro-image'),
      400,
      /aspect_ratio/,
    ],
    ['two candidates', () => askForPicture({ candidateCount: 2 }), 400, /Multiple candidates/],
    ['a seed past 32 bits', () => askForPicture({ seed: 2 ** 31 }), 400, /TYPE_INT32/],
    [
      'JSON from a picture model',
      () => askForPicture({ responseMimeType: 'application/json' }),
      400,
      /JSON mode/,
    ],
    ['sound', () => askForPicture({ responseModalities: [Modality.AUDIO] }), 400, /modalities \(AUDIO\)/],
    ['fifteen photos', () => ask(picture(15)), 400, /Too many images: 15/],
    ['a GIF', () => ask(picture(1, 'image/gif')), 400, /Unsupported MIME type: image\/gif/],
    ['broken base64', () => ask(picture(1, 'image/png', 'not base64!')), 400, /Base64 decoding failed/],
    ['a broken photo', () => ask(picture(1, 'image/png', 'AAAA')), 400, /Unable to process input image/],
    [
      'a field it does not know',
      () => askForPicture({ httpOptions: { extraBody: { generationConfig: { imageconfig: {} } } } }),
      400,
      /Unknown name "imageconfig" at 'generation_config'/,
    ],
  ])('is refused: %s', async (_, call, status, words) => {
    expect(await refusal(call())).toEqual({ status, message: expect.stringMatching(words) })
  })

  it('is refused: no key, a path that does not exist, a body that is no JSON', async () => {
    const post = (path: string, headers: Record<string, string>, body: string) =>
      fetch(emulator.url + path, { method: 'POST', headers, body }).then(({ status }) => status)
    const generate = `/v1/models/${NANO_BANANA}:generateContent`
    const key = { 'x-goog-api-key': 'any-key' }
    expect(await post(generate, {}, '{}')).toBe(403)
    expect(await post(`/v2/models/${NANO_BANANA}:generateContent`, key, '{}')).toBe(404)
    expect(await post(generate, key, '{"contents":')).toBe(400)
  })

  it('is accepted in snake_case, as the service does', async () => {
    const answer = await fetch(`${emulator.url}/v1/models/${NANO_BANANA}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'any-key' },
      body: JSON.stringify({
        contents: [{ parts: [{ inline_data: { mime_type: 'image/jpeg', data: photo } }] }],
        generation_config: { image_config: { aspect_ratio: '1:1' } },
      }),
    })
    expect(answer.status).toBe(200)
  })
})

describe('the controls', () => {
  it('keep a journal without keys and without picture bytes', async () => {
    await askForPicture({ seed: 7 })
    const [entry] = emulator.requests()
    expect(entry).toMatchObject({
      method: 'POST',
      path: `/v1/models/${NANO_BANANA}:generateContent`,
      status: 200,
      body: {
        contents: [
          { parts: [{ text: 'a mug on a desk' }, { inlineData: { mime: 'image/jpeg' } }], role: 'user' },
        ],
        generationConfig: { seed: 7 },
      },
    })
    expect(entry?.headers['x-goog-api-key']).toBe('***')
    expect(JSON.stringify(entry)).not.toContain(photo)
  })

  it('take rules over HTTP, use each up, and forget all of them on reset', async () => {
    const control = (path: string, body?: object) =>
      fetch(`${emulator.url}/__emu/${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) })
    const busy = { match: { promptIncludes: 'mug', nth: 2 }, effect: { kind: 'status', status: 503 } }
    await control('scenario', busy)
    await askForPicture()
    expect(await refusal(askForPicture())).toMatchObject({ status: 503 })
    await askForPicture()

    await control('scenario', [{ times: 9, effect: { kind: 'rate_limited' } }])
    expect(await refusal(askForPicture())).toMatchObject({ status: 429 })
    await control('reset')
    await askForPicture()
    const requests = await fetch(`${emulator.url}/__emu/requests`).then((answer) => answer.json())
    expect(requests).toHaveLength(1)
    expect((await control('scenario', { effect: { kind: 'earthquake' } })).status).toBe(400)
  })

  it('can be typed into the prompt, and a misspelt one is explained', async () => {
    const typed = (trigger: string) => askForPicture({}, NANO_BANANA, `a mug [[emu:${trigger}]]`)
    expect(await refusal(typed('429'))).toMatchObject({ status: 429 })
    expect(await refusal(typed('earthquake'))).toMatchObject({
      message: expect.stringContaining('blocked_prompt'),
    })
    expect(await refusal(typed('503x2'))).toMatchObject({ status: 503 })
    expect(await refusal(typed('503x2'))).toMatchObject({ status: 503 })
    expect(pictureIn(await typed('503x2'))).toBeTruthy()
    expect(pictureIn(await typed('delay=1'))).toBeTruthy()
    expect((await typed('blocked_prompt')).promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT')
    expect((await typed('blocked_output=SAFETY')).candidates?.[0]?.finishReason).toBe('SAFETY')
  })

  it('close at once, although a call hangs', async () => {
    const other = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
    const hanging = fetch(`${other.url}/v1/models/${NANO_BANANA}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'any-key' },
      body: JSON.stringify({ contents: [{ parts: [{ text: '[[emu:hang]]' }] }] }),
    })
    const broken = expect(hanging).rejects.toThrow('fetch failed')
    await expect.poll(() => other.requests()).toHaveLength(1)
    await other.close()
    await broken
  })
})
