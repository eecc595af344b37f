import type { Readable } from 'node:stream'

/** What is known about a stored object without reading it. */
export type ObjectHead = {
  /** Size of the whole object, in bytes. */
  sizeBytes: number
  /** The MIME type it was stored with. */
  mime: string
  /** HTTP entity tag with its quotes; changes whenever the object is written again. */
  etag: string
}

/** An object opened for reading. Consume `body` or destroy it; a broken transfer ends it with an error. */
export type ObjectRead = ObjectHead & { body: Readable }

/** Bytes `start` to `end`, both included, counted from 0; without `end`, to the last byte. */
export type ByteRange = { start: number; end?: number }

/** How a signed URL is to be answered. */
export type SignedUrlOptions = {
  /** 1 second to 7 days (S3's own limit). */
  expiresInSeconds: number
  /** Makes the browser save the object under this name; without it, the browser shows it. */
  downloadName?: string
  /** Content type to answer with, instead of the one it was stored with. */
  mime?: string
}

/**
 * Where files live. Every adapter passes `object-store.contract.ts`.
 *
 * A key is `/`-separated segments of any Unicode text but control characters and `\`: at most 512 bytes,
 * 80 a segment, no segment empty, `.` or `..`. Methods throw `ObjectRefused` for a malformed argument and
 * `ObjectStoreUnavailable` when the storage cannot do its work now.
 */
export type ObjectStore = {
  /**
   * Stores `body` under `key`, replacing what was there. Streams; readers see the whole object or none of it.
   * A body that fails, or is not exactly `sizeBytes` (at most 5 GB) long, leaves everything as it was; the
   * error of a failing stream is thrown on.
   */
  put(key: string, body: Readable | Uint8Array, options: { sizeBytes: number; mime: string }): Promise<void>
  /**
   * Stores a body whose length nobody knows before its end, such as an archive, replacing what was there. Holds a
   * few megabytes of it at a time, whatever its length; readers see the whole object or none of it. A body that
   * fails, or is longer than 80 GB, leaves everything as it was; the error of the stream is thrown on.
   */
  putStream(key: string, body: Readable, options: { mime: string }): Promise<{ sizeBytes: number }>
  /** Opens an object, or a range of it (cut at its end). Throws `ObjectMissing`; `ObjectRefused` for a range past the end. */
  get(key: string, options?: { range?: ByteRange }): Promise<ObjectRead>
  /** What is stored under `key`, or null. */
  head(key: string): Promise<ObjectHead | null>
  /** A URL at which anyone who has it may GET the object until it expires. Does not check that it exists. */
  signedUrl(key: string, options: SignedUrlOptions): Promise<string>
  /** Removes any number of objects for good. A missing one is no error, so it is safe to repeat. */
  delete(keys: string[]): Promise<void>
  /**
   * Forgets what uploads of keys that begin with `prefix` left when their process was killed: bytes that no reader
   * sees and no list shows. An upload that is still under way may fail of it.
   */
  removeUnfinished(prefix: string): Promise<void>
  /** Every object whose key begins with `prefix` (`''` lists all), in no promised order. */
  list(prefix: string): AsyncIterable<{ key: string; sizeBytes: number }>
}
