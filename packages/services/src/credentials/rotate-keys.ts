import { type Database, Prisma } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import type { Keyring } from '../keys/index.ts'
import { CredentialUnreadable, isWrappedBy, rewrapCredential } from './credential.ts'
import { placeIn, SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts'

/** What a rotation did: how many values it re-wrapped, how many were current already, and what could not be opened. */
export type RotationReport = { rewrapped: number; alreadyCurrent: number; unreadable: string[] }

type SealedRow = { id: string; accountId: string; sealed: string }

const PAGE_ROWS = 200

/**
 * Re-wraps every sealed value under the current key while the studio runs. Each row is one write, which takes
 * effect only if nobody changed the value meanwhile; before and after it the value can be opened, so no read ever
 * fails. Run again after a crash it goes on with what is left.
 */
export async function rotateKeys(
  actor: Actor,
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
): Promise<RotationReport> {
  requireOperator(actor)
  const report: RotationReport = { rewrapped: 0, alreadyCurrent: 0, unreadable: [] }
  for (const column of Object.values(SEALED_COLUMNS)) {
    for await (const row of readRows(db, column)) await rotateRow(db, column, row, keys.credentials, report)
  }
  return report
}

async function rotateRow(
  db: Database,
  column: SealedColumn,
  row: SealedRow,
  keyring: Keyring,
  report: RotationReport,
): Promise<void> {
  try {
    for (let found: SealedRow | undefined = row; found; found = await readRow(db, column, row.id)) {
      if (isWrappedBy(found.sealed, keyring[0].id)) {
        report.alreadyCurrent++
        return
      }
      const rewrapped = rewrapCredential(found.sealed, placeIn(column, found), keyring)
      if (await replace(db, column, found, rewrapped)) {
        report.rewrapped++
        return
      }
    }
  } catch (error) {
    if (!(error instanceof CredentialUnreadable)) throw error
    report.unreadable.push(error.message)
  }
}

/** Every row that has a value, by id, a page at a time. */
async function* readRows(db: Database, column: SealedColumn): AsyncGenerator<SealedRow> {
  for (let after = ''; ; ) {
    const rows = await select(db, column, Prisma.sql`${name(column.idColumn)} > ${after}`)
    yield* rows
    if (rows.length < PAGE_ROWS) return
    after = rows.at(-1)?.id ?? ''
  }
}

async function readRow(db: Database, column: SealedColumn, id: string): Promise<SealedRow | undefined> {
  const [row] = await select(db, column, Prisma.sql`${name(column.idColumn)} = ${id}`)
  return row
}

function select(db: Database, column: SealedColumn, which: Prisma.Sql): Promise<SealedRow[]> {
  const [id, account, sealed] = [column.idColumn, column.accountColumn, column.column].map(name)
  return db.$queryRaw<SealedRow[]>`
    SELECT ${id} AS id, ${account} AS "accountId", ${sealed} AS sealed FROM ${name(column.table)}
     WHERE ${which} AND ${sealed} IS NOT NULL ORDER BY ${id} LIMIT ${PAGE_ROWS}`
}

/** Whether the value was still the one that was read, and is now the new one. */
async function replace(db: Database, column: SealedColumn, row: SealedRow, sealed: string): Promise<boolean> {
  const written = await db.$executeRaw`
    UPDATE ${name(column.table)} SET ${name(column.column)} = ${sealed}
     WHERE ${name(column.idColumn)} = ${row.id} AND ${name(column.column)} = ${row.sealed}`
  return written === 1
}

/** A name from the registry above, never from outside. */
function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`)
}
