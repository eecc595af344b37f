import type { Place } from './credential.ts'

/** A column of sealed values: where it is, and which columns say the row and the account. */
export type SealedColumn = { table: string; column: string; idColumn: string; accountColumn: string }

const of = (table: string, column: string): SealedColumn => ({
  table,
  column,
  idColumn: 'id',
  accountColumn: 'account_id',
})

/** Every column of sealed values, as the database calls it. Their names end in `_sealed`; a test finds a missing one. */
export const SEALED_COLUMNS = {
  webhookSecret: of('webhook_endpoint', 'secret_sealed'),
  storeCredentials: of('store', 'credentials_sealed'),
  storeWebhookSecret: of('store', 'webhook_secret_sealed'),
  // It belongs to no account yet, so it is bound to its shop.
  storeClaim: { ...of('store_visit', 'credentials_sealed'), accountColumn: 'shop' },
  previousWebhookSecret: of('webhook_endpoint', 'previous_secret_sealed'),
} as const satisfies Record<string, SealedColumn>

/** The place of one row's value in a sealed column. A value that moves to another column is sealed anew for it. */
export function placeIn({ table, column }: SealedColumn, row: { id: string; accountId: string }): Place {
  return { accountId: row.accountId, table, column, rowId: row.id }
}
