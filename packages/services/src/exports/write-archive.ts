import { addAbortSignal, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { nameEntries } from './name-entries.ts'
import {
  dataDescriptor,
  directoryEnd,
  directoryRecord,
  type EntryHead,
  type EntryTail,
  localHeader,
  METHOD,
} from './zip-format.ts'

/** A file for an archive. */
export type ArchiveEntry = {
  /** Its path in the archive, with slashes. What no system could unpack is made safe, what is there twice is numbered. */
  name: string
  /** How long it is, where that is known: an entry that turns out otherwise ends the archive with an error. */
  sizeBytes?: number
  modifiedAt: Date
  /** Opens it; called when its turn has come. */
  open(): Promise<Readable>
}

/** What compresses well. Pictures and videos are compressed already. */
const COMPRESSIBLE = /\.(json|html|txt|csv|md|svg)$/i

/** Up to here an entry's sizes fit into 4 bytes, also if deflating makes it longer (zlib: 5 bytes for each 16 KiB). */
const SMALL_BYTES = 4_000_000_000

const DIRECTORY_BLOCK_BYTES = 65_536

/**
 * Streams a zip archive, entry after entry, no faster than it is read. Memory does not grow with the files, only by
 * some hundred bytes for each entry. An entry that cannot be opened or read to its end, or that is not as long as it
 * said, destroys the stream with the error: what was read so far has no table of contents and is no archive.
 * Destroying the stream, or aborting the signal, closes the entry that is being read.
 */
export function writeArchive(
  entries: AsyncIterable<ArchiveEntry> | Iterable<ArchiveEntry>,
  { signal }: { signal?: AbortSignal } = {},
): Readable {
  const stop = new AbortController()
  const bytes = generateArchive(entries, stop.signal)
  return new Readable({
    ...(signal && { signal }),
    read() {
      bytes.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error) => this.destroy(error),
      )
    },
    destroy(error, callback) {
      stop.abort(error)
      // It waits for what it is doing; the entry that it reads was just closed. Nobody is left to hear of errors.
      bytes.return(undefined).catch(() => {})
      callback(error)
    },
  })
}

async function* generateArchive(
  entries: AsyncIterable<ArchiveEntry> | Iterable<ArchiveEntry>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, undefined> {
  const directory = openDirectory()
  const nameEntry = nameEntries()
  let offset = 0
  for await (const entry of entries) {
    const head = headOf(entry, nameEntry(entry.name))
    const tail: EntryTail = { crc32: 0, storedBytes: 0, sizeBytes: 0 }
    const header = localHeader(head)
    yield header
    const source = addAbortSignal(signal, await entry.open())
    const measured = measure(source, tail)
    for await (const chunk of head.method === METHOD.deflated ? deflate(measured) : measured) {
      tail.storedBytes += chunk.length
      yield chunk
    }
    if (entry.sizeBytes !== undefined && entry.sizeBytes !== tail.sizeBytes)
      throw new Error(`${entry.name} has ${tail.sizeBytes} bytes instead of ${entry.sizeBytes}.`)
    const descriptor = dataDescriptor({ ...head, ...tail })
    yield descriptor
    directory.add(directoryRecord({ ...head, ...tail, offset }))
    offset += header.length + tail.storedBytes + descriptor.length
  }
  yield* directory.blocks()
  yield directoryEnd(directory.entries, directory.sizeBytes, offset)
}

function headOf({ sizeBytes = Number.POSITIVE_INFINITY, modifiedAt }: ArchiveEntry, name: string): EntryHead {
  return {
    name: Buffer.from(name),
    modifiedAt,
    method: COMPRESSIBLE.test(name) ? METHOD.deflated : METHOD.stored,
    isLarge: sizeBytes > SMALL_BYTES,
  }
}

/** Hands bytes on, and notes how many they are and their CRC. */
async function* measure(source: Readable, tail: EntryTail): AsyncGenerator<Buffer> {
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    tail.crc32 = crc32(bytes, tail.crc32)
    tail.sizeBytes += bytes.length
    if (bytes.length > 0) yield bytes
  }
}

function deflate(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const deflater = createDeflateRaw()
  // An error of the source destroys the deflater with it, and so reaches its reader.
  pipeline(bytes, deflater).catch(() => {})
  return deflater
}

/** The table of contents, kept in blocks: thousands of small buffers would hold much more memory than they are. */
function openDirectory() {
  const full: Buffer[] = []
  let recent: Buffer[] = []
  let recentBytes = 0
  const close = () => {
    full.push(Buffer.concat(recent))
    recent = []
    recentBytes = 0
  }
  const directory = {
    entries: 0,
    sizeBytes: 0,
    add(record: Buffer): void {
      recent.push(record)
      recentBytes += record.length
      directory.entries++
      directory.sizeBytes += record.length
      if (recentBytes >= DIRECTORY_BLOCK_BYTES) close()
    },
    blocks(): Buffer[] {
      if (recentBytes > 0) close()
      return full
    },
  }
  return directory
}
