import { Readable } from 'node:stream'
import { addressUnreachable, answerTooLarge } from './errors.ts'

/** How much of a body is taken, and what its reader is told when it breaks off. */
export type BodyLimits = { headers: Headers; maxBytes: number; translate: (error: unknown) => unknown }

/**
 * Passes a body on and fails when it is longer than `maxBytes`, or compressed: we ask for it as it is
 * (`accept-encoding: identity`), and what unpacks to more than it seems is a way to fill memory. Nothing is
 * held back, so a reader must treat what came before the failure as worthless.
 */
export function guardBody(source: Readable, limits: BodyLimits): Readable {
  const body = Readable.from(count(source, limits), { objectMode: false })
  // A reader who leaves, also before the first byte, hangs up; that this is an error to the source is no news.
  body.once('close', () => source.on('error', () => {}).destroy())
  return body
}

async function* count(
  source: Readable,
  { headers, maxBytes, translate }: BodyLimits,
): AsyncGenerator<Buffer> {
  try {
    const encoding = headers.get('content-encoding') ?? 'identity'
    if (encoding.toLowerCase() !== 'identity') {
      throw addressUnreachable('This address sends its content compressed, although it was asked not to.')
    }
    if (Number(headers.get('content-length')) > maxBytes) throw answerTooLarge(maxBytes)
    let receivedBytes = 0
    for await (const chunk of source as AsyncIterable<Buffer>) {
      receivedBytes += chunk.length
      if (receivedBytes > maxBytes) throw answerTooLarge(maxBytes)
      yield chunk
    }
  } catch (error) {
    throw translate(error)
  }
}
