import { DomainError, type Id } from '@studio/core/kernel'
import type { Request } from 'express'
import { hashOf } from './read-body.ts'

/** Visible ASCII, as a header carries it. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** The idempotency key of a POST, or null. @throws DomainError `invalid_input` for one that cannot be used */
export function readKey(req: Request): string | null {
  const key = req.headers['idempotency-key']
  if (key === undefined || req.method !== 'POST') return null
  if (typeof key === 'string' && KEY.test(key)) return key
  throw new DomainError('invalid_input', 'Idempotency-Key takes 1 to 255 visible ASCII characters.', {
    fields: [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible ASCII characters.' }],
  })
}

/** A call that must take effect once. Its fingerprint is of method, path and everything that was sent. */
export function onceOnly(accountId: Id<'account'>, key: string, req: Request, contentHash: string) {
  return { accountId, key, requestHash: hashOf(`${req.method} ${req.path} ${contentHash}`) }
}
