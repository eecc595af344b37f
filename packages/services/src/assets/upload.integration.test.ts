import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { assetKey, assetPrefix, MAX_UPLOAD_BYTES } from '@studio/core/assets'
import type { AccountActor } from '@studio/services/kernel'
import { auditStorage, listKeys, openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../kernel/index.ts'
import { applyRetention } from '../retention/index.ts'
import { deleteAsset, readAsset, receiveUpload } from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio()
  photo = await readPhoto()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
})
afterEach(async () => {
  expect(await readdir(studio.deps.tempDir), 'left in the temporary directory').toEqual([])
})

const receive = (body: Readable, fileName = 'photo.jpg') =>
  receiveUpload(merchant, { body, fileName }, studio.deps)
const receiveBytes = (bytes: Uint8Array, fileName?: string) => receive(Readable.from([bytes]), fileName)
const eventsOf = (type: string) =>
  studio.deps.db.event.findMany({ where: { accountId: merchant.accountId, type } })
const rowsOf = () => studio.deps.db.asset.findMany({ where: { accountId: merchant.accountId } })

describe('an upload', () => {
  it('keeps the original byte for byte, and becomes ready with a thumb and a preview', async () => {
    const { asset, isNew } = await receiveBytes(photo)
    expect(isNew).toBe(true)
    expect(asset).toMatchObject({ status: 'preparing', sizeBytes: photo.byteLength, mime: 'image/jpeg' })
    const key = assetKey({ accountId: merchant.accountId, id: asset.id, attempt: 0 }, 'original')
    expect((await buffer((await studio.deps.store.get(key)).body)).equals(photo)).toBe(true)

    await studio.jobs.runDue()
    const { width, height } = await sharp(photo).metadata()
    const ready = await readAsset(merchant, asset, studio.deps)
    expect(ready).toMatchObject({ status: 'ready', problem: null, widthPx: width, heightPx: height })
    expect(ready.sha256).toBe(createHash('sha256').update(photo).digest('hex'))
    expect(
      await listKeys(studio.deps, assetPrefix({ accountId: merchant.accountId, id: asset.id })),
    ).toHaveLength(3)
    expect(await auditStorage(studio.deps)).toEqual({ orphans: [], missing: [], mismatched: [] })
  })

  it.each(['png', 'webp', 'avif'] as const)('is taken as %s, whatever its name says', async (format) => {
    const bytes = await sharp(photo).resize(64).toFormat(format).toBuffer()
    const { asset } = await receiveBytes(bytes, 'holiday.txt')
    expect(asset).toMatchObject({ mime: `image/${format}`, fileName: 'holiday.txt' })
    await studio.jobs.runDue()
    expect((await readAsset(merchant, asset, studio.deps)).status).toBe('ready')
  })

  it('is named by the last part of its path, without control characters', async () => {
    const { asset } = await receiveBytes(photo, '../../etc/C:\\photos\\mug\u0000\n.jpg')
    expect(asset.fileName).toBe('mug.jpg')
  })

  it('of the same bytes twice is one asset and one stored object', async () => {
    const first = await receiveBytes(photo, 'a.jpg')
    const second = await receiveBytes(photo, 'b.jpg')
    expect(second).toMatchObject({ isNew: false, asset: { id: first.asset.id, fileName: 'a.jpg' } })
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toHaveLength(1)
  })

  it('of the same bytes ten times at once is one asset, one stored object and one preparation', async () => {
    const received = await Promise.all(Array.from({ length: 10 }, () => receiveBytes(photo)))
    expect(new Set(received.map(({ asset }) => asset.id)).size).toBe(1)
    expect(await rowsOf()).toHaveLength(1)
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toHaveLength(1)
    expect(await eventsOf('asset.uploaded')).toHaveLength(1)
    const ours = (await studio.jobs.waiting()).filter(
      ({ payload }) => payload.assetId === received[0]?.asset.id,
    )
    expect(ours.map(({ name }) => name)).toEqual(['asset.prepare'])
  })

  it('of the same bytes by two accounts are two assets that know nothing of each other', async () => {
    const { asset } = await receiveBytes(photo)
    const stranger = await studio.makeAccount()
    expect((await studio.upload(stranger, photo)).id).not.toBe(asset.id)
  })
})

