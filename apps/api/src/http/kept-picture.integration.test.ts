import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Id } from '@studio/core/kernel'
import { type Snapshot, snapshotKey } from '@studio/core/publications'
import { fillPublication, readPhoto } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, readJson, type TestApi, type Visitor } from '../../testing/api.ts'

let api: TestApi
let merchant: Visitor
let publication: { accountId: Id<'account'>; id: Id<'publication'> }
let photo: Buffer

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

beforeAll(async () => {
  api = await openTestApi()
  merchant = await api.merchant()
  const { id: accountId } = await merchant.trpc.account.get.query()
  const { db, store } = api.studio.deps
  publication = { accountId, id: await fillPublication({ accountId }, api.studio.deps) }
  photo = await readPhoto()
  const lost = sha256Of(Buffer.from('lost'))
  const facts = { mime: 'image/jpeg', sizeBytes: photo.byteLength, assetId: null }
  const { before } = await db.publication.findUniqueOrThrow({ where: { id: publication.id } })
  const kept: Snapshot['kept'] = [
    { mediaId: '11', sha256: sha256Of(photo), ...facts },
    { mediaId: '12', sha256: lost, ...facts },
  ]
  await db.publication.update({
    where: { id: publication.id },
    data: { snapshot: { product: before, kept: [...kept] } },
  })
  await store.put(snapshotKey(publication, sha256Of(photo)), Readable.from([photo]), {
    mime: 'image/jpeg',
    sizeBytes: photo.byteLength,
  })
})
afterAll(() => api.close())

const look = (mediaId: string, { who = merchant, ...init }: RequestInit & { who?: Visitor } = {}) =>
  who.fetch(`/api/publications/${publication.id}/kept/${mediaId}`, init)

describe('a picture that a publication took off', () => {
  it('is shown as a small copy, for this browser alone to keep', async () => {
    const response = await look('11')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=/)
    const { widthPx, heightPx } = await api.studio.deps.pictures.derive(await response.bytes())
    expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(480)
  })

  it('that the browser has already is not sent again', async () => {
    const etag = (await look('11')).headers.get('etag') ?? ''
    expect((await look('11', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('is there for nobody else', async () => {
    expect((await look('11', { who: await api.merchant() })).status).toBe(404)
    expect((await look('11', { who: api.visitor() })).status).toBe(401)
  })

  it.each([
    ['was never kept', '99'],
    ['is kept no more', '12'],
    ['has an address that is none', '..%2F11'],
  ])('that %s is not found, and no browser keeps that answer', async (_what, mediaId) => {
    const response = await look(mediaId)
    expect([response.status, (await readJson(response)).code]).toEqual([404, 'not_found'])
    expect(response.headers.get('cache-control')).not.toContain('max-age=3600')
  })
})
