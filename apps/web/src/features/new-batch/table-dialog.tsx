import type { AddressRow, ColumnMapping } from '@studio/core/batches'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { formatBytes, formatNumberOf } from '../../lib/format.ts'
import { Button, Dialog, Progress, TextArea } from '../../ui/index.ts'
import { ColumnChoices } from './column-choices.tsx'
import { type Delimiter, readText } from './read-table.ts'
import { RowPreview } from './row-preview.tsx'
import { useTable } from './use-table.ts'

/** A larger file would be no table of addresses. */
const MAX_TABLE_BYTES = 32 * 1024 * 1024

/** What is pasted and longer is taken like a file: a browser takes minutes to lay out a field of 50,000 lines. */
const MOST_TYPED_CHARACTERS = 50_000

type TableDialogProps = { onTake: (rows: AddressRow[]) => void; onClose: () => void }

/** Takes a table of addresses and SKUs: pasted, or out of a file; what cannot be taken is named with its line. */
export function TableDialog({ onTake, onClose }: TableDialogProps) {
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<string>()
  const [delimiter, setDelimiter] = useState<Delimiter>('')
  const [chosen, setChosen] = useState<ColumnMapping | null>(null)
  const { table, columns, read, isReading } = useTable(text, delimiter, chosen)
  const rows = read?.rows ?? []

  const begin = (nextText: string, nextFile: File | null) => {
    setText(nextText)
    setFile(nextFile)
    setDelimiter('')
    setChosen(null)
    setProblem(undefined)
  }
  async function open(next: File) {
    if (next.size > MAX_TABLE_BYTES) {
      setProblem(`${next.name} has ${formatBytes(next.size)}: that is no table of addresses.`)
      return
    }
    try {
      begin(await readText(next), next)
    } catch {
      setProblem(`${next.name} could not be read. Choose it again.`)
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="A table of photos"
      description="An address in each row, with a SKU and a name if you have them. Each photo is fetched when its turn comes."
      width="wide"
      footer={
        <Button
          variant="primary"
          className="figures"
          disabled={rows.length === 0 || isReading}
          onClick={() => {
            onTake(rows)
            onClose()
          }}
        >
          {rows.length === 0
            ? 'Take addresses'
            : `Take ${formatNumberOf(rows.length, 'address', 'addresses')}`}
        </Button>
      }
    >
      {file ? (
        <div className="mt-1 flex items-center gap-3 rounded-control bg-sunken px-3 py-2.5 text-14">
          <FileSpreadsheet className="size-4 shrink-0 text-ink-faint" aria-hidden="true" />
          <span className="min-w-0 flex-1 truncate">{file.name}</span>
          <span className="figures text-13 text-ink-faint">{formatBytes(file.size)}</span>
          <Button size="small" variant="quiet" onClick={() => begin('', null)}>
            Another one
          </Button>
        </div>
      ) : (
        <>
          <TextArea
            label="Table"
            rows={7}
            className="max-h-60"
            placeholder={'sku,image url,name\nMUG-1,https://shop.example/mug.jpg,Blue mug'}
            value={text}
            onChange={(event) => begin(event.target.value, null)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain')
              if (pasted.length <= MOST_TYPED_CHARACTERS) return
              event.preventDefault()
              void open(new File([pasted], 'The pasted table', { type: 'text/plain' }))
            }}
          />
          <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <Button onClick={() => chooseTable(open)}>
              <FileSpreadsheet aria-hidden="true" />
              Choose a file
            </Button>
            <span className="text-13 text-ink-faint">CSV or TSV, as Excel and shops export it</span>
          </div>
        </>
      )}
      {problem !== undefined && (
        <p role="alert" className="mt-3 text-13 text-danger">
          {problem}
        </p>
      )}
      <div className="mt-3 h-1">{isReading && <Progress label="The table is being read" value={null} />}</div>
      {table && (
        <ColumnChoices
          table={table}
          columns={columns}
          onDelimiter={(next) => {
            setDelimiter(next)
            setChosen(null)
          }}
          onColumns={setChosen}
        />
      )}
      {table && read && <RowPreview table={table} read={read} />}
    </Dialog>
  )
}

function chooseTable(onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.csv,.tsv,.txt,text/csv,text/tab-separated-values'
  input.onchange = () => {
    const [file] = input.files ?? []
    if (file) onFile(file)
  }
  input.click()
}
