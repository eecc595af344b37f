import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPlainPictureMaker } from '../gemini/index.ts'
import { createKlingEmulator, type KlingEmulator } from './index.ts'

const OMNI = '/v1/images/omni-image'
const TURBO = '/image-to-video/kling-3.0-turbo'

let emulator: KlingEmulator
let photo: string

beforeAll(async () => {
  emulator = await createKlingEmulator({ pictureMaker: createPlainPictureMaker(), framesPerSecond: 1 })
  const sheet = sharp({ create: { width: 300, height: 400, channels: 3, background: '#884422' } })
  photo = (await sheet.jpeg().toBuffer()).toString('base64')
})
afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

describe('callbacks', () => {
  const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI='
  type Heard = { headers: Record<string, string>; raw: string; word: string }
  let heard: Heard[]
  let url: string
  const receiver = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    const body = JSON.parse(raw)
    heard.push({ headers: request.headers as Heard['headers'], raw, word: body.task_status ?? body.status })
    response.end()
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/heard`
  })
  afterAll(() => void receiver.close())
  beforeEach(() => {
    heard = []
  })

  async function run(path = OMNI, body: object = { prompt: 'a mug', callback_url: url }): Promise<string[]> {
    const headers = { authorization: 'Bearer key' }
    await fetch(emulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    await emulator.advance(90_000)
    return heard.map(({ word }) => word)
  }
  const verify = ({ raw, headers }: Heard, secret = SECRET) => new Webhook(secret).verify(raw, headers)

  it('tell every change, as a query would', async () => {
    expect(await run()).toEqual(['submitted', 'processing', 'succeed'])
    expect(JSON.parse(heard[2]?.raw ?? '')).toMatchObject({ task_result: { images: [{ index: 0 }] } })
    heard = []
    const contents = [{ type: 'first_frame', url: photo }]
    expect(await run(TURBO, { contents, options: { callback_url: url } })).toEqual([
      'submitted',
      'processing',
      'succeeded',
    ])
  })

  it('are signed where there is a secret, as a foreign library understands it', async () => {
    await run()
    expect(heard[0]?.headers).not.toHaveProperty('webhook-signature')
    heard = []
    emulator.seed({ callbacks: { secret: SECRET } })
    await run()
    for (const callback of heard) expect(() => verify(callback)).not.toThrow()
  })

  it('may be signed with two secrets while one replaces the other', async () => {
    const oldSecret = `whsec_${Buffer.from('an older secret of some length').toString('base64')}`
    emulator.seed({ callbacks: { mode: 'rotation', secret: SECRET, oldSecret } })
    await run()
    for (const callback of heard)
      for (const secret of [SECRET, oldSecret]) expect(() => verify(callback, secret)).not.toThrow()
  })

  it.each([
    ['lost', []],
    ['duplicate', ['submitted', 'submitted', 'processing', 'processing', 'succeed', 'succeed']],
    ['out_of_order', ['succeed', 'processing', 'submitted']],
  ] as const)('may be %s', async (mode, words) => {
    emulator.seed({ callbacks: { mode } })
    expect(await run()).toEqual(words)
  })

  it.each(['bad_signature', 'old_timestamp'] as const)('may have a %s, which is told apart', async (mode) => {
    emulator.seed({ callbacks: { mode, secret: SECRET } })
    await run()
    for (const callback of heard) expect(() => verify(callback)).toThrow()
  })
})
