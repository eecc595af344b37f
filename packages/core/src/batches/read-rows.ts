import { isAddress } from './address.ts'
import { MAX_BATCH_ITEMS } from './limits.ts'
import type { BatchRequest } from './schema.ts'

/** A row of addresses, as a batch takes it. */
export type AddressRow = BatchRequest['sources']['rows'][number]

/** Which columns of a table mean what, by their index; null for a column that the table does not have. */
export type ColumnMapping = { url: number; sku: number | null; name: number | null }

/**
 * A row that is not taken: its line in the file, from 1, its place in the table, from 0, and why. `repeated`: nothing is
 * wrong with it, it only comes a second time.
 */
export type RowProblem = { line: number; index: number; kind: 'wrong' | 'repeated'; message: string }

/** What was read of a table so far. `surplus` is how many good rows are more than a batch has items. */
export type ReadRows = { rows: AddressRow[]; problems: RowProblem[]; surplus: number }

const LONGEST_URL = 2000

/**
 * What the heads of columns say, the surest first: as shops export them (help.shopify.com, "Using CSV files";
 * woocommerce.com, "Product CSV Import Schema"; support.google.com, "Product data specification"), then as people write
 * them. A column called `link` leads to the product’s page where another one is called `image link`.
 */
const HEADS = {
  url: [
    /^(image|photo|picture|bild)[ _-]?(url|link|src)$/i,
    /^(images?|photos?|pictures?|bild(er)?|foto|imagen|immagine)$/i,
    /^(url|link)$/i,
  ],
  sku: [
    /^(variant[ _-]?)?sku$/i,
    /^(artikel[ _-]?(nummer|nr\.?)|art\.?[ _-]?nr\.?|item[ _-]?(no|number|id))$/i,
    /^(article|item|reference|référence|referencia|codice)$/i,
    /^id$/i,
  ],
  name: [/^(name|title|product)$/i, /^(titel|bezeichnung|nom|titre|nombre|título|nome|titolo)$/i],
}

/** Guesses by the words of its head what the columns of a table mean; null when no column looks like addresses. */
export function guessColumns(head: readonly string[], firstRow: readonly string[]): ColumnMapping | null {
  const find = (meanings: readonly RegExp[]): number | null => {
    const found = meanings.map((words) => head.findIndex((word) => words.test(word.trim())))
    return found.find((index) => index >= 0) ?? null
  }
  const byContent = firstRow.findIndex((cell) => isAddress(cell.trim()))
  const url = find(HEADS.url) ?? (byContent < 0 ? null : byContent)
  if (url === null) return null
  return { url, sku: find(HEADS.sku), name: find(HEADS.name) }
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
): ReadRows {
  const reader = createRowReader(columns, firstLine)
  for (const cells of table) reader.take(cells)
  return reader.read()
}

/** Reads rows one after the other, as `readRows` does all of them: whoever must not stand still goes on in between. */
export function createRowReader(columns: ColumnMapping, firstLine: number) {
  const [rows, problems]: [AddressRow[], RowProblem[]] = [[], []]
  const seen = new Map<string, number>()
  let [index, line, surplus] = [0, firstLine, 0]

  function takeAt(cells: readonly string[], place: { index: number; line: number }): void {
    const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? '').trim())
    const [url, sku, name] = [cell(columns.url), cell(columns.sku), cell(columns.name)]
    if (cells.every((text) => text.trim() === '')) return
    const problem = problemOf(url, sku)
    const key = `${url}\n${sku}`
    const earlier = seen.get(key)
    if (problem) problems.push({ ...place, kind: 'wrong', message: problem })
    else if (earlier !== undefined)
      problems.push({ ...place, kind: 'repeated', message: `The same as line ${earlier}.` })
    else {
      seen.set(key, place.line)
      if (rows.length === MAX_BATCH_ITEMS) surplus += 1
      else rows.push({ url, ...(sku && { sku }), ...(name && { name: name.slice(0, 200) }) })
    }
  }

  /** Passes over a row, such as the head of the table. A cell in quotes may go over several lines of the file. */
  function skip(cells: readonly string[]): void {
    index += 1
    line += 1 + cells.reduce((breaks, text) => breaks + countBreaks(text), 0)
  }

  return {
    skip,
    take(cells: readonly string[]): void {
      takeAt(cells, { index, line })
      skip(cells)
    },
    read: (): ReadRows => ({ rows, problems, surplus }),
  }
}

function countBreaks(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\r|\n/g)?.length ?? 0) : 0
}

function problemOf(url: string, sku: string): string | null {
  if (url === '') return 'There is no address in this row.'
  if (!isAddress(url)) return 'This is not an address that begins with https:// or http://.'
  if (url.length > LONGEST_URL) return `The address is longer than ${LONGEST_URL} characters.`
  return sku.length > 100 ? 'The SKU is longer than 100 characters.' : null
}
