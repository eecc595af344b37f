import { makeExport } from '@studio/services/exports'
import { systemActor } from '@studio/services/kernel'
import { readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'

let api: TestApi
let merchant: Visitor
let ids: string[]

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  ids = []
  for (const name of ['imani-clovis-234736', 'ruslan-bardash-351288']) {
    const upload = await merchant.postForm([['file', await readPhoto(name), 'Grüße.jpg']])
    ids.push((await readJson(upload)).id ?? '')
  }
})
afterAll(() => api.close())

/** The names in an archive's table of contents, which is its end; a broken-off archive has none. */
async function namesIn(response: Response): Promise<string[]> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  expect(end).toBe(bytes.length - 22)
  let at = bytes.readUInt32LE(end + 16)
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const [nameBytes = 0, extraBytes = 0] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes)
    at += 46 + nameBytes + extraBytes
    return name
  })
}

describe('a download of several pictures', () => {
  it('is one archive, saved under a name, kept by no cache', async () => {
    const response = await merchant.fetch(`/api/downloads?ids=${ids.join(',')}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/zip')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="?studio-pro-.+\.zip"?$/,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await namesIn(response)).toEqual(['Grüße.jpg', 'Grüße (2).jpg'])
  })

  it.each(['', '?ids=', '?ids=all', `?ids=${'ast_01kaqx3v5zj8m4n7p2q9r6t0wy,'.repeat(300)}x`])(
    'that names no pictures, or not so that they can be found, is told so: %s',
    async (query) => {
      const response = await merchant.fetch(`/api/downloads${query}`)
      expect([response.status, (await readJson(response)).code]).toEqual([400, 'invalid_input'])
    },
  )

  it('that the browser leaves in the middle does not keep the next one from being whole', async () => {
    const leaving = new AbortController()
    const path = `/api/downloads?ids=${ids.join(',')}`
    const response = await merchant.fetch(path, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect(await namesIn(await merchant.fetch(path))).toHaveLength(2)
  })
})

it('the archive of an export is had behind a redirect, once it is ready', async () => {
  const { id } = await merchant.trpc.exports.create.mutate({})
  const open = () => merchant.fetch(`/api/exports/${id}/file`)
  const early = await open()
  expect([early.status, (await readJson(early)).code]).toEqual([409, 'request_in_progress'])
  const { signal } = new AbortController()
  await makeExport(systemActor, { exportId: id, signal }, api.studio.deps)
  const ready = await open()
  expect(ready.status).toBe(302)
  const file = await merchant.fetch(ready.headers.get('location') ?? '')
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect(await namesIn(file)).toEqual(
    expect.arrayContaining(['index.html', 'account.json', 'uploads/Grüße.jpg']),
  )
})
