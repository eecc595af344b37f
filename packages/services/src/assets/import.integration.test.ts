import { readdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listKeys, openTestStudio, readPhoto, type TestStudio } from '../../testing/index.ts'
import type { AccountActor, TokenActor } from '../kernel/index.ts'
import { importAsset } from './index.ts'

let server: Server
let origin: string
let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  const photo = await readPhoto()
  server = createServer(({ url }, res) => {
    if (url === '/red%20mug.jpg') return res.end(photo)
    if (url === '/moved') return res.writeHead(302, { location: '/red%20mug.jpg' }).end()
    if (url === '/inside') return res.writeHead(302, { location: 'https://127.0.0.1:9443/secret' }).end()
    if (url === '/page') return res.end('<!doctype html><p>Not a picture')
    if (url === '/huge') return void endless(res)
    res.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  studio = await openTestStudio({ allowedOrigins: [origin] })
  merchant = await studio.makeAccount()
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await studio.close()
})

/** Sends bytes for as long as somebody takes them. */
function endless(res: import('node:http').ServerResponse): void {
  const send = () => {
    while (!res.destroyed && res.write(Buffer.alloc(1_048_576, 0xff)));
  }
  res.on('drain', send)
  send()
}

const take = (url: string) => importAsset(merchant, { url }, studio.deps)

describe('a picture at an address', () => {
  it('is taken in under its own name, and once only', async () => {
    const { asset, isNew } = await take(`${origin}/red%20mug.jpg`)
    expect([asset.fileName, asset.status, isNew]).toEqual(['red mug.jpg', 'preparing', true])
    expect(await take(`${origin}/moved`)).toMatchObject({ isNew: false, asset: { id: asset.id } })
  })

  it.each([
    ['nothing', '/nowhere', 'address_unreachable'],
    ['a web page', '/page', 'file_type_refused'],
    ['more than an upload may have', '/huge', 'file_too_large'],
    ['the way into this network', '/inside', 'address_refused'],
  ])('that has %s is refused, and leaves nothing', async (_what, path, code) => {
    const before = await listKeys(studio.deps)
    await expect(take(origin + path)).rejects.toMatchObject({ code })
    expect(await listKeys(studio.deps)).toEqual(before)
    expect(await readdir(studio.deps.tempDir)).toEqual([])
  })

  it.each([
    'https://localhost/a.jpg',
    'https://169.254.169.254/latest/meta-data',
    'http://example.com/a.jpg',
  ])('that is %s is refused before anything is asked', async (url) => {
    await expect(take(url)).rejects.toMatchObject({ code: 'address_refused' })
  })

  it('is taken in for a token by its scope alone', async () => {
    const token: TokenActor = {
      kind: 'token',
      accountId: merchant.accountId,
      tokenId: 'tok_1',
      tokenKind: 'live',
      scopes: ['assets:read'],
    }
    await expect(importAsset(token, { url: `${origin}/page` }, studio.deps)).rejects.toMatchObject({
      code: 'insufficient_scope',
    })
  })
})
