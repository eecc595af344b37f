import { type Hash, randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { ObjectStore } from './port.ts'

/** A mebibyte, in bytes. */
export const MIB = 1024 * 1024

/** Everything that a listing gives. */
export async function listAll(
  store: ObjectStore,
  prefix: string,
): Promise<{ key: string; sizeBytes: number }[]> {
  const found: { key: string; sizeBytes: number }[] = []
  for await (const object of store.list(prefix)) found.push(object)
  return found
}

/** Numbered chunks over one shared block, so that the content itself takes no memory and no two chunks are equal. */
export async function* largeContent(
  sizeMib: number,
  hash: Hash,
  look: (passedBytes: number) => void,
): AsyncGenerator<Buffer> {
  const block = randomBytes(MIB - 8)
  for (let index = 0; index < sizeMib; index += 1) {
    const number = Buffer.alloc(8)
    number.writeUInt32BE(index)
    for (const chunk of [number, block]) {
      hash.update(chunk)
      yield chunk
    }
    look(MIB)
  }
}

/** A stream that is cut off after so many mebibytes. */
export async function* failingContent(mebibytes: number): AsyncGenerator<Buffer> {
  for (let index = 0; index < mebibytes; index += 1) yield Buffer.alloc(MIB)
  throw new Error('the upload was cut off')
}

/** Follows the memory that buffers really hold: what is garbage already is collected before it is counted. */
export function watchMemory(): { look: (passedBytes: number) => void; growthBytes: () => number } {
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')
  const heldBytes = () => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const before = heldBytes()
  let peak = before
  let unseenBytes = 0
  return {
    look: (passedBytes) => {
      unseenBytes += passedBytes
      if (unseenBytes < 8 * MIB) return
      unseenBytes = 0
      peak = Math.max(peak, heldBytes())
    },
    growthBytes: () => peak - before,
  }
}
