import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSafeFetch, type SafeFetchOptions, type SafeFetchRequest } from './index.ts'
import { makeSelfSigned } from './testing/self-signed.ts'
import { startWebServer, type WebServer } from './testing/web-server.ts'

const certificate = makeSelfSigned(['shop.example', 'other.example', '127.0.0.1'])
/** Stands for the public internet, which no test may reach; every other address is inside. */
const PUBLIC = '127.0.0.1'
const GET: SafeFetchRequest = { maxBytes: 1000, timeoutMs: 20_000, redirect: 'follow' }

const servers: WebServer[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

async function serve(answer: RequestListener, isEncrypted = true) {
  const server = await startWebServer(answer, isEncrypted ? certificate : undefined)
  servers.push(server)
  return server
}

/** The addresses of each name, one answer after the other; the last one stays. */
function resolver(names: Record<string, string[][]>) {
  const asked: string[] = []
  const lookup = async (host: string) => {
    const answers = names[host]
    const turn = asked.filter((name) => name === host).length
    asked.push(host)
    const found = answers?.[Math.min(turn, answers.length - 1)]
    if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
    return found
  }
  return { asked, lookup }
}

function open(options: SafeFetchOptions = {}) {
  const { lookup } = resolver({
    'shop.example': [[PUBLIC]],
    'other.example': [[PUBLIC]],
    'wrong.example': [[PUBLIC]],
    'inside.example': [['10.0.0.1']],
  })
  const isAddressAllowed = (address: string) => address === PUBLIC
  return createSafeFetch({ lookup, isAddressAllowed, ca: certificate.cert, ...options })
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  )
const refused = expect.objectContaining({ code: 'address_refused' })
const unreachable = expect.objectContaining({ code: 'address_unreachable' })

const redirectTo = (res: ServerResponse, location: string, status = 302) =>
  res.writeHead(status, { location }).end('moved')

describe('a request to a public server', () => {
  it('arrives under the name that was given and brings back the answer', async () => {
    const seen: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = []
    const { port } = await serve(({ method, url, headers }, res) => {
      seen.push({ method, url, headers })
      res.writeHead(207, { 'x-one': ['a', 'b'] }).end('hello')
    })
    const url = `https://shop.example:${port}/a%20b?c=d`
    const answer = await open()(`${url}#e`, { ...GET, headers: { 'X-Mine': '1' } })
    expect(await text(answer.body)).toBe('hello')
    expect([answer.status, answer.headers.get('x-one'), answer.url]).toEqual([207, 'a, b', `${url}#e`])
    expect(seen).toMatchObject([{ method: 'GET', url: '/a%20b?c=d' }])
    expect(seen[0]?.headers).toMatchObject({ host: `shop.example:${port}`, 'x-mine': '1' })
  })

  it.each([
    ['text', 'größe'],
    ['bytes', Buffer.from('größe')],
    ['a stream', Readable.from([Buffer.from('grö'), Buffer.from('ße')])],
  ])('carries %s as its body', async (_kind, body) => {
    const { port } = await serve(async (req, res) => res.end(`${req.method} ${await text(req)}`))
    const answer = await open()(`https://shop.example:${port}`, { ...GET, method: 'POST', body })
    expect(await text(answer.body)).toBe('POST größe')
  })

  it('may be named by its IP address', async () => {
    const { port } = await serve((_req, res) => res.end('by number'))
    const lookup = () => Promise.reject(new Error('there is nothing to look up'))
    expect(await text((await open({ lookup })(`https://2130706433:${port}`, GET)).body)).toBe('by number')
  })

  it('uses no proxy of the environment, which would resolve the name again', async () => {
    const proxy = await serve((_req, res) => res.end('proxy'), false)
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const { port } = await serve((_req, res) => res.end('direct'))
    expect(await text((await open()(`https://shop.example:${port}`, GET)).body)).toBe('direct')
    expect(proxy.connections()).toBe(0)
  })
})

describe('an address that leads inside', () => {
  it.each([
    ['a loopback', ['127.0.0.1']],
    ['a private one beside a public one', ['93.184.215.14', '192.168.0.1']],
    ['a public one beside a private one', ['fd00::1', '93.184.215.14']],
    ['metadata', ['169.254.169.254']],
    ['an address with a zone', ['fe80::1%eth0']],
    ['none at all', []],
  ])('is refused when its name resolves to %s, and nobody is called', async (_case, addresses) => {
    const server = await serve((_req, res) => res.end())
    const safeFetch = createSafeFetch({ ca: certificate.cert, lookup: async () => addresses })
    expect(await failureOf(safeFetch(`https://shop.example:${server.port}`, GET))).toEqual(refused)
    expect(server.connections()).toBe(0)
  })

  it.each(['127.0.0.1', '127.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]', 'localhost', 'localhost.'])(
    'is refused when it is spelled %s',
    async (host) => {
      const server = await serve((_req, res) => res.end())
      const safeFetch = createSafeFetch({ ca: certificate.cert })
      expect(await failureOf(safeFetch(`https://${host}:${server.port}`, GET))).toEqual(refused)
      expect(server.connections()).toBe(0)
    },
  )

  it('cannot be told from a name that does not exist', async () => {
    const answers = await Promise.all(
      ['https://inside.example', 'https://nowhere.example', 'https://10.0.0.1', 'https://[fd00::1]'].map(
        (url) => failureOf(open()(url, GET)),
      ),
    )
    const [first] = answers.map(String)
    expect(answers.map(String)).toEqual(answers.map(() => first))
    expect(first).not.toMatch(/10\.0|inside|nowhere|fd00|resolve/)
  })

  it('is not reached by a resolver that changes its answer once it was checked', async () => {
    const { port } = await serve((_req, res) => res.end('public'))
    const { asked, lookup } = resolver({ 'shop.example': [[PUBLIC], ['127.0.0.2']] })
    const answer = await open({ lookup })(`https://shop.example:${port}`, GET)
    expect(await text(answer.body)).toBe('public')
    expect(asked).toEqual(['shop.example'])
  })

  it('is tried again later when the resolver itself is out of order', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' }))
    expect(await failureOf(open({ lookup })('https://shop.example', GET))).toEqual(unreachable)
  })
})

