import type { KeptThing } from '@studio/core/receipts'

/** What becomes of the rows of one table when their account is deleted. */
export type AccountTable = {
  table: string
  /** The receipt names each of them by id; of the others it says how many they were. */
  isNamed?: boolean
}

/** What opens the account from outside: gone at once, in the transaction that begins the deletion. */
export const DOORS: readonly AccountTable[] = [
  { table: 'mail_link' },
  { table: 'identity', isNamed: true },
  { table: 'provider_visit' },
  { table: 'store_visit' },
  { table: 'token', isNamed: true },
  { table: 'delivery' },
  // With its signing secrets: nothing is left that could be decrypted.
  { table: 'webhook_endpoint', isNamed: true },
]

/** Everything else that is deleted, before what it hangs on. */
export const CONTENTS: readonly AccountTable[] = [
  { table: 'session' },
  { table: 'export', isNamed: true },
  { table: 'batch_item' },
  { table: 'batch', isNamed: true },
  { table: 'output' },
  { table: 'generation', isNamed: true },
  { table: 'publication_asset' },
  { table: 'publication', isNamed: true },
  { table: 'product_source' },
  { table: 'product' },
  { table: 'store', isNamed: true },
  { table: 'analysis' },
  { table: 'favourite_shot' },
  { table: 'saved_shot', isNamed: true },
  { table: 'brand_kit' },
  { table: 'asset', isNamed: true },
  { table: 'quote' },
  { table: 'stored_answer' },
  { table: 'request_log' },
  { table: 'sign_in' },
  { table: 'order' },
  { table: 'subscription' },
  { table: 'event' },
]

const BOOKS = 'The books must add up for as long as they are kept.'

/** What stays, and why. A table with an account that is neither here nor deleted fails a test. */
export const KEPT_TABLES: Record<string, string> = {
  ledger_entry: BOOKS,
  credit_balance: BOOKS,
  grant: BOOKS,
  hold: BOOKS,
  account_deletion: 'It is the receipt.',
}

/** What stays of an account, in the words of its receipt. */
export const KEPT: readonly KeptThing[] = [
  {
    what: 'The credit ledger (ledger_entry, credit_balance, grant, hold)',
    why: 'The books must add up for as long as they are kept: numbers under an id that names nobody, without a word that anybody wrote about you.',
  },
  {
    what: 'This receipt (account_deletion)',
    why: 'So that it can be fetched: for 30 days from the deletion. It names nobody.',
  },
  {
    what: 'Counts of attempts (attempt_counter)',
    why: 'How often somebody tried to sign in, as a number beside a hash, until the limit runs out: an hour at most.',
  },
]
