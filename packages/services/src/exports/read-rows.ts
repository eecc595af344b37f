import { RETENTION_RULES, retentionCutoff } from '@studio/core/retention'
import { type Database, Prisma } from '@studio/db'
import type { ExportedTable } from './exported-tables.ts'

/** One row, its columns named as in the rest of the product. */
export type ExportedRow = Record<string, unknown>

const PAGE_ROWS = 500

/** Reads the rows of an account in a table, page by page, less what is omitted or past its time. */
export async function* readRows(
  table: string,
  { key, omit = {}, condition = 'true', retained }: ExportedTable,
  { accountId, now }: { accountId: string; now: Date },
  db: Database,
): AsyncGenerator<ExportedRow> {
  const kept = retained
    ? Prisma.sql`${column(snakeCase(RETENTION_RULES[retained].from))} > ${retentionCutoff(retained, now)}`
    : Prisma.sql`true`
  const keys = typeof key === 'string' ? [key] : key
  const columns = Prisma.join(await findColumns(table, { keys, omit }, db))
  const place = Prisma.join(keys.map(column))
  let after: unknown[] | undefined
  for (;;) {
    const rows = await db.$queryRaw<Record<string, unknown>[]>`
      SELECT ${columns} FROM ${Prisma.raw(`"${table}"`)} t
      WHERE t.account_id = ${accountId} AND ${Prisma.raw(condition)} AND ${kept}
        AND ${after === undefined ? Prisma.sql`true` : Prisma.sql`(${place}) > (${Prisma.join(after)})`}
      ORDER BY ${place} LIMIT ${PAGE_ROWS}`
    for (const row of rows) yield presentRow(row, omit)
    if (rows.length < PAGE_ROWS) return
    after = keys.map((name) => rows.at(-1)?.[name])
  }
}

/** What is omitted is not even read, but for the key: it may be of a type that the client cannot read. */
async function findColumns(
  table: string,
  { keys, omit }: { keys: readonly string[]; omit: Record<string, string> },
  db: Database,
): Promise<Prisma.Sql[]> {
  const found = await db.$queryRaw<{ name: string }[]>`
    SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ${table} ORDER BY ordinal_position`
  return found
    .filter(({ name }) => keys.includes(name) || !Object.hasOwn(omit, name))
    .map(({ name }) => column(name))
}

/** A row as it is written down: without what is omitted, its columns in camel case. */
export function presentRow(row: Record<string, unknown>, omit: Record<string, string>): ExportedRow {
  const columns = Object.entries(row).filter(([name]) => !Object.hasOwn(omit, name))
  return Object.fromEntries(columns.map(([name, value]) => [camelCase(name), value]))
}

function column(name: string): Prisma.Sql {
  return Prisma.raw(`t."${name}"`)
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