describe('an origin on the list', () => {
  it('is reached on this machine and without encryption, and no other is', async () => {
    const { port } = await serve((_req, res) => res.end('listed'), false)
    const other = await serve((_req, res) => res.end(), false)
    const safeFetch = createSafeFetch({ allowedOrigins: [`http://localhost:${port}`] })
    expect(await text((await safeFetch(`http://localhost:${port}/hook`, GET)).body)).toBe('listed')
    for (const url of [
      `http://localhost:${other.port}`,
      `http://127.0.0.1:${port}`,
      `https://localhost:${port}`,
    ])
      expect(await failureOf(safeFetch(url, GET))).toEqual(refused)
    expect(other.connections()).toBe(0)
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is followed, also a relative one', async (status) => {
    const { port } = await serve(({ url }, res) =>
      url === '/new' ? res.end('here') : redirectTo(res, '../new', status),
    )
    const answer = await open()(`https://shop.example:${port}/old`, GET)
    expect([await text(answer.body), answer.url]).toEqual(['here', `https://shop.example:${port}/new`])
  })

  it.each([
    (port: number) => `https://127.0.0.2:${port}/`,
    (port: number) => `https://[::1]:${port}/`,
    (port: number) => `//2130706434:${port}/`,
    (port: number) => `https://inside.example:${port}/`,
    (port: number) => `https://ada:secret@shop.example:${port}/`,
    () => 'file:///etc/passwd',
    () => 'https://[broken',
  ])('to where no user may lead us is refused (%s)', async (target) => {
    const server = await serve((_req, res) => redirectTo(res, target(server.port)))
    expect(await failureOf(open()(`https://shop.example:${server.port}`, GET))).toEqual(refused)
    expect(server.connections()).toBe(1)
  })

  it('back to the same name is checked again', async () => {
    const { port } = await serve((_req, res) => redirectTo(res, '/again'))
    const { asked, lookup } = resolver({ 'shop.example': [[PUBLIC], ['127.0.0.2']] })
    expect(await failureOf(open({ lookup })(`https://shop.example:${port}`, GET))).toEqual(refused)
    expect(asked).toHaveLength(2)
  })

  it('from https to http is refused, even to an origin on the list', async () => {
    const plain = await serve((_req, res) => res.end(), false)
    const { port } = await serve((_req, res) => redirectTo(res, `http://localhost:${plain.port}`))
    const safeFetch = open({ allowedOrigins: [`http://localhost:${plain.port}`] })
    expect(await failureOf(safeFetch(`https://shop.example:${port}`, GET))).toEqual(unreachable)
    expect(plain.connections()).toBe(0)
  })

  it('after the third is one too many', async () => {
    const { port, connections } = await serve(({ url = '' }, res) =>
      redirectTo(res, `/${Number(url.slice(1)) + 1}`),
    )
    expect(await failureOf(open()(`https://shop.example:${port}/0`, GET))).toEqual(unreachable)
    expect(connections()).toBe(4)
  })

  it.each([
    ['when the caller wants none', { redirect: 'refuse' }],
    ['when something was sent', { method: 'POST', body: 'paid' }],
  ] as const)('is handed over as it is %s', async (_case, request) => {
    const { port, connections } = await serve((_req, res) => redirectTo(res, '/new', 307))
    const answer = await open()(`https://shop.example:${port}`, { ...GET, ...request })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, '/new'])
    expect(await text(answer.body)).toBe('moved')
    expect(connections()).toBe(1)
  })

  it('to another origin takes no secret along, and brings none back', async () => {
    const seen: [string, unknown, unknown, unknown][] = []
    const note = ({ url = '', headers }: IncomingMessage) =>
      seen.push([url, headers.authorization, headers['x-secret'], headers.accept])
    const other = await serve((req, res) => {
      note(req)
      redirectTo(res, `https://shop.example:${port}/end`)
    })
    const { port } = await serve((req, res) => {
      note(req)
      if (req.url === '/start') redirectTo(res, '/same')
      else if (req.url === '/same') redirectTo(res, `https://other.example:${other.port}/other`)
      else res.end()
    })
    const headers = { Authorization: 'Bearer secret', 'X-Secret': 'secret', Accept: 'image/*' }
    const answer = await open()(`https://shop.example:${port}/start`, { ...GET, headers })
    await buffer(answer.body)
    expect(seen).toEqual([
      ['/start', 'Bearer secret', 'secret', 'image/*'],
      ['/same', 'Bearer secret', 'secret', 'image/*'],
      ['/other', undefined, undefined, 'image/*'],
      ['/end', undefined, undefined, 'image/*'],
    ])
  })
})

