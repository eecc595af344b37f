import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { parseKeyBytes } from './keyring.ts'

/** The Ed25519 key that signs receipts, and its public half: 32 bytes in base64, for everybody to check with. */
export type ReceiptKey = { privateKey: KeyObject; publicKey: string }

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads the private key (RFC 8032) from its 32 bytes in base64.
 * @throws an Error with a sentence, never the content
 */
export function parseReceiptKey(base64: string): ReceiptKey {
  const key = Buffer.concat([PKCS8_PREFIX, parseKeyBytes(base64, 'The key')])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') }
}

/** The public half from its 32 bytes in base64, to check signatures with. */
export function toPublicKey(base64: string): KeyObject {
  const x = Buffer.from(base64, 'base64').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}
