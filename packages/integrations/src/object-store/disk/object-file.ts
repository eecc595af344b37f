import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MAX_STREAM_BYTES } from '../arguments.ts'
import { ObjectStoreUnavailable } from '../errors.ts'
import { countedBody, measuredBody } from '../measured-body.ts'
import type { ByteRange, ObjectHead } from '../port.ts'
import { ifThere, isNotFound, orUnavailable } from './failures.ts'
import { syncDirectory } from './sync-directory.ts'
import { readTrailer, TRAILER_BYTES, writeTrailer } from './trailer.ts'

/** A fraction of a millisecond each; many, so that deletes in a tight loop cannot starve a put. */
const MOVE_ATTEMPTS = 1000

/** Writes an object with its trailer to a new file and syncs it. Bytes must be as many as they are said to be. */
export function writeObjectFile(
  path: string,
  body: Readable | Uint8Array,
  { sizeBytes, mime }: { sizeBytes: number; mime: string },
): Promise<void> {
  if (body instanceof Uint8Array) return orUnavailable('put', () => writeBytes(path, body, mime))
  return writeBody(path, mime, (onFailure) => measuredBody(body, sizeBytes, onFailure))
}

/** What is held whole needs no stream, which takes several times as long for a small picture. */
async function writeBytes(path: string, bytes: Uint8Array, mime: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    const parts = [bytes, writeTrailer(mime)]
    const { bytesWritten } = await file.writev(parts)
    if (bytesWritten < bytes.byteLength + TRAILER_BYTES) throw new Error('The disk took only a part of it')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** As `writeObjectFile`, for a body whose length shows at its end. Answers the length. */
export async function writeObjectStream(path: string, body: Readable, mime: string): Promise<number> {
  const count = { sizeBytes: 0 }
  await writeBody(path, mime, (onFailure) => countedBody(body, MAX_STREAM_BYTES, count, onFailure))
  return count.sizeBytes
}

async function writeBody(
  path: string,
  mime: string,
  open: (onFailure: () => void) => AsyncIterable<Uint8Array>,
): Promise<void> {
  let isBodyAtFault = false
  async function* content() {
    yield* open(() => {
      isBodyAtFault = true
    })
    yield writeTrailer(mime)
  }
  try {
    await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  } catch (error) {
    throw isBodyAtFault ? error : new ObjectStoreUnavailable('put', error)
  }
}

/** Renames a written file to where readers look for it, and syncs the directory so that a power cut keeps it. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  const directory = dirname(to)
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (attempt > 1) await mkdir(directory, { recursive: true, mode: 0o700 })
      await rename(from, to)
      break
    } catch (error) {
      // It is the first object there, or a delete beside us has taken the directory away while it was still empty.
      if (!isNotFound(error) || attempt === MOVE_ATTEMPTS) throw error
    }
  }
  await syncDirectory(directory)
}

/** Opens an object's file and reads what is kept with it; null when there is none. Close `file` afterwards. */
export async function openObjectFile(path: string): Promise<{ file: FileHandle; head: ObjectHead } | null> {
  const file = await ifThere(open(path))
  if (!file) return null
  try {
    const { size, ino, mtimeNs } = await file.stat({ bigint: true })
    const { mime } = await readTrailer(file, Number(size))
    // Every put makes a new file, so these three change with every write.
    const etag = `"${[ino, mtimeNs, size].map((n) => n.toString(36)).join('-')}"`
    return { file, head: { sizeBytes: Number(size) - TRAILER_BYTES, mime, etag } }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Up to so many bytes are read at once: a stream takes several times as long for a small picture. */
const AT_ONCE_BYTES = 256 * 1024

/** Opens the object's bytes, or a range of them, for reading; `file` is closed at their end. */
export async function readObjectBytes(
  file: FileHandle,
  sizeBytes: number,
  range?: ByteRange,
): Promise<Readable> {
  const start = range?.start ?? 0
  const end = Math.min(range?.end ?? sizeBytes - 1, sizeBytes - 1)
  if (end - start >= AT_ONCE_BYTES) return file.createReadStream({ start, end })
  try {
    return Readable.from(await readBytes(file, start, end - start + 1), { objectMode: false })
  } finally {
    await file.close()
  }
}

async function readBytes(file: FileHandle, start: number, count: number): Promise<Buffer> {
  if (count <= 0) return Buffer.alloc(0)
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(count), 0, count, start)
  if (bytesRead < count) throw new Error('The file was cut short while it was read')
  return buffer
}
