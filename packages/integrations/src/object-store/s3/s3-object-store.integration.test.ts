import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { listAll } from '../contract-content.ts'
import { ObjectStoreUnavailable } from '../errors.ts'
import { openS3ObjectStore } from './s3-object-store.ts'

const access = { region: 'auto', bucket: 'photos', accessKeyId: 'key-id', secretAccessKey: 'secret-key' }
const text = { sizeBytes: 5, mime: 'text/plain' }
const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message/></Error>`

/** Faults that a healthy server does not show, on the wire as S3 and R2 answer them. */
describe('the S3 adapter when the server fails', () => {
  const servers: { close(): void; closeAllConnections(): void }[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close()
      server.closeAllConnections()
    }
  })

  async function storeOn(answer: RequestListener) {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return await openS3ObjectStore({
      ...access,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    })
  }

  it('a server that is not there is storage that does not answer, worth trying later', async () => {
    const store = await openS3ObjectStore({ ...access, endpoint: 'http://127.0.0.1:1' })
    const expected = { code: 'storage_unavailable', details: { retryAfterSeconds: 60 } }
    await expect(store.head('k')).rejects.toMatchObject(expected)
    await expect(store.get('k')).rejects.toMatchObject(expected)
    await expect(store.put('k', Readable.from([Buffer.from('hello')]), text)).rejects.toMatchObject(expected)
    await expect(store.delete(['k'])).rejects.toMatchObject(expected)
    await expect(listAll(store, '')).rejects.toMatchObject(expected)
    await expect(
      openS3ObjectStore({ ...access, endpoint: 'http://127.0.0.1:1', createBucket: true }),
    ).rejects.toThrow(ObjectStoreUnavailable)
  })

  it.each([
    [403, 'SignatureDoesNotMatch'],
    [404, 'NoSuchBucket'],
    [501, 'NotImplemented'],
  ])('a refusal of our set-up (%i %s) never passes for a missing file', async (status, code) => {
    const store = await storeOn((_req, res) => res.writeHead(status).end(xml(code)))
    await expect(store.get('k')).rejects.toThrow(ObjectStoreUnavailable)
    await expect(store.get('k')).rejects.toMatchObject({ operation: 'get', cause: { name: code } })
  })

  it('a moment of overload is ridden out', async () => {
    let calls = 0
    const store = await storeOn((req, res) => {
      calls += 1
      req.resume()
      if (calls === 1) res.writeHead(503).end(xml('SlowDown'))
      else res.writeHead(200, { ETag: '"1"' }).end()
    })
    await store.put('k', Buffer.from('hello'), text)
    expect(calls).toBe(2)
  })

  it('an answer cut off in the middle breaks the body, never shortens it', async () => {
    const store = await storeOn((_req, res) => {
      res.writeHead(200, { 'Content-Length': 1000 })
      res.write('only this', () => res.destroy())
    })
    const { body } = await store.get('k')
    await expect(buffer(body)).rejects.toThrow()
  })

  it('a delete that failed for one key of many is not taken for done', async () => {
    const store = await storeOn((_req, res) =>
      res.end('<DeleteResult><Error><Key>b</Key><Code>InternalError</Code></Error></DeleteResult>'),
    )
    await expect(store.delete(['a', 'b', 'c'])).rejects.toMatchObject({
      operation: 'delete',
      cause: { message: '1 objects were not deleted: InternalError' },
    })
  })

  it('streams go out plain with their length, and with no checksum that R2 refuses', async () => {
    const seen: NodeJS.Dict<string | string[]>[] = []
    const store = await storeOn((req, res) => {
      seen.push(req.headers)
      req.resume().on('end', () => res.writeHead(200, { ETag: '"1"' }).end())
    })
    await store.put('k', Readable.from([Buffer.from('hello')]), text)
    expect(seen[0]).toMatchObject({ 'content-length': '5', 'content-type': 'text/plain' })
    expect(Object.keys(seen[0] ?? {}).filter((name) => /checksum|trailer|encoding/.test(name))).toEqual([])
  })

  it('links are signed for the address at which browsers reach the server', async () => {
    const store = await openS3ObjectStore({
      ...access,
      endpoint: 'http://s3.internal:9000',
      publicEndpoint: 'https://files.example.com',
    })
    const url = new URL(await store.signedUrl('a b', { expiresInSeconds: 60 }))
    expect(url.origin + url.pathname).toBe('https://files.example.com/photos/a%20b')
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60')
  })
})