describe('the size of an answer', () => {
  const tooLarge = expect.objectContaining({ code: 'file_too_large', details: { maxBytes: 1000 } })

  it.each([
    ['of a length that was announced', { 'content-length': '1000' }],
    ['of a length that was not', {}],
  ])('may be all that is allowed, when it is %s', async (_case, headers) => {
    const { port } = await serve((_req, res) => res.writeHead(200, headers).end(Buffer.alloc(1000)))
    expect(await buffer((await open()(`https://shop.example:${port}`, GET)).body)).toHaveLength(1000)
  })

  it('without an end is cut off at the limit, and the line with it', async () => {
    let hungUp: Promise<unknown> = Promise.resolve()
    const { port } = await serve((_req, res) => {
      hungUp = once(res, 'close')
      const endless = new Readable({ read: (sizeBytes) => void endless.push(Buffer.alloc(sizeBytes)) })
      endless.pipe(res)
    })
    const { body } = await open()(`https://shop.example:${port}`, GET)
    let receivedBytes = 0
    body.on('data', (chunk: Buffer) => {
      receivedBytes += chunk.length
    })
    const [error] = await once(body, 'error')
    expect(error).toEqual(tooLarge)
    expect(receivedBytes).toBeLessThanOrEqual(1000)
    await hungUp
  })

  it('is refused before the first byte when it is announced as too much', async () => {
    const { port } = await serve((_req, res) => res.writeHead(200, { 'content-length': '1001' }).write('x'))
    const { status, body } = await open()(`https://shop.example:${port}`, GET)
    expect([status, await failureOf(text(body))]).toEqual([200, tooLarge])
  })

  it.each(['gzip', 'br', 'GZIP', 'identity, gzip', 'x-own'])(
    'is what it seems: %s is not asked for, not unpacked and not taken',
    async (encoding) => {
      let asked: unknown
      const bomb = gzipSync(Buffer.alloc(500_000))
      expect(bomb.length).toBeLessThan(GET.maxBytes)
      const { port } = await serve(({ headers }, res) => {
        asked = headers['accept-encoding']
        res.writeHead(200, { 'content-encoding': encoding }).end(bomb)
      })
      const headers = { 'Accept-Encoding': 'gzip, br' }
      const { status, body } = await open()(`https://shop.example:${port}`, { ...GET, headers })
      expect([status, await failureOf(buffer(body)), asked]).toEqual([200, unreachable, 'identity'])
    },
  )
})

