import type { Readable } from 'node:stream'
import { ObjectRefused } from './errors.ts'

/**
 * Passes a body of unknown length on chunk by chunk, counting its bytes, and fails once it is longer than
 * `maxBytes`. `onFailure` hears what went wrong with the body itself, which tells it from a failure of the storage.
 */
export async function* countedBody(
  body: Readable,
  maxBytes: number,
  count: { sizeBytes: number },
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      count.sizeBytes += bytes.byteLength
      if (count.sizeBytes > maxBytes) throw new ObjectRefused(`The body is longer than ${maxBytes} bytes`)
      yield bytes
    }
  } catch (error) {
    onFailure(error)
    throw error
  }
}

/**
 * Passes a body on chunk by chunk and fails unless it is exactly `sizeBytes` long, so that a connection cut
 * in the middle never passes for a shorter file. `onFailure` hears what went wrong with the body itself,
 * which tells it from a failure of the storage.
 */
export async function* measuredBody(
  body: Readable | Uint8Array,
  sizeBytes: number,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    let passedBytes = 0
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      passedBytes += bytes.byteLength
      if (passedBytes > sizeBytes) throw new ObjectRefused(`The body is longer than ${sizeBytes} bytes`)
      yield bytes
    }
    if (passedBytes < sizeBytes)
      throw new ObjectRefused(`The body ended at ${passedBytes} of ${sizeBytes} bytes`)
  } catch (error) {
    onFailure(error)
    throw error
  }
}
