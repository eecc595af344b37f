import type { Readable } from 'node:stream'
import { ObjectRefused } from './errors.ts'
import type { ByteRange } from './port.ts'

const MAX_KEY_BYTES = 512
/** Keeps a file name under 255 bytes even when every byte is escaped to three. */
const MAX_SEGMENT_BYTES = 80
/** A single PUT of S3 or R2 takes no more (R2: 4.995 GiB). */
const MAX_OBJECT_BYTES = 5_000_000_000
/** The most that fits into the parts of an upload in parts: S3 and R2 take 10,000, and all of R2's are equally long. */
export const MAX_STREAM_BYTES = 80_000_000_000
/** SigV4 query signatures live 7 days at most. */
const MAX_EXPIRY_SECONDS = 7 * 24 * 60 * 60

/** Control characters and the backslash. */
const FORBIDDEN = /[\p{Cc}\\]/u
const MIME = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*(; ?[\w-]+=[\w.-]+)*$/i

function isSegment(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !FORBIDDEN.test(segment) &&
    segment.isWellFormed() &&
    Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES
  )
}

/** Throws `ObjectRefused` unless `key` follows the grammar that `ObjectStore` documents. */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES || !key.split('/').every(isSegment)) {
    throw new ObjectRefused(`Not an object key: ${JSON.stringify(key)}`)
  }
}

/** Throws `ObjectRefused` unless some valid key can begin with `prefix`. */
export function checkPrefix(prefix: string): void {
  const last = prefix.split('/').at(-1) ?? ''
  const begun = last === '' || last === '.' || last === '..' ? `${prefix}x` : prefix
  checkKey(begun)
}

/** Throws `ObjectRefused` for a size or MIME type that cannot be stored, or a buffer of another size. */
export function checkBody(
  body: Readable | Uint8Array,
  { sizeBytes, mime }: { sizeBytes: number; mime: string },
): void {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > MAX_OBJECT_BYTES) {
    throw new ObjectRefused(`Not a size that can be stored: ${sizeBytes} bytes`)
  }
  if (body instanceof Uint8Array && body.byteLength !== sizeBytes) {
    throw new ObjectRefused(`The body is ${body.byteLength} bytes long, not ${sizeBytes}`)
  }
  checkMime(mime)
}

/** Throws `ObjectRefused` unless `mime` is a MIME type of at most 100 characters. */
export function checkMime(mime: string): void {
  if (mime.length > 100 || !MIME.test(mime))
    throw new ObjectRefused(`Not a MIME type: ${JSON.stringify(mime)}`)
}

/** Throws `ObjectRefused` unless the range could be part of some object. */
export function checkRange({ start, end }: ByteRange): void {
  const isValid = Number.isSafeInteger(start) && start >= 0
  const ends = end === undefined || (Number.isSafeInteger(end) && end >= start)
  if (!isValid || !ends) throw new ObjectRefused(`Not a byte range: ${start}-${end ?? ''}`)
}

/** Throws `ObjectRefused` unless a signed URL may live that long. */
export function checkExpiry(expiresInSeconds: number): void {
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRY_SECONDS) {
    throw new ObjectRefused(`A signed URL lives 1 second to 7 days, not ${expiresInSeconds} s`)
  }
}
