import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What one sending is made of. `messageId` stays the same however often it is sent. */
export type Sending = { messageId: string; sentAt: Date; body: string }

const PREFIX = 'whsec_'

/** The bytes of a secret: between 24 and 64 by the specification. */
export const SECRET_BYTES = 32

/** Writes a signing secret as people copy it: `whsec_` and base64. */
export function writeSecret(bytes: Uint8Array): string {
  return PREFIX + toBase64(bytes)
}

/**
 * The headers that let a receiver check where a request comes from and that nobody changed it: Standard Webhooks
 * 1.0 ("webhook-id", "webhook-timestamp", "webhook-signature"). There is one signature for each secret, so that
 * both work while one takes the place of the other.
 */
export function signWebhook(
  { messageId, sentAt, body }: Sending,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  const signed = utf8ToBytes(`${messageId}.${timestamp}.${body}`)
  const signatures = secrets.map((secret) => `v1,${toBase64(hmac(sha256, readSecret(secret), signed))}`)
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

function readSecret(secret: string): Uint8Array {
  const binary = atob(secret.slice(PREFIX.length))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
