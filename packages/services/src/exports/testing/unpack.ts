import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { expect } from 'vitest'
import { fromBufferPromise } from 'yauzl'

/** The files of an archive by name, read by a library that is not ours, every CRC checked. */
export async function unpack(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    expect(crc32(content), entry.fileName).toBe(entry.crc32)
    files.set(entry.fileName, content)
  }
  return files
}
