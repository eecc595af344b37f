import { z } from 'zod'
import { type Keyring, parseKeyring } from './keyring.ts'
import { parseReceiptKey, type ReceiptKey } from './receipt-key.ts'

/** The secrets of an installation that use cases work with. */
export type Keys = {
  /** They encrypt the data keys of stored credentials. */
  credentials: Keyring
  /** They make the hashes of tokens. */
  tokenPeppers: Keyring
  /** It signs receipts. */
  receipt: ReceiptKey
}

/** Reads `Keys` from the environment; see `.env.example`. What is wrong is said in a sentence without content. */
export const keyVariables = z
  .object({
    CREDENTIAL_KEYS: z.string().transform(parsedBy(parseKeyring)),
    TOKEN_PEPPERS: z.string().transform(parsedBy(parseKeyring)),
    RECEIPT_SIGNING_KEY: z.string().transform(parsedBy(parseReceiptKey)),
  })
  .transform(
    (env): Keys => ({
      credentials: env.CREDENTIAL_KEYS,
      tokenPeppers: env.TOKEN_PEPPERS,
      receipt: env.RECEIPT_SIGNING_KEY,
    }),
  )

/** A parser that throws sentences, as a step of a schema. */
function parsedBy<Value>(parse: (text: string) => Value) {
  return (text: string, context: z.RefinementCtx<string>) => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
      return z.NEVER
    }
  }
}
