import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { countAttempt } from '@studio/services/accounts'
import { listKeys, readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'

let api: TestApi
let merchant: Visitor
let photo: Buffer

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  photo = await readPhoto()
})
afterAll(() => api.close())

const stored = () => listKeys(api.studio.deps)
const spooled = () => readdir(api.studio.deps.tempDir)

describe('an upload', () => {
  it('is answered 201 with its asset, and 200 when the same bytes were there already', async () => {
    const [first, again] = [
      await merchant.postForm([['file', photo, 'Grüße aus Köln.jpg']]),
      await merchant.postForm([['file', photo, 'other.jpg']]),
    ]
    expect([first.status, again.status]).toEqual([201, 200])
    const asset = await readJson(first)
    expect(asset).toMatchObject({
      fileName: 'Grüße aus Köln.jpg',
      status: 'preparing',
      sizeBytes: photo.byteLength,
    })
    expect((await readJson(again)).id).toBe(asset.id)
  })

  it.each<[string, () => Promise<Response>]>([
    ['without a form', () => merchant.fetch('/api/uploads', { method: 'POST', body: 'hello' })],
    ['with an empty form', () => merchant.postForm([])],
    ['in a field of another name', () => merchant.postForm([['photo', photo, 'mug.jpg']])],
    [
      'of two files at once',
      async () =>
        merchant.postForm([
          ['file', await readPhoto('kari-shea-398668'), 'a.jpg'],
          ['file', photo, 'b.jpg'],
        ]),
    ],
    [
      'in a wrong field of a form that ends too early',
      () =>
        merchant.fetch('/api/uploads', {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nabc',
        }),
    ],
    [
      'of a form that ends too early',
      () =>
        merchant.fetch('/api/uploads', {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
          body: Buffer.concat([
            Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
            photo.subarray(0, 5000),
          ]),
        }),
    ],
  ])('%s is refused with what would work, and leaves nothing', async (_what, send) => {
    const before = await stored()
    const response = await send()
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'invalid_input', detail: 'Send one file as multipart/form-data in a field called "file".' },
    ])
    expect(await stored()).toEqual(before)
    expect(await spooled()).toEqual([])
  })

  it('of a file that is no picture is refused in words about that file', async () => {
    const response = await merchant.postForm([['file', Buffer.from('hello'), 'mug.jpg']])
    expect(response.status).toBe(415)
    expect(await readJson(response)).toMatchObject({
      code: 'file_type_refused',
      detail: expect.stringContaining('“mug.jpg”'),
    })
  })

  it('that is too large hears so while it is still sending', async () => {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { cookie: merchant.cookie, 'content-type': 'multipart/form-data; boundary=x' }
      const upload = request(`${api.url}/api/uploads`, { method: 'POST', headers }, (response) => {
        isAnswered = true
        let text = ''
        response
          .on('data', (chunk) => (text += chunk))
          .on('end', () => {
            upload.end()
            resolve({ status: response.statusCode ?? 0, text })
          })
      })
      let isAnswered = false
      upload.on('error', reject)
      upload.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n')
      const send = () => {
        if (!isAnswered) upload.write(Buffer.alloc(262_144, 0xff), send)
      }
      send()
    })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'file_too_large',
      detail: expect.stringContaining('25 MB'),
    })
    await until('the temporary file is gone', async () => (await spooled()).length === 0)
  })

  it('that the browser breaks off leaves nothing', async () => {
    const before = await stored()
    const leaving = new AbortController()
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(
          Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
        )
        controller.enqueue(photo)
        await until('the upload has begun', async () => (await spooled()).length > 0)
        leaving.abort()
      },
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const init: RequestInit = { method: 'POST', headers, body, duplex: 'half', signal: leaving.signal }
    await expect(merchant.fetch('/api/uploads', init)).rejects.toThrow()
    await until('the temporary file is gone', async () => (await spooled()).length === 0)
    expect(await stored()).toEqual(before)
  })
})

