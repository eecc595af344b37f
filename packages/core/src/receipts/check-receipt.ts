import { canonicalJson } from './canonical-json.ts'
import { type Receipt, receiptSchema } from './schema.ts'

/** The text that a receipt's signature is over: all of it but the signature, in canonical JSON. */
export function receiptText(receipt: Omit<Receipt, 'signature'>): string {
  return canonicalJson({ ...receipt, signature: undefined })
}

/** Whether a signature over a text was made by the key; both in base64. */
export type SignatureCheck = (text: string, signature: string, publicKey: string) => boolean

/** What came of checking a receipt: the receipt, or what is wrong with it in a sentence. */
export type ReceiptCheck = { receipt: Receipt; problem: null } | { receipt: null; problem: string }

/**
 * Checks a receipt that somebody shows: its form, its signature, and that it tells things in the order in which they
 * must have happened. With a `publicKey` it must be signed by that key; without one only its being whole is proved,
 * not who made it.
 */
export function checkReceipt(shown: unknown, isSigned: SignatureCheck, publicKey?: string): ReceiptCheck {
  const result = receiptSchema.safeParse(shown)
  if (!result.success) {
    const [issue] = result.error.issues
    const where = issue?.path.join('.')
    return refused(`This is no receipt: ${where ? `${where}: ` : ''}${issue?.message}`)
  }
  const receipt = result.data
  if (publicKey !== undefined && receipt.publicKey !== publicKey)
    return refused(`It was signed by another key: ${receipt.publicKey}.`)
  if (!isSigned(receiptText(receipt), receipt.signature, receipt.publicKey))
    return refused('Its signature does not fit: it was changed after it was signed.')
  const { requestedAt, finishedAt, absence } = receipt
  if (!(Date.parse(requestedAt) <= Date.parse(absence.checkedAt)))
    return refused('It says that storage was checked before the deletion was asked for.')
  if (!(Date.parse(absence.checkedAt) <= Date.parse(finishedAt)))
    return refused('It says that the deletion was finished before storage was checked.')
  return { receipt, problem: null }
}

function refused(problem: string): ReceiptCheck {
  return { receipt: null, problem }
}
