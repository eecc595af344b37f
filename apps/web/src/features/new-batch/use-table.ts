import type { ColumnMapping, ReadRows } from '@studio/core/batches'
import { useEffect, useState } from 'react'
import { type Delimiter, parseTable, readAll, type Table } from './read-table.ts'

/** A moment of peace, in milliseconds, while somebody types a table. */
const PEACE_MS = 150

/** How far a table has been understood; the last that was understood stays while the next is read. */
export type UnderstoodTable = {
  table: Table | null
  columns: ColumnMapping | null
  read: ReadRows | null
  isReading: boolean
}

/** Parses a text and reads its rows, anew whenever the text, the delimiter or the columns are others. */
export function useTable(text: string, delimiter: Delimiter, chosen: ColumnMapping | null): UnderstoodTable {
  const [table, setTable] = useState<Table | null>(null)
  const [read, setRead] = useState<ReadRows | null>(null)
  const [isReading, setReading] = useState(false)
  const columns = chosen ?? table?.guess ?? null
  const wanted = JSON.stringify(columns)

  useEffect(() => {
    setRead(null)
    if (text.trim() === '') return setTable(null)
    return whileWanted((signal) => parseTable(text, delimiter, signal), setTable, setReading)
  }, [text, delimiter])

  useEffect(() => {
    if (!table || !columns) return setRead(null)
    return whileWanted((signal) => readAll(table, columns, signal), setRead, setReading)
  }, [table, wanted])

  return { table, columns, read, isReading }
}

/** Works on something after a moment, and shows it unless something else is wanted meanwhile. Answers how to stop. */
function whileWanted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  show: (result: Result) => void,
  setBusy: (isBusy: boolean) => void,
): () => void {
  const stop = new AbortController()
  setBusy(true)
  const timer = setTimeout(() => {
    work(stop.signal).then(
      (result) => {
        if (stop.signal.aborted) return
        show(result)
        setBusy(false)
      },
      () => {},
    )
  }, PEACE_MS)
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
