import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failingContent, largeContent, listAll, MIB, watchMemory } from './contract-content.ts'
import { deletePrefix, ObjectMissing, ObjectRefused, type ObjectStore } from './index.ts'

/** An open store to be tested, and a way to let the time pass that its links go by. */
export type ContractSubject = {
  store: ObjectStore
  /** Turns the adapter's clock on; a server with its own clock does nothing and lets us wait for it. */
  passSeconds(seconds: number): void
  close(): Promise<void>
}

const LARGE_MIB = 128
const jpeg = { mime: 'image/jpeg' }

/** The promises of `ObjectStore`, to be kept by every adapter. Call it inside a `describe`. */
export function objectStoreContract(open: () => Promise<ContractSubject>): void {
  let subject: ContractSubject
  let store: ObjectStore

  beforeAll(async () => {
    subject = await open()
    store = subject.store
  })
  afterAll(async () => {
    await subject.close()
  })

  const putText = (key: string, text: string) =>
    store.put(key, Buffer.from(text), { sizeBytes: Buffer.byteLength(text), mime: 'text/plain' })
  const readText = async (key: string, range?: { start: number; end?: number }) =>
    (await buffer((await store.get(key, range ? { range } : {})).body)).toString()
  const keysUnder = async (prefix: string) => (await listAll(store, prefix)).map(({ key }) => key).sort()

  it('what was put is got back byte for byte, with its size and type', async () => {
    const bytes = randomBytes(300_000)
    await store.put('basic/photo', bytes, { sizeBytes: bytes.length, ...jpeg })
    const read = await store.get('basic/photo')
    expect(read).toMatchObject({ sizeBytes: 300_000, mime: 'image/jpeg' })
    expect((await buffer(read.body)).equals(bytes)).toBe(true)
  })

  it('an empty object is an object', async () => {
    await putText('basic/empty', '')
    expect(await store.head('basic/empty')).toMatchObject({ sizeBytes: 0 })
    expect(await readText('basic/empty')).toBe('')
  })

  it('a large stream goes in and out without being held whole', async () => {
    const memory = watchMemory()
    const sent = createHash('sha256')
    await store.put('large/file', Readable.from(largeContent(LARGE_MIB, sent, memory.look)), {
      sizeBytes: LARGE_MIB * MIB,
      mime: 'video/mp4',
    })
    const received = createHash('sha256')
    for await (const chunk of (await store.get('large/file')).body) {
      received.update(chunk)
      memory.look(chunk.length)
    }
    expect(received.digest('hex')).toBe(sent.digest('hex'))
    expect(memory.growthBytes()).toBeLessThan((LARGE_MIB * MIB) / 2)
    await store.delete(['large/file'])
  })

  it('a stream of unknown length goes in without being held whole, and its length is told', async () => {
    const memory = watchMemory()
    const sent = createHash('sha256')
    const body = Readable.from(largeContent(LARGE_MIB, sent, memory.look))
    const { sizeBytes } = await store.putStream('large/stream', body, { mime: 'application/zip' })
    expect(sizeBytes).toBe(LARGE_MIB * MIB)
    expect(memory.growthBytes()).toBeLessThan((LARGE_MIB * MIB) / 2)
    expect(await store.head('large/stream')).toMatchObject({ sizeBytes, mime: 'application/zip' })
    const received = createHash('sha256')
    for await (const chunk of (await store.get('large/stream')).body) received.update(chunk)
    expect(received.digest('hex')).toBe(sent.digest('hex'))
  })

  it.each([0, 1, 5_000_001])('a stream of %i bytes is stored as it is', async (sizeBytes) => {
    const bytes = randomBytes(sizeBytes)
    const stored = await store.putStream('stream/some', Readable.from([bytes]), { mime: 'application/zip' })
    expect(stored).toEqual({ sizeBytes })
    expect((await buffer((await store.get('stream/some')).body)).equals(bytes)).toBe(true)
  })

  it('a stream that fails late leaves what was there, and throws its own error', async () => {
    await putText('stream/kept', 'as it was')
    const body = Readable.from(failingContent(20))
    await expect(store.putStream('stream/kept', body, { mime: 'application/zip' })).rejects.toThrow(
      'the upload was cut off',
    )
    expect(await readText('stream/kept')).toBe('as it was')
    expect(await keysUnder('stream/kept')).toEqual(['stream/kept'])
  })

  it('a reader may leave before the end', async () => {
    const bytes = randomBytes(8 * MIB)
    await store.put('basic/left', bytes, { sizeBytes: bytes.length, ...jpeg })
    const { body } = await store.get('basic/left')
    for await (const chunk of body) {
      expect(bytes.indexOf(chunk)).toBe(0)
      break
    }
    await expect.poll(() => body.destroyed).toBe(true)
  })

  it('a range gives exactly its bytes, is cut at the end, and is refused past it', async () => {
    await putText('basic/digits', '0123456789')
    expect(await readText('basic/digits', { start: 0, end: 0 })).toBe('0')
    expect(await readText('basic/digits', { start: 2, end: 5 })).toBe('2345')
    expect(await readText('basic/digits', { start: 7 })).toBe('789')
    expect(await readText('basic/digits', { start: 8, end: 100 })).toBe('89')
    const part = await store.get('basic/digits', { range: { start: 2, end: 5 } })
    part.body.destroy()
    expect(part.sizeBytes).toBe(10)
    await expect(store.get('basic/digits', { range: { start: 10 } })).rejects.toThrow(ObjectRefused)
    await expect(store.get('basic/digits', { range: { start: 5, end: 4 } })).rejects.toThrow(ObjectRefused)
  })

  it('head tells size and type, and null for what is missing', async () => {
    await putText('basic/headed', 'four')
    expect(await store.head('basic/headed')).toMatchObject({ sizeBytes: 4, mime: 'text/plain' })
    expect(await store.head('basic/nothing')).toBeNull()
  })

  it('getting what is missing says so', async () => {
    await expect(store.get('basic/nothing')).rejects.toThrow(ObjectMissing)
    await expect(store.get('basic')).rejects.toThrow(ObjectMissing)
  })

  it('putting again replaces bytes, type and entity tag', async () => {
    await putText('basic/again', 'first')
    const first = await store.head('basic/again')
    await store.put('basic/again', Buffer.from('second!'), { sizeBytes: 7, mime: 'image/png' })
    const second = await store.head('basic/again')
    expect(second).toMatchObject({ sizeBytes: 7, mime: 'image/png' })
    expect(second?.etag).toMatch(/^".+"$/)
    expect(second?.etag).not.toBe(first?.etag)
    expect(await readText('basic/again')).toBe('second!')
    expect(await keysUnder('basic/again')).toEqual(['basic/again'])
  })

  it('a reader beside a writer sees one whole version or the other', async () => {
    const versions = [Buffer.alloc(MIB, 'a'), Buffer.alloc(MIB / 2, 'b')]
    const put = async (round: number) => {
      const bytes = versions[round % 2] ?? Buffer.alloc(0)
      await store.put('basic/contended', bytes, {
        sizeBytes: bytes.length,
        mime: `image/${bytes.toString('latin1', 0, 1)}`,
      })
    }
    await put(0)
    let isWriting = true
    const writing = (async () => {
      for (let round = 1; round <= 20; round += 1) await put(round)
    })().finally(() => {
      isWriting = false
    })
    while (isWriting) {
      const { body, mime } = await store.get('basic/contended')
      const bytes = await buffer(body)
      expect(versions.some((version) => version.equals(bytes))).toBe(true)
      expect(mime).toBe(`image/${bytes.toString('latin1', 0, 1)}`)
    }
    await writing
  })

  it.each([
    ['fails in the middle', () => Readable.from(failingContent(5)), 'the upload was cut off'],
    ['ends too early', () => Readable.from([Buffer.alloc(5 * MIB)]), 'ended at'],
    ['is too long', () => Readable.from([Buffer.alloc(10 * MIB), Buffer.alloc(1)]), 'longer than'],
    ['is a buffer of another length', () => Buffer.alloc(3), '3 bytes'],
  ])(
    'a body that %s leaves nothing visible, and what was there before stays',
    async (_case, body, reason) => {
      const sizeBytes = 10 * MIB
      await putText('failed/before', 'before')
      await expect(store.put('failed/new', body(), { sizeBytes, ...jpeg })).rejects.toThrow(reason)
      await expect(store.put('failed/before', body(), { sizeBytes, ...jpeg })).rejects.toThrow(reason)
      expect(await store.head('failed/new')).toBeNull()
      expect(await keysUnder('failed/')).toEqual(['failed/before'])
      expect(await readText('failed/before')).toBe('before')
    },
  )

  it.each([
    'odd/with space',
    'odd/a+b&c=d?e#f',
    'odd/100%25 %2F %zz',
    'odd/Grüße 写真 🙂',
    'odd/quote\'d "name" (1)',
    'odd/UPPER',
    'odd/upper',
    'odd/.hidden',
    'odd/photo.object',
    'odd/photo',
    'odd/photo/deeper',
    'odd/…/..three...dots',
    `odd/${'é'.repeat(40)}`,
  ])('the key %j works in every method', async (key) => {
    const text = `contents of ${key}`
    await putText(key, text)
    expect(await readText(key)).toBe(text)
    expect(await keysUnder(key)).toContain(key)
    const answer = await fetch(await store.signedUrl(key, { expiresInSeconds: 60 }))
    expect(await answer.text()).toBe(text)
  })

  it('odd keys stay apart from each other and can be deleted', async () => {
    await putText('apart/UPPER', '1')
    await putText('apart/upper', '2')
    await putText('apart/upper/deeper', '3')
    await putText('apart/upper.object', '4')
    expect(await keysUnder('apart/')).toHaveLength(4)
    await store.delete(['apart/upper'])
    expect(await keysUnder('apart/')).toEqual(['apart/UPPER', 'apart/upper.object', 'apart/upper/deeper'])
    expect(await deletePrefix(store, 'odd/')).toBeGreaterThan(10)
    expect(await keysUnder('odd/')).toEqual([])
  })

  it.each([
    '',
    '/',
    'a//b',
    '/a',
    'a/',
    '.',
    '..',
    'a/../b',
    '../../etc/passwd',
    'a\\b',
    'a\0b',
    'a\nb',
    '\ud800',
  ])('the malformed key %j is refused everywhere', async (key) => {
    await expect(putText(key, 'x')).rejects.toThrow(ObjectRefused)
    await expect(store.get(key)).rejects.toThrow(ObjectRefused)
    await expect(store.head(key)).rejects.toThrow(ObjectRefused)
    await expect(store.delete([key])).rejects.toThrow(ObjectRefused)
    await expect(store.signedUrl(key, { expiresInSeconds: 60 })).rejects.toThrow(ObjectRefused)
  })

  it('a key, a size or a type that some adapter could not store is refused by all', async () => {
    await expect(putText('k'.repeat(81), 'x')).rejects.toThrow(ObjectRefused)
    await expect(putText('long/'.repeat(110), 'x')).rejects.toThrow(ObjectRefused)
    const bytes = Buffer.from('x')
    await expect(store.put('k', bytes, { sizeBytes: -1, ...jpeg })).rejects.toThrow(ObjectRefused)
    await expect(store.put('k', bytes, { sizeBytes: 6e9, ...jpeg })).rejects.toThrow(ObjectRefused)
    await expect(store.put('k', bytes, { sizeBytes: 1, mime: 'a/b\r\nX-Evil: 1' })).rejects.toThrow(
      ObjectRefused,
    )
  })

  it('a list gives every object under the prefix with its size, and nothing beside it', async () => {
    for (const key of ['list/a/1', 'list/a/22', 'list/ab', 'list/b/1']) await putText(key, key)
    expect(await keysUnder('list/a/')).toEqual(['list/a/1', 'list/a/22'])
    expect(await keysUnder('list/a')).toEqual(['list/a/1', 'list/a/22', 'list/ab'])
    expect(await keysUnder('list/a/2')).toEqual(['list/a/22'])
    expect(await keysUnder('list/none/')).toEqual([])
    expect(await keysUnder('')).toEqual(expect.arrayContaining(['basic/digits', 'list/b/1']))
    expect(await listAll(store, 'list/b/')).toEqual([{ key: 'list/b/1', sizeBytes: 8 }])
  })

  it('more than a page of objects is listed whole, and deleted whole with its prefix', async () => {
    const keys = Array.from({ length: 1050 }, (_, index) => `many/acc_1/${String(index).padStart(4, '0')}`)
    for (let from = 0; from < keys.length; from += 25) {
      await Promise.all(keys.slice(from, from + 25).map((key) => putText(key, 'x')))
    }
    await putText('many/acc_12/other', 'x')
    expect(await keysUnder('many/acc_1/')).toEqual(keys)
    expect(await deletePrefix(store, 'many/acc_1/')).toBe(1050)
    expect(await keysUnder('many/')).toEqual(['many/acc_12/other'])
    expect(await deletePrefix(store, 'many/acc_1/')).toBe(0)
    await expect(deletePrefix(store, 'many/acc_1')).rejects.toThrow(ObjectRefused)
  })

  it('more keys than one call takes are deleted, missing ones among them, and deleting is safe to repeat', async () => {
    await putText('gone/first', 'x')
    await putText('gone/last', 'x')
    const missing = Array.from({ length: 1100 }, (_, index) => `gone/missing-${index}`)
    const keys = ['gone/first', ...missing, 'gone/last']
    await store.delete(keys)
    expect(await keysUnder('gone/')).toEqual([])
    await store.delete(keys)
    await store.delete([])
  })

  it('a signed link opens in any HTTP client, whole or in part, and shows the object in the page', async () => {
    await putText('link/file', '0123456789')
    const url = await store.signedUrl('link/file', { expiresInSeconds: 60 })
    const whole = await fetch(url)
    expect(whole.status).toBe(200)
    expect(whole.headers.get('content-type')).toBe('text/plain')
    expect(whole.headers.get('content-length')).toBe('10')
    expect(whole.headers.get('content-disposition')).toBe('inline')
    expect(await whole.text()).toBe('0123456789')
    const part = await fetch(url, { headers: { Range: 'bytes=2-5' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 2-5/10')
    expect(await part.text()).toBe('2345')
    expect((await fetch(url, { headers: { Range: 'bytes=10-' } })).status).toBe(416)
  })

  it('a signed link names the download and its type', async () => {
    await putText('link/named', 'x')
    const options = { expiresInSeconds: 60, downloadName: 'Küche "neu"; 100%.jpg', mime: 'image/jpeg' }
    const answer = await fetch(await store.signedUrl('link/named', options))
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="K_che _neu_; 100_.jpg"; filename*=UTF-8''K%C3%BCche%20%22neu%22%3B%20100%25.jpg`,
    )
  })

  it('a signed link to something missing is answered 404', async () => {
    expect((await fetch(await store.signedUrl('link/nothing', { expiresInSeconds: 60 }))).status).toBe(404)
  })

  it('a signed link opens nothing when any part of it is changed', async () => {
    await putText('link/mine', 'mine')
    await putText('link/theirs', 'theirs')
    const options = { expiresInSeconds: 60, downloadName: 'a.txt', mime: 'text/plain' }
    const url = await store.signedUrl('link/mine', options)
    const changed = [...new URL(url).searchParams].map(([name, value]) => {
      const other = new URL(url)
      other.searchParams.set(name, /\d$/.test(value) ? `${value}0` : `A${value}`)
      return other.href
    })
    expect(changed.length).toBeGreaterThanOrEqual(4)
    for (const other of [...changed, url.replace('mine', 'theirs'), url.slice(0, url.indexOf('?'))]) {
      const answer = await fetch(other)
      expect(answer.ok, other).toBe(false)
      expect(await answer.text()).not.toMatch(/^(mine|theirs)$/)
    }
    expect((await fetch(url)).status).toBe(200)
  })

  it('a signed link is refused once it has expired', async () => {
    await putText('link/short', 'x')
    const url = await store.signedUrl('link/short', { expiresInSeconds: 2 })
    expect((await fetch(url)).status).toBe(200)
    subject.passSeconds(2)
    await expect.poll(async () => (await fetch(url)).ok, { timeout: 15_000, interval: 200 }).toBe(false)
  })

  it('a link cannot be made to live longer than a week, or not at all', async () => {
    for (const expiresInSeconds of [0, -1, 1.5, 604_801, Number.NaN]) {
      await expect(store.signedUrl('link/file', { expiresInSeconds })).rejects.toThrow(ObjectRefused)
    }
  })
}