describe('a file that cannot be used is refused, says what would work, and leaves nothing behind:', () => {
  /** A real photo whose header says another size (SOF segment, ITU T.81, B.2.2): nothing else is to be read. */
  const withHeader = (widthPx: number, heightPx: number) => {
    const bytes = Buffer.from(photo)
    const frame = Math.max(bytes.indexOf(Buffer.from([0xff, 0xc0])), bytes.indexOf(Buffer.from([0xff, 0xc2])))
    bytes.writeUInt16BE(heightPx, frame + 5)
    bytes.writeUInt16BE(widthPx, frame + 7)
    return bytes
  }
  // The first box of an HEIC file (ISO 14496-12): size, "ftyp", major brand, version, compatible brands.
  const heic = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
    Buffer.alloc(64),
  ])

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string, RegExp]>([
    [
      'text named .jpg',
      () => Buffer.from('not a picture at all'),
      'file_type_refused',
      /Use a JPEG, PNG, WebP or AVIF/,
    ],
    [
      'an SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'file_type_refused',
      /Use a JPEG/,
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n'), 'file_type_refused', /is a PDF file\. Use a JPEG/],
    [
      'a GIF',
      () =>
        sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
          .gif()
          .toBuffer(),
      'file_type_refused',
      /is a GIF file\. Use a JPEG/,
    ],
    ['an HEIC photo', () => heic, 'file_type_refused', /is a HEIC file\. Use a JPEG/],
    ['an empty file', () => Buffer.alloc(0), 'file_unreadable', /is empty\. Export the picture again/],
    [
      'a JPEG that ends in its header',
      () => photo.subarray(0, 300),
      'file_unreadable',
      /is damaged\. Export the picture again/,
    ],
    [
      'more than 50 megapixels',
      () => withHeader(10_000, 5_001),
      'too_many_pixels',
      /has 51 megapixels; at most 50.*smaller/,
    ],
  ])('%s', async (_what, make, code, sentence) => {
    const refusal = await receiveBytes(await make(), 'mug.jpg').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(sentence) })
    expect(refusal).toMatchObject({ message: expect.stringContaining('mug.jpg') })
    expect(await rowsOf()).toEqual([])
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  })

  it('more than 25 MB, as soon as the limit is passed and without reading on', async () => {
    let sentBytes = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sentBytes += 65_536
          yield Buffer.alloc(65_536, 0xff)
        }
      })(),
    )
    await expect(receive(endless)).rejects.toMatchObject({
      code: 'file_too_large',
      message: expect.stringMatching(/larger than 25 MB\. Save it as a JPEG/),
    })
    expect(sentBytes).toBeLessThan(MAX_UPLOAD_BYTES + 4 * 1024 * 1024)
    expect(await rowsOf()).toEqual([])
  })

  it('a transfer that breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield photo.subarray(0, 1000)
        throw new Error('the line broke')
      })(),
    )
    await expect(receive(broken)).rejects.toThrow('the line broke')
    expect(await rowsOf()).toEqual([])
  })
})

describe('a photo that is cut off', () => {
  it('is taken in, refused with a sentence when it is prepared, and its bytes are removed', async () => {
    const { asset } = await receiveBytes(photo.subarray(0, photo.byteLength / 2), 'mug.jpg')
    await studio.jobs.runDue()
    expect(await readAsset(merchant, asset, studio.deps)).toMatchObject({
      status: 'refused',
      problem: '“mug.jpg” is damaged and cannot be read. Export the picture again and upload the new file.',
    })
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
    expect(await eventsOf('asset.refused')).toHaveLength(1)
  })

  it('is refused also when the worker died between removing the bytes and saying so', async () => {
    const { asset } = await receiveBytes(photo.subarray(0, photo.byteLength / 2))
    await studio.deps.store.delete([
      assetKey({ accountId: merchant.accountId, id: asset.id, attempt: 0 }, 'original'),
    ])
    await studio.jobs.runDue()
    expect((await readAsset(merchant, asset, studio.deps)).status).toBe('refused')
  })
})

describe('a crash between writing the row and storing the bytes', () => {
  const crash = async () => {
    const store = { ...studio.deps.store, put: () => Promise.reject(new Error('the process died')) }
    const body = Readable.from([photo])
    await expect(
      receiveUpload(merchant, { body, fileName: 'photo.jpg' }, { ...studio.deps, store }),
    ).rejects.toThrow('the process died')
  }

  it('shows nobody a picture without bytes, and is healed by uploading the same file again', async () => {
    await crash()
    const [row] = await rowsOf()
    await expect(readAsset(merchant, { id: row?.id ?? '' }, studio.deps)).rejects.toMatchObject({
      code: 'not_found',
    })
    const { asset, isNew } = await receiveBytes(photo)
    expect([asset.id, isNew]).toEqual([row?.id, true])
    await studio.jobs.runDue()
    expect((await readAsset(merchant, asset, studio.deps)).status).toBe('ready')
  })

  it('is swept after a day, and not before', async () => {
    await crash()
    studio.clock.advance(24 * 3_600_000 - 60_000)
    await applyRetention(systemActor, studio.deps)
    await studio.jobs.runDue()
    expect(await rowsOf()).toHaveLength(1)
    studio.clock.advance(60_000)
    await applyRetention(systemActor, studio.deps)
    await studio.jobs.runDue()
    expect(await rowsOf()).toEqual([])
  })
})

describe('a second upload of a photo that is deleted while it is being stored', () => {
  it('leaves nothing in storage', async () => {
    const { asset } = await receiveBytes(photo)
    // The slow one came first: it found a row that waits for its bytes.
    await studio.deps.db.asset.update({ where: { id: asset.id, attempt: 0 }, data: { status: 'uploading' } })
    const slow: TestStudio['deps']['store'] = {
      ...studio.deps.store,
      async put(...object) {
        await studio.deps.db.asset.update({
          where: { id: asset.id, attempt: 0 },
          data: { status: 'preparing' },
        })
        await deleteAsset(merchant, asset, studio.deps)
        await studio.jobs.runDue()
        await studio.deps.store.put(...object)
      },
    }
    const upload = { body: Readable.from([photo]), fileName: 'photo.jpg' }
    await expect(receiveUpload(merchant, upload, { ...studio.deps, store: slow })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  })
})
