import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const MIB = 1024 * 1024
const SAMPLE_EVERY_BYTES = 4 * MIB

/** What reading a stream to its end showed: how many bytes, when the first came, and how much memory grew meanwhile. */
export type Drained = { bytes: number; firstByteMs: number; growthMib: number }

/** Opens a stream and reads it to its end, holding nothing of it. */
export async function drain(open: () => Readable | Promise<Readable>): Promise<Drained> {
  const begun = performance.now()
  const memoryBefore = process.memoryUsage.rss()
  let [memoryMost, bytes, sampledAt, firstByteMs] = [memoryBefore, 0, 0, 0]
  const reader = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      if (bytes === 0) firstByteMs = performance.now() - begun
      bytes += chunk.length
      if (bytes >= sampledAt) {
        memoryMost = Math.max(memoryMost, process.memoryUsage.rss())
        sampledAt = bytes + SAMPLE_EVERY_BYTES
      }
      callback()
    },
  })
  await pipeline(await open(), reader)
  return { bytes, firstByteMs, growthMib: (memoryMost - memoryBefore) / MIB }
}