describe('an answer that does not come', () => {
  const late = expect.objectContaining({
    code: 'address_unreachable',
    message: expect.stringContaining('in time'),
  })
  const soon = { ...GET, timeoutMs: 150 }

  it('ends in time when the server says nothing', async () => {
    const { port } = await serve(() => {})
    expect(await failureOf(open()(`https://shop.example:${port}`, soon))).toEqual(late)
  })

  it('ends in time when the body drips', async () => {
    const { port } = await serve((_req, res) => {
      const timer = setInterval(() => res.write('.'), 20)
      res.on('close', () => clearInterval(timer))
    })
    // Long enough for the answer to begin on a busy machine.
    const { body } = await open()(`https://shop.example:${port}`, { ...GET, timeoutMs: 1500 })
    expect(await failureOf(text(body))).toEqual(late)
  })

  it('ends in time when the name is never found', async () => {
    const lookup = () => new Promise<never>(() => {})
    expect(await failureOf(open({ lookup })('https://shop.example', soon))).toEqual(late)
  })

  it('has one time limit for all redirects together', async () => {
    const { port } = await serve((_req, res) => {
      const timer = setTimeout(() => redirectTo(res, '/again'), 60)
      res.on('close', () => clearTimeout(timer))
    })
    const safeFetch = open({ maxRedirects: 100 })
    expect(await failureOf(safeFetch(`https://shop.example:${port}`, soon))).toEqual(late)
  })

  it('is unreachable when nobody listens, and when the line breaks', async () => {
    const { port } = await serve(({ url }, res) => {
      if (url === '/cut')
        return void res.writeHead(200, { 'content-length': '10' }).write('half', () => res.destroy())
      res.destroy()
    })
    expect(await failureOf(open()(`https://shop.example:${port}`, GET))).toEqual(unreachable)
    const { body } = await open()(`https://shop.example:${port}/cut`, GET)
    expect(await failureOf(text(body))).toEqual(unreachable)
    await servers.pop()?.[Symbol.asyncDispose]()
    expect(await failureOf(open()(`https://shop.example:${port}`, GET))).toEqual(unreachable)
  })

  it('is unreachable when the certificate is for another name, or nobody vouches for it', async () => {
    const server = await serve((_req, res) => res.end())
    const wrongName = failureOf(open()(`https://wrong.example:${server.port}`, GET))
    const trusting = createSafeFetch({ lookup: async () => [PUBLIC], isAddressAllowed: () => true })
    const unknown = failureOf(trusting(`https://shop.example:${server.port}`, GET))
    for (const failure of await Promise.all([wrongName, unknown])) {
      expect(failure).toEqual(unreachable)
      expect(String(failure)).toContain('certificate')
    }
  })
})

describe('a caller', () => {
  it('who gives up gets their own reason, before the answer and in the middle of it', async () => {
    const reason = new Error('no longer needed')
    const { port } = await serve(({ url }, res) => void (url === '/half' && res.write('half')))
    const stuck = open({ lookup: () => new Promise(() => {}) })
    const early = stuck('https://shop.example', { ...GET, signal: AbortSignal.abort(reason) })
    expect(await failureOf(early)).toBe(reason)
    const safeFetch = open()
    const silent = new AbortController()
    const pending = failureOf(safeFetch(`https://shop.example:${port}`, { ...GET, signal: silent.signal }))
    silent.abort(reason)
    expect(await pending).toBe(reason)
    const half = new AbortController()
    const { body } = await safeFetch(`https://shop.example:${port}/half`, { ...GET, signal: half.signal })
    body.once('data', () => half.abort(reason))
    expect(await failureOf(once(body, 'end'))).toBe(reason)
  })

  it('who leaves before the first byte hangs up', async () => {
    let hungUp: Promise<unknown> = Promise.resolve()
    const { port } = await serve((_req, res) => {
      hungUp = once(res, 'close')
      res.write('more to come')
    })
    const { body } = await open()(`https://shop.example:${port}`, GET)
    body.destroy()
    await hungUp
  })

  it('who never looks at the answer is not struck when it breaks off', async () => {
    const struck: unknown[] = []
    const note = (error: unknown) => struck.push(error)
    process.on('uncaughtException', note)
    let cut = () => {}
    const { port } = await serve((_req, res) => {
      cut = () => void res.destroy()
      res.write('half')
    })
    const left = await open()(`https://shop.example:${port}`, GET)
    left.body.destroy()
    const ignored = await open()(`https://shop.example:${port}`, GET)
    cut()
    expect(
      await failureOf(text((await open()(`https://shop.example:${port}`, { ...GET, timeoutMs: 100 })).body)),
    ).toEqual(unreachable)
    expect([ignored.body.errored, struck]).toEqual([null, []])
    process.off('uncaughtException', note)
  })

  it('who sends a line break in a header has made a mistake, and nothing is sent', async () => {
    const server = await serve((_req, res) => res.end())
    const headers = { 'x-mine': 'a\r\nx-other: b' }
    const failure = await failureOf(open()(`https://shop.example:${server.port}`, { ...GET, headers }))
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toHaveProperty('details')
    expect(server.connections()).toBe(0)
  })
})
