import type { FileHandle } from 'node:fs/promises'

/** Bytes that follow the object in its file. */
export const TRAILER_BYTES = 128

const MARK = '\nstudio-object 1 '

/**
 * What is kept with an object, in the last 128 bytes of its own file: one rename then makes bytes and MIME type
 * visible together, which two files could not. Being last, it also shows that the file is complete, and
 * leaves byte n of the object at byte n of the file.
 */
export function writeTrailer(mime: string): Buffer {
  return Buffer.from(`${MARK}${mime}`.padEnd(TRAILER_BYTES - 1).concat('\n'))
}

/** Reads the MIME type back. `fileBytes` is the size of the whole file; throws when it is not one of ours. */
export async function readTrailer(file: FileHandle, fileBytes: number): Promise<{ mime: string }> {
  const buffer = Buffer.alloc(TRAILER_BYTES)
  if (fileBytes >= TRAILER_BYTES) await file.read(buffer, 0, TRAILER_BYTES, fileBytes - TRAILER_BYTES)
  const text = buffer.toString('latin1')
  if (!text.startsWith(MARK))
    throw new Error('The file is damaged, or was not written by the disk object store')
  return { mime: text.slice(MARK.length).trim() }
}
