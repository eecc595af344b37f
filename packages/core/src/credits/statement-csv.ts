import type { EntryView } from './schema.ts'

/** The columns of a statement as CSV, in their order. */
const COLUMNS = [
  'seq',
  'createdAt',
  'kind',
  'words',
  'credits',
  'availableAfter',
  'heldAfter',
  'causeId',
  'id',
  'prevHash',
  'hash',
] as const

/** The first line of a statement as CSV (RFC 4180), with its line end. */
export const STATEMENT_CSV_HEAD = `${COLUMNS.join(',')}\r\n`

/** One entry as a line of CSV, with its line end. */
export function statementCsvLine(entry: EntryView): string {
  return `${COLUMNS.map((column) => toField(entry[column])).join(',')}\r\n`
}

/** A text that a spreadsheet could take for a formula is kept a text by a leading quote (OWASP, CSV injection). */
function toField(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
