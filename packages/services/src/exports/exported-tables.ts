import type { RetainedThing } from '@studio/core/retention'

/**
 * How the rows of a table get into an export. `file`: as JSON under this path, less the columns in `omit`, each
 * with its reason. `condition`: SQL about the row `t`. `retained`: rows past their time by this rule are left out.
 */
export type ExportedTable = {
  file: string
  /** The column by which the rows are read, in its order, or the columns that tell them apart together. */
  key: string | readonly string[]
  omit?: Record<string, string>
  condition?: string
  retained?: RetainedThing
}

/** A table that is not exported as it is: in other words elsewhere in the archive, or not at all; and why. */
export type ExemptTable = { exempt: string }

/**
 * Every table that has an account: a new one is exported, or exempted here with a reason, or the tests fail.
 * Secrets are left out by the name of their column.
 */
export const EXPORTED_TABLES: Record<string, ExportedTable | ExemptTable> = {
  session: {
    file: 'data/sessions.json',
    key: 'id',
    omit: { id: 'It is what a cookie is checked against.' },
    retained: 'session',
  },
  identity: { file: 'data/identities.json', key: 'id' },
  provider_visit: { exempt: 'It lives for minutes, and holds secrets of a sign-in that is under way.' },
  mail_link: { file: 'data/mail-links.json', key: 'id', retained: 'mailLink' },
  sign_in: { file: 'data/sign-ins.json', key: 'id', retained: 'signIn' },
  account_deletion: { file: 'data/account-deletions.json', key: 'id' },
  export: { file: 'data/exports.json', key: 'id', condition: 't.deleted_at IS NULL', retained: 'export' },
  token: {
    file: 'data/tokens.json',
    key: 'id',
    omit: {
      hash: 'It is what a token is checked against.',
      pepper_id: 'It names a key of the operator.',
    },
  },
  request_log: { file: 'data/request-log.json', key: 'id', retained: 'requestLog' },
  stored_answer: {
    exempt: 'For a day, a second copy of answers that were already sent; what they tell is exported itself.',
  },
  webhook_endpoint: {
    file: 'data/webhook-endpoints.json',
    key: 'id',
    omit: {
      secret_sealed: 'It signs what is sent; it was shown when it was made.',
      previous_secret_sealed: 'It signed what was sent.',
    },
  },
  delivery: { file: 'data/webhook-deliveries.json', key: 'id', retained: 'delivery' },
  asset: { file: 'data/assets.json', key: 'id', condition: 't.deleted_at IS NULL' },
  analysis: {
    file: 'data/analyses.json',
    key: 'asset_id',
    condition: 'EXISTS (SELECT FROM asset a WHERE a.id = t.asset_id AND a.deleted_at IS NULL)',
  },
  saved_shot: { file: 'data/saved-shots.json', key: 'id' },
  favourite_shot: { file: 'data/favourite-shots.json', key: 'shot_id' },
  brand_kit: { file: 'data/brand-kit.json', key: 'account_id' },
  store: {
    file: 'data/stores.json',
    key: 'id',
    omit: {
      credentials_sealed: 'It is what the store lets us in with.',
      webhook_secret_sealed: 'It signs what the store sends.',
    },
  },
  store_visit: { exempt: 'It lives for minutes, while a store’s platform asks its owner.' },
  product: { file: 'data/products.json', key: 'id' },
  product_source: { file: 'data/product-sources.json', key: ['asset_id', 'product_id'] },
  publication: { file: 'data/publications.json', key: 'id' },
  publication_asset: { file: 'data/publication-assets.json', key: ['publication_id', 'asset_id'] },
  batch: { file: 'data/batches.json', key: 'id' },
  batch_item: { file: 'data/batch-items.json', key: 'id' },
  quote: { file: 'data/quotes.json', key: 'id', retained: 'quote' },
  generation: { file: 'data/generations.json', key: 'id', condition: 't.deleted_at IS NULL' },
  output: {
    file: 'data/outputs.json',
    key: 'id',
    condition: 'EXISTS (SELECT FROM generation g WHERE g.id = t.generation_id AND g.deleted_at IS NULL)',
  },
  credit_balance: { file: 'data/credit-balance.json', key: 'account_id' },
  grant: { file: 'data/grants.json', key: 'id' },
  hold: { file: 'data/holds.json', key: 'id' },
  ledger_entry: {
    exempt: 'It is the statement: statement.json and statement.csv, with everything to check it.',
  },
  subscription: { file: 'data/subscription.json', key: 'account_id' },
  order: { file: 'data/orders.json', key: 'id' },
  event: {
    file: 'data/events.json',
    key: 'id',
    omit: { xid: 'It numbers a transaction of our database.' },
  },
}

/** The columns of the account itself that are not exported, each with its reason. */
export const OMITTED_OF_ACCOUNT: Record<string, string> = {
  password_hash: 'It is what a password is checked against.',
}
