import { Prisma, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import type { AccountTable } from './account-tables.ts'
import type { RunningDeletion } from './running-deletion.ts'

/** How many rows one statement removes. */
const BATCH_ROWS = 2000

/** The thing under which the rows of a table are counted that the receipt does not name one by one. */
export const COUNTED = 'rows'

/** Removes every row of the account from some tables, in batches, and notes what went with each batch. */
export async function removeRows(
  tables: readonly AccountTable[],
  deletion: RunningDeletion,
  { db }: Pick<Deps, 'db'>,
): Promise<void> {
  for (const table of tables) while ((await removeBatch(db, table, deletion)) === BATCH_ROWS);
}

/** As `removeRows`, within a transaction. */
export async function removeRowsNow(
  tx: Transaction,
  tables: readonly AccountTable[],
  deletion: RunningDeletion,
): Promise<void> {
  for (const table of tables) while ((await removeBatch(tx, table, deletion)) === BATCH_ROWS);
}

/** One statement: what is gone is noted, and what is noted is gone. Answers how many rows it was. */
async function removeBatch(
  sql: Pick<Transaction, '$queryRaw'>,
  { table, isNamed = false }: AccountTable,
  { id, accountId }: RunningDeletion,
): Promise<number> {
  const name = Prisma.raw(`"${table}"`)
  const sha256 = Prisma.raw(table === 'asset' ? 'sha256' : 'NULL::text')
  const noted = isNamed
    ? Prisma.sql`SELECT ${id}, ${table}, id, sha256, 0 FROM gone`
    : Prisma.sql`SELECT ${id}, ${table}, ${COUNTED}, NULL, count(*)::int FROM gone HAVING count(*) > 0`
  const [row] = await sql.$queryRaw<{ rows: number }[]>`
    WITH gone AS (
      DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${name} WHERE account_id = ${accountId} LIMIT ${BATCH_ROWS} FOR UPDATE))
      RETURNING ${isNamed ? Prisma.sql`id, ${sha256} AS sha256` : Prisma.sql`1`}
    ), noted AS (
      INSERT INTO removed_thing AS t (deletion_id, kind, thing_id, sha256, objects)
      ${noted}
      ON CONFLICT (deletion_id, kind, thing_id)
      DO UPDATE SET sha256 = coalesce(excluded.sha256, t.sha256), objects = t.objects + excluded.objects
    )
    SELECT count(*)::int AS rows FROM gone`
  return row?.rows ?? 0
}
