import { z } from 'zod'

const text = z.string().min(1)
const count = z.number().int().min(0)
const moment = z.iso.datetime()
/** So many bytes in base64, padded, and written the one way that there is. */
const base64 = (bytes: number) => {
  const words = `Expected ${bytes} bytes in base64.`
  return z.string().refine((given) => {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(given) || given.length % 4 !== 0) return false
    const decoded = atob(given)
    return decoded.length === bytes && btoa(decoded) === given
  }, words)
}

/** A thing that was removed: what it was, the hash of its original file, and how many stored objects and bytes went with it. */
export const removedThing = z.strictObject({
  kind: text,
  id: text,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  objects: count,
  bytes: count,
})

/** What stays, and why it must. */
export const keptThing = z.strictObject({ what: text, why: text })

/** What a deletion did, before it is signed. Times are ISO 8601 in UTC. Nothing in it names a person. */
export const receiptFacts = z.strictObject({
  receiptId: text,
  subject: z.strictObject({ kind: text, id: text }),
  accountId: text,
  requestedAt: moment,
  finishedAt: moment,
  removed: z.array(removedThing),
  kept: z.array(keptThing),
  /** The proof that it is gone: storage was listed under every prefix that held it, and nothing was there. */
  absence: z.strictObject({ checkedAt: moment, prefixes: z.array(text), objectsFound: z.literal(0) }),
})

/**
 * A receipt. `publicKey` and `signature` (Ed25519, RFC 8032) are base64. A member that is not listed here is refused:
 * it would be a claim that nobody signed.
 */
export const receiptSchema = receiptFacts.extend({
  format: z.literal('studio-receipt/1'),
  publicKey: base64(32),
  signature: base64(64),
})

/** @see receiptFacts */
export type ReceiptFacts = z.infer<typeof receiptFacts>
/** @see receiptSchema */
export type Receipt = z.infer<typeof receiptSchema>
/** @see removedThing */
export type RemovedThing = z.infer<typeof removedThing>
/** @see keptThing */
export type KeptThing = z.infer<typeof keptThing>
