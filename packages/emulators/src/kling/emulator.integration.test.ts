import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPlainPictureMaker } from '../gemini/index.ts'
import { createKlingEmulator, type KlingEmulator, TEST_PAIR } from './index.ts'

/** The emulator, held against what the service documents: by requests as its documents write them. */
let emulator: KlingEmulator
let photo: string

beforeAll(async () => {
  emulator = await createKlingEmulator({ pictureMaker: createPlainPictureMaker(), framesPerSecond: 1 })
  photo = await draw(300, 400)
})
afterAll(() => emulator.close())
beforeEach(() => emulator.reset())

async function draw(
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<string> {
  const sheet = sharp({ create: { width, height, channels: 3, background: '#884422' } })
  return (await sheet.toFormat(format).toBuffer()).toString('base64')
}

type Answer = { status: number; code: number; message: string; data: Record<string, unknown> }

async function ask(
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  authorization = 'Bearer key',
): Promise<Answer> {
  const response = await fetch(emulator.url + path, {
    method,
    headers: { ...(authorization && { authorization }), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
}

const OMNI = '/v1/images/omni-image'
const GENERATIONS = '/v1/images/generations'
const TRY_ON = '/v1/images/kolors-virtual-try-on'
const IMAGE_TO_VIDEO = '/v1/videos/image2video'
const TURBO = '/image-to-video/kling-3.0-turbo'

const turbo = (settings: object = {}, options: object = {}) => ({
  contents: [
    { type: 'prompt', text: 'slowly' },
    { type: 'first_frame', url: photo },
  ],
  settings: { resolution: '720p', duration: 3, ...settings },
  options,
})

/** A token as the vendor's example writes it, signed here. */
function token(claims: object = {}, { secret = TEST_PAIR.secretKey, alg = 'HS256' } = {}): string {
  const nowSec = Math.floor(emulator.now().getTime() / 1000)
  const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  const whole = { iss: TEST_PAIR.accessKey, exp: nowSec + 1800, nbf: nowSec - 5, ...claims }
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(whole)}`
  return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

describe('who calls', () => {
  const inSec = (seconds: number) => Math.floor(emulator.now().getTime() / 1000) + seconds

  it.each<[string, number, number, () => string]>([
    ['nobody', 401, 1001, () => ''],
    ['a wrong key', 401, 1002, () => 'Bearer invalid-key'],
    ['another scheme', 401, 1002, () => 'Basic a2V5'],
    ['a token of another secret', 401, 1002, () => token({}, { secret: 'other' })],
    ['a token of another algorithm', 401, 1002, () => token({}, { alg: 'none' })],
    ['a token of a stranger', 401, 1000, () => token({ iss: 'stranger' })],
    ['a token from the future', 401, 1003, () => token({ nbf: inSec(60) })],
    ['a token of the past', 401, 1004, () => token({ exp: inSec(-1) })],
  ])('is %s: HTTP %i, code %i', async (_, status, code, authorization) => {
    expect(await ask('POST', OMNI, { prompt: 'a mug' }, authorization())).toMatchObject({ status, code })
  })

  it('may sign for what is classic, and not for what is new', async () => {
    expect(await ask('POST', OMNI, { prompt: 'a mug' }, token())).toMatchObject({ status: 200, code: 0 })
    expect(await ask('POST', TURBO, turbo(), token())).toMatchObject({ status: 401, code: 1002 })
  })

  it('is never written down with the key', async () => {
    await ask('POST', OMNI, { prompt: 'a mug' }, 'Bearer a-secret-key')
    await ask('POST', OMNI, { prompt: 'a mug' }, token())
    expect(emulator.requests().map(({ authorization }) => authorization)).toEqual([
      'Bearer key',
      'Bearer token',
    ])
  })
})

describe('what is refused, by the name of its field', () => {
  it.each<[string, string, () => object | Promise<object>]>([
    ['prompt', OMNI, () => ({})],
    ['prompt', OMNI, () => ({ prompt: 'a'.repeat(2501) })],
    ['surprise', OMNI, () => ({ prompt: 'a mug', surprise: true })],
    ['n', OMNI, () => ({ prompt: 'a mug', n: 10 })],
    ['n', OMNI, () => ({ prompt: 'a mug', n: '1' })],
    ['resolution', OMNI, () => ({ prompt: 'a mug', resolution: '1K' })],
    ['resolution', GENERATIONS, () => ({ prompt: 'a mug', resolution: '4k' })],
    ['aspect_ratio', GENERATIONS, () => ({ prompt: 'a mug', aspect_ratio: 'auto' })],
    ['image', GENERATIONS, () => ({ prompt: 'a mug', image: `data:image/jpeg;base64,${photo}` })],
    ['image', GENERATIONS, async () => ({ prompt: 'a mug', image: await draw(299, 400) })],
    ['image', GENERATIONS, async () => ({ prompt: 'a mug', image: await draw(300, 751) })],
    ['image', GENERATIONS, async () => ({ prompt: 'a mug', image: await draw(300, 300, 'webp') })],
    [
      'image',
      GENERATIONS,
      () => ({ prompt: 'a mug', image: Buffer.alloc(10 * 1024 * 1024 + 3).toString('base64') }),
    ],
    ['image', GENERATIONS, () => ({ prompt: 'a mug', image_reference: 'subject' })],
    ['negative_prompt', GENERATIONS, () => ({ prompt: 'a mug', image: photo, negative_prompt: 'dust' })],
    ['image_list[0].image', OMNI, () => ({ prompt: 'a mug', image_list: [{ image: 'not base64!' }] })],
    ['prompt', OMNI, () => ({ prompt: '<<<image_2>>>', image_list: [{ image: photo }] })],
    ['cloth_image', TRY_ON, () => ({ human_image: photo })],
    ['duration', IMAGE_TO_VIDEO, () => ({ image: photo, duration: 5 })],
    ['cfg_scale', IMAGE_TO_VIDEO, () => ({ image: photo, model_name: 'kling-v2-6', cfg_scale: 0.5 })],
    ['image_tail', IMAGE_TO_VIDEO, () => ({ image: photo, image_tail: photo, static_mask: photo })],
    ['settings.duration', TURBO, () => turbo({ duration: '5' })],
    ['settings.duration', TURBO, () => turbo({ duration: 16 })],
    ['settings.resolution', TURBO, () => turbo({ resolution: '4k' })],
    ['contents[0].type', TURBO, () => ({ contents: [{ type: 'last_frame', url: photo }] })],
  ])('%s at %s', async (field, path, body) => {
    const answer = await ask('POST', path, await body())
    expect(answer, emulator.requests().at(-1)?.defect).toMatchObject({ status: 400, code: 1201 })
    expect(answer.message).toContain(field)
  })

  it('so is a model that is not served, and a path that is not there', async () => {
    const gone = { prompt: 'a mug', model_name: 'kling-v9' }
    expect(await ask('POST', OMNI, gone)).toMatchObject({ status: 404, code: 1203 })
    expect(await ask('POST', '/v1/images/unknown', {})).toMatchObject({ status: 404, code: 1203 })
  })

  it('a try-on may have a photo of any ratio', async () => {
    const answer = await ask('POST', TRY_ON, { human_image: await draw(300, 900), cloth_image: photo })
    expect(answer).toMatchObject({ code: 0 })
  })

  it('a name of one’s own can be used once', async () => {
    const body = { prompt: 'a mug', external_task_id: 'mine' }
    await ask('POST', OMNI, body)
    expect(await ask('POST', OMNI, body)).toMatchObject({
      code: 1201,
      message: expect.stringContaining('external_task_id'),
    })
  })
})

describe('a classic task', () => {
  it('goes from submitted over processing to succeed, and costs nothing before', async () => {
    const created = await ask('POST', OMNI, {
      prompt: 'a mug',
      resolution: '4k',
      n: 2,
      external_task_id: 'mine',
    })
    const id = created.data.task_id
    expect(created.data).toEqual({
      task_id: expect.stringMatching(/^\d+$/),
      task_info: { external_task_id: 'mine' },
      task_status: 'submitted',
      created_at: emulator.now().getTime(),
      updated_at: emulator.now().getTime(),
    })
    await emulator.advance(5000)
    const working = await ask('GET', `${OMNI}/mine`)
    expect(working.data).toMatchObject({ task_id: id, task_status: 'processing' })
    expect(working.data).not.toHaveProperty('final_unit_deduction')
    await emulator.advance(15_000)
    const done = await ask('GET', `${OMNI}/${id}`)
    expect(done.data).toMatchObject({
      task_status: 'succeed',
      task_result: { result_type: 'single', images: [{ index: 0 }, { index: 1 }] },
      final_unit_deduction: '32',
    })
  })

  it('that failed says why, answers 200, and costs nothing', async () => {
    emulator.addScenario({ effect: { kind: 'blocked_output' } })
    const { data } = await ask('POST', OMNI, { prompt: 'a mug' })
    await emulator.advance(20_000)
    const failed = await ask('GET', `${OMNI}/${data.task_id}`)
    expect(failed).toMatchObject({ status: 200, code: 0, data: { task_status: 'failed' } })
    expect(failed.data.task_status_msg).toContain('risk control')
    expect(failed.data).not.toHaveProperty('final_unit_deduction')
  })

  it('is listed, newest first, a page at a time', async () => {
    for (const external_task_id of ['a', 'b', 'c'])
      await ask('POST', OMNI, { prompt: 'a mug', external_task_id })
    const { data } = await ask('GET', `${OMNI}?pageNum=2&pageSize=2`)
    expect(data).toMatchObject([{ task_info: { external_task_id: 'a' } }])
  })

  it('that is not there is an error', async () => {
    expect(await ask('GET', `${OMNI}/1`)).toMatchObject({ status: 400, code: 1201 })
  })
})

describe('a new task', () => {
  it('is asked for in a list, by either name; one that is not there is left out', async () => {
    const { data } = await ask('POST', TURBO, turbo({ duration: 5 }, { external_task_id: 'mine' }))
    expect(data).toMatchObject({ status: 'submitted', external_id: 'mine' })
    await emulator.advance(90_000)
    const byOther = await ask('GET', '/tasks?external_task_ids=mine,unknown')
    expect(byOther.data).toMatchObject([
      {
        id: data.id,
        status: 'succeeded',
        outputs: [{ type: 'video', duration: '5', url: expect.stringMatching(/\.mp4$/) }],
        billing: [{ charge_type: 'unit', amount: '4.0', package_type: 'video' }],
      },
    ])
    expect((await ask('GET', `/tasks?task_ids=${data.id}`)).data).toHaveLength(1)
    expect((await ask('GET', '/tasks?task_ids=unknown')).data).toEqual([])
    expect(await ask('GET', '/tasks')).toMatchObject({ status: 400, code: 1201 })
  })

  it('is found by going through all of them', async () => {
    await ask('POST', TURBO, turbo())
    await ask('POST', TURBO, turbo())
    const first = await ask('POST', '/tasks', { limit: 1 })
    expect(first.data).toMatchObject({ count: 1, has_more: true })
    const second = await ask('POST', '/tasks', { limit: 1, cursor: first.data.next_cursor })
    expect(second.data).toMatchObject({ count: 1, has_more: false })
  })

  it('of the solutions has a classic name and word', async () => {
    const images = createServer((_, response) => response.end(Buffer.from(photo, 'base64')))
    await new Promise<void>((resolve) => images.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(images.address() as AddressInfo).port}/photo.jpg`
    const contents = [
      { type: 'person_image', url },
      { type: 'product_image', url },
    ]
    const { data } = await ask('POST', '/solutions/virtual_try_on', { contents })
    await emulator.advance(20_000)
    const asked = await ask('GET', `/solutions?task_ids=${data.task_id}`)
    expect(asked.data).toMatchObject([{ status: 'succeed', outputs: [{ type: 'image' }] }])
    images.close()
  })
})

