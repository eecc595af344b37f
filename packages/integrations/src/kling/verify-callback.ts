import { createHmac, timingSafeEqual } from 'node:crypto'

/** A callback as it came in: its headers, and its body byte for byte. */
export type IncomingCallback = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Uint8Array
}

/** How far a callback's time may be from ours, in seconds: what is older was recorded by somebody. */
const TOLERANCE_SEC = 300

/**
 * Whether Kling sent a callback, and nobody changed it: HMAC-SHA256 over id, time and body, with the webhook secret as
 * the console shows it (kling.ai/document-api, callbacks; Standard Webhooks 1.0). While a secret is replaced there are
 * two signatures, of which one has to match.
 */
export function isKlingCallback({ headers, body }: IncomingCallback, secret: string, now: Date): boolean {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false
  if (!/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SEC) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64')
    return signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
  })
}
