import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ObjectStoreUnavailable } from '../errors.ts'
import type { ObjectStore } from '../port.ts'
import { openDiskObjectStore } from './disk-object-store.ts'
import { createFileHandler } from './file-handler.ts'

const linkSecret = 'a secret for links that only tests use'

describe('links to files on disk', () => {
  let root: string
  let server: Server
  let baseUrl: string
  let disk: ObjectStore
  let store: ObjectStore
  let url: string
  let now = new Date('2026-05-04T10:00:00Z')
  const failures: unknown[] = []

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'file-handler-'))
    const clock = { now: () => now }
    server = createServer((req, res) => void handleFile(req, res))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    disk = await openDiskObjectStore({ root, baseUrl, linkSecret, clock })
    store = { ...disk }
    const handleFile = createFileHandler({
      store,
      linkSecret,
      clock,
      onFailure: (error) => failures.push(error),
    })
    await store.put('digits', Buffer.from('0123456789'), { sizeBytes: 10, mime: 'image/svg+xml' })
  })
  beforeEach(async () => {
    Object.assign(store, disk)
    url = await store.signedUrl('digits', { expiresInSeconds: 60 })
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await rm(root, { recursive: true })
  })

  it('a file cannot run as a page, change its type, or stay in a cache longer than its link lives', async () => {
    const { headers } = await fetch(url)
    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toBe("sandbox; frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('private, max-age=60')
  })

  it('HEAD tells the same as GET without the bytes', async () => {
    const answer = await fetch(url, { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe('10')
    expect(await answer.text()).toBe('')
  })

  it.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-4', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['pages=1-2', 200, '0123456789', null],
  ])('the range %s is answered %i', async (range, status, body, contentRange) => {
    const answer = await fetch(url, { headers: { Range: range } })
    expect(answer.status).toBe(status)
    expect(await answer.text()).toBe(body)
    expect(answer.headers.get('content-range')).toBe(contentRange)
    expect(answer.headers.get('content-length')).toBe(String(body.length))
  })

  it('what the browser has already is not sent again, and a resumed download never mixes two versions', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? ''
    const unchanged = await fetch(url, { headers: { 'If-None-Match': etag } })
    expect(unchanged.status).toBe(304)
    const resume = (version: string) => fetch(url, { headers: { Range: 'bytes=5-', 'If-Range': version } })
    expect((await resume(etag)).status).toBe(206)
    expect((await resume('"another"')).status).toBe(200)
  })

  it('an expired link is refused with a sentence that says what to do', async () => {
    now = new Date(now.getTime() + 60_000)
    const answer = await fetch(url)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'This link has expired',
      status: 403,
      code: 'link_expired',
      detail: 'This link has expired or is incomplete. Open the file from the studio again to get a new one.',
    })
  })

  it.each([
    '/files/digits',
    '/files/',
    '/files',
    '/',
    '/files/%zz',
    '/files/..%2f..%2fetc%2fpasswd',
    '/elsewhere/digits',
  ])('the address %s opens nothing, with or without the signature of another file', async (path) => {
    const signature = path === '/files/digits' ? '' : new URL(url).search
    const answer = await fetch(baseUrl + path + signature)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'link_expired' })
  })

  it('it can be mounted below its path, as Express does, which cuts the path from the URL', async () => {
    const [listener] = server.listeners('request') as RequestListener[]
    const mounted = createServer((req, res) => {
      const { url: originalUrl = '' } = req
      listener?.(Object.assign(req, { originalUrl, url: originalUrl.replace('/files', '') }), res)
    })
    await new Promise<void>((resolve) => mounted.listen(0, '127.0.0.1', resolve))
    const { port } = mounted.address() as AddressInfo
    const answer = await fetch(url.replace(baseUrl, `http://127.0.0.1:${port}`))
    expect(await answer.text()).toBe('0123456789')
    mounted.close()
  })

  it('a link signed with another secret opens nothing', async () => {
    const other = await openDiskObjectStore({ root, baseUrl, linkSecret: `${linkSecret}!` })
    expect((await fetch(await other.signedUrl('digits', { expiresInSeconds: 60 }))).status).toBe(403)
  })

  it('a deleted file is 404 in words, and no failure of ours', async () => {
    const answer = await fetch(await store.signedUrl('deleted', { expiresInSeconds: 60 }))
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({
      code: 'not_found',
      detail: expect.stringContaining('deleted'),
    })
    expect(failures).toEqual([])
  })

  it('nothing but reading is allowed', async () => {
    const answer = await fetch(url, { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
  })

  it('a reader who leaves in the middle is no failure of ours', async () => {
    await store.put('large', Buffer.alloc(30_000_000), { sizeBytes: 30_000_000, mime: 'video/mp4' })
    const left = new Promise((resolve) => server.once('request', (_req, res) => res.once('close', resolve)))
    const leaving = new AbortController()
    const answer = await fetch(await store.signedUrl('large', { expiresInSeconds: 60 }), {
      signal: leaving.signal,
    })
    await answer.body?.getReader().read()
    leaving.abort()
    await left
    expect((await fetch(url)).status).toBe(200)
    expect(failures).toEqual([])
  })

  it.each([
    [503, 'storage_unavailable', new ObjectStoreUnavailable('head', new Error('EIO at /secret/path'))],
    [500, 'internal', new Error('a defect at /secret/path')],
  ])('a failure of ours is %i %s in words, reveals nothing, and is heard', async (status, code, failure) => {
    store.head = () => Promise.reject(failure)
    const answer = await fetch(url)
    expect(answer.status).toBe(status)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({ code, detail: expect.stringContaining('again in a minute') })
    expect(text).not.toContain('secret')
    expect(failures.splice(0)).toEqual([failure])
  })
})