describe('what the account has', () => {
  it('is a number of places: a picture task holds one for each of its pictures, a video one', async () => {
    emulator.seed({ places: { image: 3, video: 1 } })
    expect(await ask('POST', OMNI, { prompt: 'a mug', n: 2 })).toMatchObject({ code: 0 })
    expect(await ask('POST', OMNI, { prompt: 'a mug', n: 2 })).toMatchObject({ status: 429, code: 1303 })
    expect(await ask('POST', OMNI, { prompt: 'a mug' })).toMatchObject({ code: 0 })
    expect(await ask('POST', TURBO, turbo())).toMatchObject({ code: 0 })
    expect(await ask('POST', IMAGE_TO_VIDEO, { image: photo })).toMatchObject({ status: 429, code: 1303 })
    await emulator.advance(20_000)
    expect(await ask('POST', OMNI, { prompt: 'a mug', n: 3 })).toMatchObject({ code: 0 })
  })

  it('is units, which run out', async () => {
    emulator.seed({ units: { image: 8 } })
    await ask('POST', OMNI, { prompt: 'a mug' })
    await emulator.advance(20_000)
    expect(await ask('POST', OMNI, { prompt: 'a mug' })).toMatchObject({ status: 429, code: 1102 })
    const { data } = await ask('GET', '/account/costs?start_time=0&end_time=1')
    expect(data).toMatchObject({
      resource_pack_subscribe_infos: expect.arrayContaining([
        expect.objectContaining({ resource_pack_name: 'image', remaining_quantity: 0, status: 'runOut' }),
      ]),
    })
  })
})

