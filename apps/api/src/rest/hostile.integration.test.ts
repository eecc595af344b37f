import { connect } from 'node:net'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../testing/api.ts'
import { type CallOptions, formOf, makeToken, openProgram, type Program } from '../../testing/rest.ts'
import { type ApiDocument, describeApi } from './document.ts'
import { fileOperations } from './file-operations.ts'
import { procedureOperations } from './procedure-operations.ts'

type Schema = { type?: string; properties?: Record<string, Schema>; example?: unknown }

const operations = [...procedureOperations(), ...fileOperations({} as never)]
const document: ApiDocument = describeApi(operations)

/** Values that fit nowhere, or nearly fit. */
const HOSTILE: [string, unknown][] = [
  ['null', null],
  ['true', true],
  ['a negative number', -1],
  ['a fraction', 1.5],
  ['a number beyond all', 1e308],
  ['2⁵³', 2 ** 53],
  ['an empty text', ''],
  ['a long text', 'a'.repeat(50_000)],
  ['a NUL', 'a\0b'],
  ['half a surrogate pair', 'a\ud83d'],
  ['right-to-left and emoji', '\u202e👩‍👩‍👧‍👦\ufeff'],
  ['what SQL could take for its own', `'; DROP TABLE account; --`],
  ['a path out of here', '../../../../etc/passwd'],
  ['an empty list', []],
  ['a list of 5000', Array.from({ length: 5000 }, () => 'ast_01kac3q6h8m0v5r9t2w4x6y8za')],
  ['the same twice', ['ast_01kac3q6h8m0v5r9t2w4x6y8za', 'ast_01kac3q6h8m0v5r9t2w4x6y8za']],
  ['an object', { a: { b: 'c' } }],
  ['a prototype', JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}')],
]

/** Whole bodies that are no request of anybody. */
const BODIES: [string, string][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a text', '"a"'],
  ['a number', '7'],
  ['a list', '[]'],
  ['an open bracket', '{'],
  ['what is no UTF-8', '{"prompt":"\xff"}'],
  ['a body of 20,000 levels', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['an object of 10,000 levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['the same field twice', '{"count":1,"count":"x","prompt":"a","prompt":null}'],
]

let api: TestApi
let program: Program
let calls = 0

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Calls, with a token whose window is not used up, and holds the answer to what every answer must be. */
async function send(method: string, path: string, options: CallOptions): Promise<void> {
  if (calls++ % 50 === 0) program = openProgram(api, (await makeToken(await api.merchant())).token)
  const { status, headers, text } = await program.call(method, path, options)
  expect(status, `${method} ${path} ${text}`).toBeLessThan(500)
  if (status >= 400) expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
}

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  const { method, path } = operation
  const documented = document.paths[path]?.[method.toLowerCase()]
  const parameters = (documented?.parameters ?? []) as { name?: string; in?: string }[]
  const content = Object.entries(
    (documented?.requestBody?.content ?? {}) as Record<string, { schema: Schema; example?: object }>,
  )
  const at = path.replace(/\{.+?\}/g, 'ast_01kac3q6h8m0v5r9t2w4x6y8za')

  it('bears headers that say nonsense', async () => {
    const headers = {
      'if-none-match': '"',
      accept: 'a/b;q=x',
      range: 'bytes=9-1',
      'x-http-method-override': 'DELETE',
    }
    await send(method, at, { headers })
  })

  for (const { name = '', in: where } of parameters) {
    if (where !== 'query' && where !== 'path') continue
    it(`bears anything as ${name}`, async () => {
      for (const [, value] of HOSTILE) {
        const text = encodeURIComponent(
          (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 4_000),
        )
        const url =
          where === 'path' ? path.replace(`{${name}}`, text || '%00') : `${at}?${name}=${text}&${name}=2`
        await send(method, url, method === 'POST' ? { json: {} } : {})
      }
      await send(method, `${at}?${name}[a]=1&${name}[]=2&__proto__=3&%00=%00`, {})
    })
  }

  for (const [type, { schema, example = {} }] of content) {
    if (type !== 'application/json') continue
    it.each(Object.keys(schema.properties ?? {}))('bears anything as %s', async (name) => {
      for (const [, value] of HOSTILE) await send(method, at, { json: { ...example, [name]: value } })
    })

    it.each(BODIES)('bears %s for a body', async (_what, body) => {
      const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0))
      await send(method, at, { body: bytes, headers: { 'content-type': 'application/json' } })
    })
  }

  if (method === 'POST') {
    it.each([
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      ';',
      'application/json; charset=utf-7',
    ])('bears a body that says it is %s', async (type) => {
      await send(method, at, { body: '{"a":1}', headers: { 'content-type': type } })
    })

    it.each(['', ' ', 'a b', 'a'.repeat(256), 'ü'])('bears the idempotency key "%s"', async (key) => {
      await send(method, at, { json: {}, headers: { 'idempotency-key': key } })
    })
  }
})

describe('uploads', () => {
  const boundary = 'x'
  const type = `multipart/form-data; boundary=${boundary}`
  const part = (headers: string) => `--${boundary}\r\n${headers}\r\n\r\n`
  const file = 'Content-Disposition: form-data; name="file"; filename="a.jpg"'

  it.each([
    ['no part at all', ''],
    ['a part that never begins', `--${boundary}`],
    ['a part without its end', `${part(file)}abc`],
    [
      'a field for a file',
      `${part('Content-Disposition: form-data; name="file"')}abc\r\n--${boundary}--\r\n`,
    ],
    ['two files', `${part(file)}abc\r\n${part(file)}abc\r\n--${boundary}--\r\n`],
    ['a name with a NUL', `${part(file.replace('a.jpg', 'a\0b.jpg'))}abc\r\n--${boundary}--\r\n`],
    ['a name out of here', `${part(file.replace('a.jpg', '../../etc/passwd'))}abc\r\n--${boundary}--\r\n`],
    ['headers without end', `--${boundary}\r\n${'X-A: b\r\n'.repeat(5_000)}`],
  ])('bear a form with %s', async (_what, body) => {
    await send('POST', '/assets', { body, headers: { 'content-type': type } })
    await send('POST', '/assets', {
      body,
      headers: { 'content-type': type, 'idempotency-key': crypto.randomUUID() },
    })
  })

  it('bear bytes that only begin like a picture, and half a picture', async () => {
    const photo = await readPhoto()
    for (const bytes of [photo.subarray(0, 20), photo.subarray(0, photo.length / 2), Buffer.alloc(1000)]) {
      await send('POST', '/assets', { form: formOf(bytes) })
    }
  })

  it('bear a form that breaks off in the middle, and leave nothing', async () => {
    const { token } = await makeToken(await api.merchant())
    const before = await api.studio.deps.db.asset.count()
    const { port } = new URL(api.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        const head = `POST /api/v1/assets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${type}\r\nContent-Length: 10000\r\n\r\n`
        socket.write(head + part(file), () => setTimeout(() => socket.destroy(), 50))
      })
      socket.once('close', () => resolve())
    })
    await send('GET', '/assets', {})
    expect(await api.studio.deps.db.asset.count()).toBe(before)
  })
})
