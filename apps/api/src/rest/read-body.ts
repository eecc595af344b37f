import { createHash } from 'node:crypto'
import { DomainError } from '@studio/core/kernel'
import express, { type Request, type Response } from 'express'

/** The largest JSON body, in bytes: far more than the longest prompt with all its sources. */
export const MAX_JSON_BYTES = 100 * 1024

/** How long a JSON body may take to arrive, in milliseconds. */
const MAX_BODY_MS = 15_000

/** A body that was read: what it says, and a fingerprint of its bytes. */
export type ReadBody = { body: unknown; bodyHash: string }

const hashes = new WeakMap<Request, string>()
const parseJson = express.json({
  limit: MAX_JSON_BYTES,
  inflate: false,
  verify: (req, _res, bytes) => void hashes.set(req as Request, hashOf(bytes)),
})

/**
 * Reads the JSON body of a request; one without any body reads as nothing.
 * @throws DomainError `media_type_refused`, `request_too_large`, `request_timeout`, `invalid_input`
 */
export async function readJsonBody(req: Request, res: Response): Promise<ReadBody> {
  const isEmpty = !req.headers['transfer-encoding'] && Number(req.headers['content-length'] ?? 0) === 0
  if (isEmpty) return { body: undefined, bodyHash: hashOf('') }
  if (!req.is('application/json')) {
    throw new DomainError(
      'media_type_refused',
      'Send the body as JSON, with "Content-Type: application/json".',
    )
  }
  await withinTime(
    new Promise<void>((resolve, reject) => {
      parseJson(req, res, (error?: unknown) => (error ? reject(toRefusal(error)) : resolve()))
    }),
  )
  return { body: req.body, bodyHash: hashes.get(req) ?? hashOf('') }
}

async function withinTime(reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DomainError('request_timeout', 'The body did not arrive in time. Nothing was done.')),
      MAX_BODY_MS,
    )
  })
  reading.catch(() => {})
  await Promise.race([reading, timeout]).finally(() => clearTimeout(timer))
}

/** What express's parser refuses is the sender's doing. */
function toRefusal(error: unknown): DomainError {
  const status = (error as { status?: number }).status
  if (status === 413)
    return new DomainError('request_too_large', `The body is larger than ${MAX_JSON_BYTES / 1024} KB.`)
  if (status === 415)
    return new DomainError('media_type_refused', 'Send the body as JSON in UTF-8, without compression.')
  return new DomainError('invalid_input', 'The body is not valid JSON.')
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
