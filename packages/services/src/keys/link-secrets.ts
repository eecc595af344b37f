import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Key, Keyring } from './keyring.ts'

/** What a link with a secret of its own opens; one kind's secret is no good for another. */
export type SecretLinkKind = 'mail-link' | 'deletion-receipt' | 'task-callback'

/**
 * The secret part of a link, made of the id it belongs to: it is stored nowhere, and a job that carries ids alone can
 * write it again. 256 bits as base64url.
 */
export function makeLinkSecret(kind: SecretLinkKind, id: string, [current]: Keyring): string {
  return sign(kind, id, current).toString('base64url')
}

/** Whether a secret belongs to an id, compared in constant time. Links made with an older key go on working. */
export function isLinkSecret(kind: SecretLinkKind, id: string, secret: string, keys: Keyring): boolean {
  const given = Buffer.from(secret, 'base64url')
  return keys.some((key) => {
    const expected = sign(kind, id, key)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** The key is derived (HKDF, RFC 5869), so that what it signs is of no use where the key itself is used. */
function sign(kind: SecretLinkKind, id: string, { bytes }: Key): Buffer {
  const key = hkdfSync('sha256', bytes, '', `studio-pro ${kind} v1`, 32)
  return createHmac('sha256', Buffer.from(key)).update(id).digest()
}
