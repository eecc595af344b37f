import { DomainError, type ErrorCode, type Id } from '@studio/core/kernel'
import type { TokenKind } from '@studio/core/tokens'
import type { Request } from 'express'
import { hashOf } from './read-body.ts'

/** Visible ASCII, as a header carries it. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** Refusals that say to come back: under the same key the request is then worked on, and not refused for a day. */
const FOR_NOW: readonly ErrorCode[] = ['rate_limited', 'request_in_progress', 'asset_not_ready']

/**
 * The idempotency key of a POST, or null. Keys of test tokens stand apart, so that nobody who goes live under the keys
 * that were tried out is answered with samples. @throws DomainError `invalid_input` for one that cannot be used
 */
export function readKey(req: Request, tokenKind: TokenKind): string | null {
  const key = req.headers['idempotency-key']
  if (key === undefined || req.method !== 'POST') return null
  // No key that is sent has a space.
  if (typeof key === 'string' && KEY.test(key)) return tokenKind === 'test' ? `test ${key}` : key
  throw new DomainError('invalid_input', 'Idempotency-Key takes 1 to 255 visible ASCII characters.', {
    fields: [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible ASCII characters.' }],
  })
}

/** A call that must take effect once. Its fingerprint is of method, path and everything that was sent. */
export function onceOnly(accountId: Id<'account'>, key: string, req: Request, contentHash: string) {
  return { accountId, key, requestHash: hashOf(`${req.method} ${req.path} ${contentHash}`) }
}

/** Whether a refusal is the answer to a request for good, and the same one for whoever repeats it. */
export function isKept(error: unknown): boolean {
  return !(error instanceof DomainError && FOR_NOW.includes(error.code))
}
