import type { Statement } from '@studio/core/credits'
import { STATEMENT_CSV_HEAD, statementCsvLine } from '@studio/core/credits'
import type { Id } from '@studio/core/kernel'
import type { Database } from '@studio/db'
import { readStatement } from '../credits/index.ts'
import type { AccountActor, Deps } from '../kernel/index.ts'
import type { ArchiveScope } from './archive-scope.ts'
import { EXPORTED_TABLES, OMITTED_OF_ACCOUNT } from './exported-tables.ts'
import type { PictureNames } from './name-pictures.ts'
import type { PlannedFile } from './open-ahead.ts'
import { type ExportedRow, presentRow, readRows } from './read-rows.ts'
import { jsonFile, jsonListFile, textFile } from './write-json.ts'

/** The tables that are written into an archive as they are. */
export const DATA_FILES = Object.entries(EXPORTED_TABLES).flatMap(([table, rule]) =>
  'file' in rule ? [{ table, rule }] : [],
)

/** Plans everything about an account that is no picture: its own data, every table, and the statement. */
export async function* planAccount(
  { accountId, until }: ArchiveScope,
  { names, ...deps }: { names: PictureNames } & Pick<Deps, 'db' | 'clock'>,
): AsyncGenerator<PlannedFile> {
  const file = (name: string, open: PlannedFile['open']): PlannedFile => ({ name, modifiedAt: until, open })
  const account = await readAccountRow(accountId, deps.db)
  yield file('account.json', async () => jsonFile(() => account))
  for (const { table, rule } of DATA_FILES) {
    const rows = () => withFiles(readRows(table, rule, { accountId, now: until }, deps.db), table, names)
    yield file(rule.file, async () => jsonListFile(rows()))
  }
  // It is read as the account that asked for the export: what it may see is what it is given.
  const owner: AccountActor = { kind: 'account', accountId: accountId as Id<'account'>, sessionId: '' }
  const statement = await readStatement(owner, deps)
  yield file('statement.json', async () => jsonFile(() => statement))
  yield file('statement.csv', async () => textFile(csvLines(statement)))
}

async function readAccountRow(accountId: string, db: Database): Promise<ExportedRow> {
  const [row = {}] = await db.$queryRaw<
    Record<string, unknown>[]
  >`SELECT * FROM account WHERE id = ${accountId}`
  return presentRow(row, OMITTED_OF_ACCOUNT)
}

/** Says with each picture where its file lies in the archive. */
async function* withFiles(
  rows: AsyncIterable<ExportedRow>,
  table: keyof typeof EXPORTED_TABLES,
  names: PictureNames,
): AsyncGenerator<ExportedRow> {
  for await (const row of rows)
    yield table === 'asset' ? { ...row, file: names.find(String(row.id)) ?? null } : row
}

function* csvLines({ entries }: Statement): Generator<string> {
  yield STATEMENT_CSV_HEAD
  for (const entry of entries) yield statementCsvLine(entry)
}
