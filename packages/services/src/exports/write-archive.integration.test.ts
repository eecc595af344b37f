import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { type ArchiveEntry, writeArchive } from './write-archive.ts'

const MODIFIED_AT = new Date('2026-11-22T10:30:01.000Z')
const GIB = 2 ** 30

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'studio-archive-'))
})
afterAll(() => rm(dir, { recursive: true }))

function entry(name: string, ...chunks: (string | Buffer)[]): ArchiveEntry {
  return { name, modifiedAt: MODIFIED_AT, open: async () => Readable.from(chunks) }
}

/** Everything that yauzl finds in an archive; it checks lengths itself, and here the CRC is checked too. */
async function unpack(zip: ZipFile): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for await (const found of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(found))
    expect(crc32(bytes), found.fileName).toBe(found.crc32)
    expect(found.getLastModDate()).toEqual(MODIFIED_AT)
    files.set(found.fileName, bytes)
  }
  expect(files.size).toBe(zip.entryCount)
  return files
}

const unpackBytes = async (bytes: Buffer) => unpack(await fromBufferPromise(bytes, { lazyEntries: true }))

const hasProgram = (name: string, flag: string) => spawnSync(name, [flag]).status === 0
/** Python's own reader of zip archives, which checks the CRC of what it reads. */
const PYTHON = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
read = archive.read(sys.argv[2]).decode()
sizes = [entry.file_size for entry in archive.infolist()]
print(json.dumps({"names": archive.namelist(), "sizes": sizes, "read": read}))
`
const readWithPython = (file: string, name: string) =>
  JSON.parse(String(spawnSync('python3', ['-c', PYTHON, file, name]).stdout))

describe('an archive', () => {
  it('gives back any files as they were, in any pieces, whether or not their length was said', async () => {
    const files = fc.array(
      fc.record({
        name: fc.constantFrom('a.jpg', 'b.json', 'ünï/日本 🎉.html', '../c', 'd'),
        chunks: fc.array(fc.uint8Array({ maxLength: 100 })),
        hasSize: fc.boolean(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const wanted = given.map(({ name, chunks, hasSize }) => {
          const bytes = Buffer.concat(chunks)
          const size = hasSize ? { sizeBytes: bytes.length } : {}
          return { ...entry(name, ...chunks.map((chunk) => Buffer.from(chunk))), ...size, bytes }
        })
        const unpacked = await unpackBytes(await buffer(writeArchive(wanted)))
        expect([...unpacked.values()]).toEqual(wanted.map(({ bytes }) => bytes))
      }),
    )
  })

  it('keeps pictures as they are and makes texts smaller', async () => {
    const text = '{"prompt":"a white mug"}'.repeat(1000)
    const bytes = await buffer(writeArchive([entry('recipe.json', text), entry('mug.jpg', text)]))
    const zip = await fromBufferPromise(bytes, { lazyEntries: true })
    const sizes = new Map<string, number>()
    for await (const { fileName, compressedSize } of zip.eachEntry()) sizes.set(fileName, compressedSize)
    expect(sizes.get('mug.jpg')).toBe(text.length)
    expect(sizes.get('recipe.json')).toBeLessThan(text.length / 50)
  })

  it.skipIf(!hasProgram('python3', '--version') || !hasProgram('unzip', '-v'))(
    'is whole to Python and to Info-ZIP',
    async () => {
      const file = join(dir, 'foreign.zip')
      const entries = [entry('ünï/日本 🎉.jpg', 'picture'), entry('../up.json', '{}'), entry('none.txt')]
      await pipeline(writeArchive(entries), createWriteStream(file))
      expect(readWithPython(file, 'up.json')).toEqual({
        ...{ names: ['ünï/日本 🎉.jpg', 'up.json', 'none.txt'], sizes: [7, 2, 0], read: '{}' },
      })
      expect(String(spawnSync('unzip', ['-t', file]).stdout)).toContain('No errors detected')
    },
  )

  it('may have more entries than fit into two bytes', async () => {
    const count = 66_000
    const entries = function* () {
      for (let index = 0; index < count; index++) yield entry(`folder/${index}.jpg`, `${index}`)
    }
    const zip = await fromBufferPromise(await buffer(writeArchive(entries())), { lazyEntries: true })
    let seen = 0
    for await (const found of zip.eachEntry()) {
      if (found.fileName !== `folder/${seen}.jpg`) throw new Error(`${found.fileName} is not number ${seen}`)
      if (seen++ % 1000 > 0) continue
      expect(String(await buffer(await zip.openReadStreamPromise(found)))).toBe(String(seen - 1))
    }
    expect(seen).toBe(count)
  })

  it('may hold a file of more than 4 GiB, and others behind it', async () => {
    const sizeBytes = 4 * GIB + 5
    const archive = await Sparse.from(
      writeArchive([zeros('video.mp4', sizeBytes), entry('after.jpg', 'behind')]),
    )
    const zip = await fromRandomAccessReaderPromise(archive, archive.sizeBytes, { lazyEntries: true })
    const sizes = new Map<string, number>()
    for await (const found of zip.eachEntry()) {
      let [sum, size] = [0, 0]
      for await (const chunk of await zip.openReadStreamPromise(found)) {
        sum = crc32(chunk, sum)
        size += chunk.length
      }
      expect(sum).toBe(found.crc32)
      sizes.set(found.fileName, size)
    }
    expect([...sizes]).toEqual([
      ['video.mp4', sizeBytes],
      ['after.jpg', 6],
    ])

    if (!hasProgram('python3', '--version')) return
    const file = join(dir, 'large.zip')
    await archive.save(file)
    expect(readWithPython(file, 'after.jpg')).toEqual({
      ...{ names: ['video.mp4', 'after.jpg'], sizes: [sizeBytes, 6], read: 'behind' },
    })
  })
})

describe('an archive that cannot be whole', () => {
  const good = entry('good.jpg', 'good')
  it.each<[string, Iterable<ArchiveEntry>, string]>([
    [
      'cannot be opened',
      [good, { ...good, open: () => Promise.reject(new Error('storage is away')) }],
      'storage is away',
    ],
    ['breaks off', [good, { ...good, open: async () => Readable.from(breaking('lost')) }], 'lost'],
    [
      'breaks off while it is made smaller',
      [good, { ...good, name: 'a.json', open: async () => Readable.from(breaking('lost')) }],
      'lost',
    ],
    ['ends without a word', [good, { ...good, open: async () => silent() }], 'Premature close'],
    ['is shorter than it said', [good, { ...good, sizeBytes: 5 }], 'good.jpg has 4 bytes instead of 5.'],
    ['is longer than it said', [{ ...good, sizeBytes: 3 }, good], 'good.jpg has 4 bytes instead of 3.'],
    ['is not known, because the list of them breaks off', listBreaking(good), 'the list is lost'],
  ])('says so instead of ending, when an entry %s', async (_what, entries, message) => {
    await expect(buffer(writeArchive(entries))).rejects.toThrow(message)
  })
})

describe('the work on an archive', () => {
  it('waits for its reader: nothing is opened ahead, and of a file only what buffers hold is read', async () => {
    let [opened, readBytes] = [0, 0]
    const entries = function* () {
      for (;;) {
        yield {
          ...entry('large.jpg'),
          open: async () => {
            opened++
            return Readable.from(
              (function* () {
                for (;;) {
                  readBytes += 65_536
                  yield Buffer.alloc(65_536)
                }
              })(),
              { objectMode: false },
            )
          },
        }
      }
    }
    const archive = writeArchive(entries())
    await once(archive, 'readable')
    // Longer than everything takes that would be done without a reader.
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
    expect(opened).toBe(1)
    expect(readBytes).toBeLessThan(1024 * 1024)
    archive.destroy()
    await closing(archive)
  })

  it.each<[string, (archive: Readable, controller: AbortController) => void]>([
    ['its reader goes away', (archive) => archive.destroy()],
    ['it is aborted', (_archive, controller) => controller.abort(new Error('stopped'))],
  ])('ends and closes a source that hangs, when %s', async (_when, end) => {
    const hanging = new Readable({ read() {} })
    const opened = Promise.withResolvers<void>()
    const controller = new AbortController()
    const source = async () => {
      opened.resolve()
      return hanging
    }
    const archive = writeArchive([{ ...entry('a.jpg'), open: source }], { signal: controller.signal })
    archive.on('error', () => {}).resume()
    await opened.promise
    const closed = Promise.all([closing(archive), closing(hanging)])
    end(archive, controller)
    await closed
    expect(hanging.destroyed).toBe(true)
  })

  it('closes a source that is opened only after its reader went away', async () => {
    const late = new Readable({ read() {} })
    const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Readable>()]
    const source = () => {
      asked.resolve()
      return answer.promise
    }
    const archive = writeArchive([{ ...entry('a.jpg'), open: source }]).resume()
    await asked.promise
    archive.destroy()
    await closing(archive)
    const closed = closing(late)
    answer.resolve(late)
    await closed
  })
})

/** Resolves when a stream is closed, with an error or without. */
function closing(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.once('close', resolve))
}

function* breaking(message: string) {
  yield Buffer.from('the beginning')
  throw new Error(message)
}

function* listBreaking(first: ArchiveEntry) {
  yield first
  throw new Error('the list is lost')
}

/** Closed in the middle, without an error. */
function silent(): Readable {
  const source = new Readable({ read() {} })
  source.push('the beginning')
  setImmediate(() => source.destroy())
  return source
}

const ZEROS = Buffer.alloc(1024 * 1024)

function zeros(name: string, sizeBytes: number): ArchiveEntry {
  const chunks = function* () {
    for (let left = sizeBytes; left > 0; left -= ZEROS.length)
      yield left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS
  }
  return { name, sizeBytes, modifiedAt: MODIFIED_AT, open: async () => Readable.from(chunks()) }
}

/** An archive of which only what is not the zeros above is kept; they are made again when it is read. */
class Sparse extends RandomAccessReader {
  sizeBytes = 0
  private readonly pieces: { offset: number; bytes: Buffer }[] = []

  static async from(archive: Readable): Promise<Sparse> {
    const sparse = new Sparse()
    for await (const bytes of archive as AsyncIterable<Buffer>) {
      if (bytes.buffer !== ZEROS.buffer) sparse.pieces.push({ offset: sparse.sizeBytes, bytes })
      sparse.sizeBytes += bytes.length
    }
    return sparse
  }

  /** Writes it to a file that takes no room on the disk for its zeros. */
  async save(file: string): Promise<void> {
    const handle = await open(file, 'w')
    for (const { offset, bytes } of this.pieces) await handle.write(bytes, 0, bytes.length, offset)
    await handle.close()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const pieces = this.pieces
    return Readable.from(
      (function* () {
        for (let at = start; at < end; at += ZEROS.length) {
          const chunk = Buffer.from(ZEROS.subarray(0, Math.min(ZEROS.length, end - at)))
          for (const { offset, bytes } of pieces) {
            if (offset + bytes.length <= at || offset >= at + chunk.length) continue
            bytes.copy(chunk, Math.max(0, offset - at), Math.max(0, at - offset))
          }
          yield chunk
        }
      })(),
    )
  }
}
