import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DomainError } from '@studio/core/kernel'
import type { Request } from 'express'

/** The largest JSON body, in bytes: far more than the longest prompt with all its sources. */
export const MAX_JSON_BYTES = 100 * 1024

/** How long a body may take to arrive, in milliseconds. */
const MAX_BODY_MS = 15_000

/** As long as that, or so many bytes a millisecond: a large body may come over a slow line. */
const SLOW_BYTES_PER_MS = 256

/** A body that was read: what it says, and a fingerprint of its bytes. */
export type ReadBody = { body: unknown; bodyHash: string }

/**
 * Reads the JSON body of a request; one without any body reads as nothing. Express's own parser is not used: it
 * reads a body that is too large to its end before it says so, and one that never ends for ever.
 * @throws DomainError `media_type_refused`, `request_too_large`, `request_timeout`, `invalid_input`
 */
export async function readJsonBody(req: Request, maxBytes = MAX_JSON_BYTES): Promise<ReadBody> {
  const isEmpty = !req.headers['transfer-encoding'] && Number(req.headers['content-length'] ?? 0) === 0
  if (isEmpty) return { body: undefined, bodyHash: hashOf('') }
  requireJson(req)
  const bytes = await readBytes(req, maxBytes)
  return { body: parse(bytes), bodyHash: hashOf(bytes) }
}

function requireJson({ headers }: Request): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.find((each) => each.trim().startsWith('charset='))?.split('=')[1]
  const isUtf8 = charset === undefined || charset.replaceAll('"', '').trim() === 'utf-8'
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity'
  if (type.trim() === 'application/json' && isUtf8 && isPlain) return
  throw new DomainError(
    'media_type_refused',
    'Send the body as JSON in UTF-8, not compressed, with "Content-Type: application/json".',
  )
}

/**
 * Reads a body byte for byte, up to the largest there may be: that of JSON, unless the caller takes more.
 * @throws DomainError `request_too_large`, `request_timeout`, `invalid_input`
 */
export function readBytes(req: IncomingMessage, maxBytes = MAX_JSON_BYTES): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const refuse = (error: DomainError) => {
      clearTimeout(timer)
      req.off('data', take)
      reject(error)
    }
    const timer = setTimeout(
      () => refuse(new DomainError('request_timeout', 'The body did not arrive in time. Nothing was done.')),
      Math.max(MAX_BODY_MS, maxBytes / SLOW_BYTES_PER_MS),
    )
    const take = (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes <= maxBytes) chunks.push(chunk)
      else refuse(new DomainError('request_too_large', `The body is larger than ${maxBytes / 1024} KB.`))
    }
    req.on('data', take)
    req.once('end', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks))
    })
    // Whoever hung up hears no answer: there only must be one.
    req.once('error', () => refuse(new DomainError('invalid_input', 'The request was broken off.')))
  })
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new DomainError('invalid_input', 'The body is not valid JSON in UTF-8.')
  }
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
