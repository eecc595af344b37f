import type { IncomingMessage } from 'node:http'

/** Reads a body. Past the limit it throws what `refuse` answers, and the connection stays, so that a refusal arrives. */
export async function readBody(
  incoming: IncomingMessage,
  maxBytes: number,
  refuse: () => Error,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw refuse()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