describe('an upload that is refused from the start', () => {
  /** Announces a body, sends only the beginning of it, and tells what is answered to that. */
  const announce = (cookie: string, sizeBytes: number) =>
    new Promise<{ status: number; body: Record<string, string> }>((resolve, reject) => {
      const headers = {
        cookie,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': sizeBytes,
      }
      const upload = request(`${api.url}/api/uploads`, { method: 'POST', headers }, async (response) => {
        const body = JSON.parse(await text(response))
        upload.destroy()
        resolve({ status: response.statusCode ?? 0, body })
      })
      upload.on('error', reject)
      upload.write('--x\r\n')
    })

  it('by nobody hears so before the file is sent', async () => {
    expect(await announce('', 20_000_000)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
  })

  it('by its announced size hears so before the file is sent', async () => {
    const { status, body } = await announce(merchant.cookie, 26 * 1024 * 1024)
    expect([status, body.code]).toEqual([413, 'file_too_large'])
    expect(body.detail).toContain('25 MB')
  })

  it('for coming after very many others hears when to try again', async () => {
    const eager = await api.merchant()
    const { id } = await eager.trpc.account.get.query()
    for (let time = 1; time <= 300; time++) await countAttempt('uploadsPerAccount', id, api.studio.deps)
    const response = await eager.postForm([['file', photo, 'mug.jpg']])
    expect([response.status, (await readJson(response)).code]).toEqual([429, 'rate_limited'])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is cut off when it goes on sending without end', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const upload = request(`${api.url}/api/uploads`, { method: 'POST', headers })
    const [closed, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()]
    upload.on('response', (response) => answered.resolve(response.resume().statusCode ?? 0))
    upload.on('error', () => {}).on('close', closed.resolve)
    const send = () => {
      if (!upload.destroyed) upload.write(Buffer.alloc(1_048_576), send)
    }
    send()
    expect(await answered.promise).toBe(401)
    await closed.promise
  })
})

describe('the file of an asset', () => {
  let address: (query?: string) => Promise<Response>

  beforeAll(async () => {
    const upload = await merchant.postForm([['file', await readPhoto('thomas-q-1229169'), 'red mug.jpeg']])
    const { id } = await readJson(upload)
    await api.studio.jobs.runDue()
    address = (query = '') => merchant.fetch(`/api/assets/${id}/file${query}`)
  })
  const follow = async (query: string, init?: RequestInit) => {
    const redirect = await address(query)
    expect(redirect.status).toBe(302)
    return api.visitor().fetch(redirect.headers.get('location') ?? '', init)
  }

  it.each([
    ['?size=thumb', 'image/webp'],
    ['?size=preview', 'image/webp'],
    ['?size=original', 'image/jpeg'],
    ['', 'image/jpeg'],
  ])(
    '%s is redirected to, on our own address, and cannot be taken for anything else',
    async (query, mime) => {
      const redirect = await address(query)
      expect(redirect.headers.get('location')).toMatch(/^\/files\//)
      expect(redirect.headers.get('cache-control')).toMatch(/^private/)
      const file = await follow(query)
      expect(file.status).toBe(200)
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-type': mime,
        'x-content-type-options': 'nosniff',
        'content-disposition': 'inline',
        'content-security-policy': "sandbox; frame-ancestors 'none'",
      })
    },
  )

  it('is saved under its own name when it is downloaded', async () => {
    const file = await follow('?size=original&download=1')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="red mug\.jpg"/)
    expect(Buffer.from(await file.arrayBuffer()).equals(await readPhoto('thomas-q-1229169'))).toBe(true)
  })

  it('can be had in parts', async () => {
    const whole = await readPhoto('thomas-q-1229169')
    const part = await follow('?size=original', { headers: { range: 'bytes=100-199' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 100-199/${whole.byteLength}`,
    ])
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true)
  })

  it('is not given out under an address that was changed', async () => {
    const location = (await address('?size=thumb')).headers.get('location') ?? ''
    const changed = await api.visitor().fetch(location.replace('thumb.webp', 'original'))
    expect([changed.status, (await readJson(changed)).code]).toEqual([403, 'link_expired'])
  })

  it.each(['?size=huge', '?download=yes'])('%s is answered as missing', async (query) => {
    expect((await address(query)).status).toBe(404)
  })
})
