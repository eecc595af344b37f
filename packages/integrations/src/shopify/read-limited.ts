import { StoreFailure } from '../store-connector/index.ts'

/** Reads an answer up to a number of bytes. @throws StoreFailure `too_large` for a longer one */
export async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for await (const part of response.body ?? []) {
    sizeBytes += part.byteLength
    // Leaving the loop lets go of the connection.
    if (sizeBytes > maxBytes) throw new StoreFailure('too_large', `an answer of more than ${maxBytes} bytes`)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
