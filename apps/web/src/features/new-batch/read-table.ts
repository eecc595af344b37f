import { type ColumnMapping, createRowReader, guessColumns, type ReadRows } from '@studio/core/batches'
import Papa from 'papaparse'

/** What stands between two cells; empty: whatever the table looks like. */
export type Delimiter = '' | ',' | ';' | '\t' | '|'

/** A table as it was understood. */
export type Table = {
  /** All rows, the heading among them. */
  cells: readonly (readonly string[])[]
  delimiter: Delimiter
  hasHead: boolean
  /** Null when no column looks like addresses. */
  guess: ColumnMapping | null
}

/** Characters that are parsed at a time, and rows that are read at a time: a few milliseconds of work. */
const SLICE_CHARACTERS = 400_000
const SLICE_ROWS = 2_000

/** Reads a file as text: UTF-8 or UTF-16 by its mark, else UTF-8, else what older programs on Windows write. */
export async function readText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Parses a table slice by slice, so that the page goes on meanwhile. @throws AbortError */
export function parseTable(text: string, delimiter: Delimiter, signal: AbortSignal): Promise<Table> {
  return new Promise((resolve, reject) => {
    const cells: string[][] = []
    let found: string = delimiter
    const options: Papa.ParseConfig<string[]> & Slices = {
      delimiter,
      chunkSize: SLICE_CHARACTERS,
      chunk({ data, meta }, parser) {
        for (const row of data) cells.push(row)
        found = meta.delimiter
        parser.pause()
        setTimeout(() => (signal.aborted ? reject(signal.reason) : parser.resume()))
      },
      complete: () => resolve(describe(cells, found as Delimiter)),
    }
    Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), options)
  })
}

/** Texts are parsed in slices as files are, which the types of the parser do not say. */
type Slices = Pick<Papa.ParseLocalConfig<string[], File>, 'chunkSize' | 'chunk' | 'complete'>

/** Reads the rows of a table, slice by slice. @throws AbortError */
export async function readAll(
  { cells, hasHead }: Table,
  columns: ColumnMapping,
  signal: AbortSignal,
): Promise<ReadRows> {
  const reader = createRowReader(columns, 1)
  for (let index = 0; index < cells.length; index += SLICE_ROWS) {
    for (const row of cells.slice(index, index + SLICE_ROWS)) {
      if (hasHead && row === cells[0]) reader.skip(row)
      else reader.take(row)
    }
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  return reader.read()
}

/** The rows that were not taken as a table of their own, with their lines and reasons in front. */
export function writeProblems({ cells, hasHead }: Table, { problems }: ReadRows): string {
  const head = hasHead ? (cells[0] ?? []) : []
  const rows = problems.map(({ line, index, message }) => [String(line), message, ...(cells[index] ?? [])])
  // What looks like a formula is text here, whatever program opens it.
  return `\uFEFF${Papa.unparse([['Line', 'Problem', ...head], ...rows], { escapeFormulae: true })}\r\n`
}

function describe(cells: readonly (readonly string[])[], delimiter: Delimiter): Table {
  const [head = [], second = []] = cells
  const hasHead = !head.some((cell) => /^https?:\/\//i.test(cell.trim()))
  return { cells, delimiter, hasHead, guess: guessColumns(head, hasHead ? second : head) }
}
