import { sign } from 'node:crypto'
import { type Receipt, type ReceiptFacts, receiptFacts, receiptText } from '@studio/core/receipts'
import type { ReceiptKey } from '../keys/index.ts'

/**
 * Signs what a deletion did. The receipt checks itself with `verifyReceipt` and with `studio verify-receipt`.
 * @throws ZodError for facts that make no receipt, such as a storage check that found something
 */
export function signReceipt(facts: ReceiptFacts, { privateKey, publicKey }: ReceiptKey): Receipt {
  const unsigned = { format: 'studio-receipt/1' as const, ...receiptFacts.parse(facts), publicKey }
  const signature = sign(null, Buffer.from(receiptText(unsigned)), privateKey).toString('base64')
  return { ...unsigned, signature }
}
