import { isAddress } from './address.ts'
import type { BatchRequest } from './schema.ts'

/** A row of addresses, as a batch takes it. */
export type AddressRow = BatchRequest['sources']['rows'][number]

/** Which columns of a table mean what, by their index; null for a column that the table does not have. */
export type ColumnMapping = { url: number; sku: number | null; name: number | null }

/** A row that cannot be taken: its line in the file, from 1, and why. */
export type RowProblem = { line: number; message: string }

const LONGEST_URL = 2000

/** Guesses by the words of its head what the columns of a table mean; null when no column looks like addresses. */
export function guessColumns(head: readonly string[], firstRow: readonly string[]): ColumnMapping | null {
  const find = (words: RegExp): number | null => {
    const index = head.findIndex((word) => words.test(word.trim()))
    return index < 0 ? null : index
  }
  const byContent = firstRow.findIndex((cell) => isAddress(cell.trim()))
  const url =
    find(/^(image[ _-]?(url|link|src)|url|link|photo|picture|image)$/i) ?? (byContent < 0 ? null : byContent)
  if (url === null) return null
  return {
    url,
    sku: find(/^(sku|article|item[ _-]?(no|number|id)?|id)$/i),
    name: find(/^(name|title|product)$/i),
  }
}

/**
 * Reads the rows of a table, whose head is left out already. A row without an address, with one that is none, or with the
 * same address and SKU as an earlier one is a problem with its line, and the others are taken.
 * @param firstLine the line of the first row in the file, from 1
 */
export function readRows(
  table: readonly (readonly string[])[],
  columns: ColumnMapping,
  firstLine: number,
): { rows: AddressRow[]; problems: RowProblem[] } {
  const rows: AddressRow[] = []
  const problems: RowProblem[] = []
  const seen = new Map<string, number>()
  table.forEach((cells, index) => {
    const line = firstLine + index
    const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? '').trim())
    const [url, sku, name] = [cell(columns.url), cell(columns.sku), cell(columns.name)]
    if (cells.every((text) => text.trim() === '')) return
    const problem = problemOf(url, sku)
    const key = `${url}\n${sku}`
    const earlier = seen.get(key)
    if (problem) problems.push({ line, message: problem })
    else if (earlier !== undefined) problems.push({ line, message: `The same as line ${earlier}.` })
    else {
      seen.set(key, line)
      rows.push({ url, ...(sku && { sku }), ...(name && { name: name.slice(0, 200) }) })
    }
  })
  return { rows, problems }
}

function problemOf(url: string, sku: string): string | null {
  if (url === '') return 'There is no address in this row.'
  if (!isAddress(url)) return 'This is not an address that begins with https:// or http://.'
  if (url.length > LONGEST_URL) return `The address is longer than ${LONGEST_URL} characters.`
  return sku.length > 100 ? 'The SKU is longer than 100 characters.' : null
}
