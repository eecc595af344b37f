import { verify } from 'node:crypto'
import { checkReceipt, type ReceiptCheck, type SignatureCheck } from '@studio/core/receipts'
import { toPublicKey } from '../keys/index.ts'

/**
 * Checks a receipt without database or network.
 * @param publicKey the key that the studio publishes, in base64; without it only wholeness is proved
 */
export function verifyReceipt(shown: unknown, publicKey?: string): ReceiptCheck {
  return checkReceipt(shown, isSigned, publicKey)
}

const isSigned: SignatureCheck = (text, signature, publicKey) => {
  try {
    return verify(null, Buffer.from(text), toPublicKey(publicKey), Buffer.from(signature, 'base64'))
  } catch {
    // 32 bytes that are no point of the curve are no key.
    return false
  }
}