describe('a result', () => {
  const resultOf = async (path: string, body: object) => {
    const { data } = await ask('POST', path, body)
    await emulator.advance(90_000)
    const done = await ask('GET', `${path}/${data.task_id}`)
    const [image] = (done.data.task_result as { images: { url: string }[] }).images
    return image?.url ?? expect.fail('no result')
  }

  it('has the size that was asked for, and another look for every task', async () => {
    const body = { prompt: 'a mug', aspect_ratio: '1:1', resolution: '2k' }
    const [first, second] = [await resultOf(OMNI, body), await resultOf(OMNI, body)]
    const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())
    expect(await sharp(await bytes(first)).metadata()).toMatchObject({
      format: 'png',
      width: 2048,
      height: 2048,
    })
    expect(await bytes(first)).toEqual(await bytes(first))
    expect(await bytes(first)).not.toEqual(await bytes(second))
  })

  it('is there for 30 days, and gone then', async () => {
    const url = await resultOf(OMNI, { prompt: 'a mug' })
    const days = (count: number) => emulator.advance(count * 24 * 3600 * 1000)
    await days(29)
    expect((await fetch(url)).status).toBe(200)
    await days(1)
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('the control surface', () => {
  const control = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const response = await fetch(`${emulator.url}/__emu/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, json: await response.json() }
  }

  it('adds faults, lets time pass, and tells what was asked', async () => {
    await control('POST', 'scenario', { effect: { kind: 'refuse', code: 1302 } })
    expect(await ask('POST', OMNI, { prompt: 'a mug' })).toMatchObject({ status: 429, code: 1302 })
    const { data } = await ask('POST', OMNI, { prompt: 'a mug' })
    await control('POST', 'clock', { advanceMs: 20_000 })
    expect((await ask('GET', `${OMNI}/${data.task_id}`)).data.task_status).toBe('succeed')
    expect((await control('GET', 'requests')).json).toHaveLength(3)
    await control('POST', 'seed', { places: { image: 0 } })
    expect(await ask('POST', OMNI, { prompt: 'a mug' })).toMatchObject({ code: 1303 })
    await control('POST', 'reset')
    expect((await control('GET', 'requests')).json).toEqual([])
    expect(await ask('POST', OMNI, { prompt: 'a mug' })).toMatchObject({ code: 0 })
  })

  it('refuses what it does not know', async () => {
    expect((await control('POST', 'scenario', { effect: { kind: 'unheard of' } })).status).toBe(400)
    expect((await control('POST', 'seed', { places: { moon: 1 } })).status).toBe(400)
    expect((await control('GET', 'secrets')).status).toBe(404)
  })

  it('is not needed for a fault that the wording asks for', async () => {
    const prompt = 'a mug [[emu:1303x2]]'
    const codes = []
    for (const external_task_id of ['1', '2', '3'])
      codes.push((await ask('POST', OMNI, { prompt, external_task_id })).code)
    expect(codes).toEqual([1303, 1303, 0])
    expect(await ask('POST', OMNI, { prompt: '[[emu:surprise]]' })).toMatchObject({ code: 1201 })
  })
})
