import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { DomainError } from '@studio/core/kernel'

/** An upload that lies in a temporary file; disposing of it removes the file. */
export type SpooledUpload = AsyncDisposable & {
  path: string
  sizeBytes: number
  sha256: string
  open(): Readable
}

/**
 * Writes an upload to a temporary file while counting and hashing it: its size must be known before object
 * storage takes it, and at no time is more than a chunk of it in memory.
 * @throws DomainError `file_too_large` as soon as the limit is passed
 */
export async function spoolUpload(body: Readable, tempDir: string): Promise<SpooledUpload> {
  const path = join(tempDir, `upload-${randomUUID()}`)
  const hash = createHash('sha256')
  let sizeBytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      if (sizeBytes > MAX_UPLOAD_BYTES) return done(fileTooLarge())
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const dispose = () => rm(path, { force: true })
  try {
    await pipeline(body, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    path,
    sizeBytes,
    sha256: hash.digest('hex'),
    open: () => createReadStream(path),
    [Symbol.asyncDispose]: dispose,
  }
}

/** What is answered for a file above the limit. */
export function fileTooLarge(): DomainError {
  const megabytes = MAX_UPLOAD_BYTES / 1024 / 1024
  return new DomainError(
    'file_too_large',
    `This file is larger than ${megabytes} MB. Save it as a JPEG of at most ${megabytes} MB and try again.`,
    { maxBytes: MAX_UPLOAD_BYTES },
  )
}
