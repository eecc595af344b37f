import { type AddressRow, type ColumnMapping, guessColumns, readRows } from '@studio/core/batches'
import Papa from 'papaparse'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, Dialog, Select, TextArea } from '../../ui/index.ts'

/** Rows shown of what was understood, and of what was not. */
const SHOWN = 5

/** Takes a table of addresses and SKUs: pasted, or out of a file; what cannot be taken is named with its line. */
export function TableDialog({
  onTake,
  onClose,
}: {
  onTake: (rows: AddressRow[]) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ColumnMapping | null>(null)
  const table = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data
  const [head = [], ...rest] = table
  const hasHead = !head.some((cell) => /^https?:\/\//i.test(cell.trim()))
  const body = hasHead ? rest : table
  const columns = chosen ?? guessColumns(head, body[0] ?? [])
  const read = columns ? readRows(body, columns, hasHead ? 2 : 1) : { rows: [], problems: [] }
  const names = head.map((cell, index) => (hasHead && cell.trim() ? cell.trim() : `Column ${index + 1}`))
  const choose = (part: Partial<ColumnMapping>) =>
    setChosen({ ...(columns ?? { url: 0, sku: null, name: null }), ...part })

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Addresses of photos"
      description="A table with an address in each row, and a SKU if you have one: comma, semicolon or tab between them."
      width="wide"
      footer={
        <Button
          variant="primary"
          disabled={read.rows.length === 0}
          onClick={() => {
            onTake(read.rows)
            onClose()
          }}
        >
          Take {formatNumberOf(read.rows.length, 'address', 'addresses')}
        </Button>
      }
    >
      <TextArea
        label="Table"
        rows={8}
        placeholder={'sku,image url\nMUG-1,https://shop.example/mug.jpg'}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(null)
        }}
      />
      <label className="mt-3 block text-13">
        <span className="text-ink-soft">Or a file</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="mt-1 block text-13"
          onChange={async (event) => {
            const file = event.target.files?.[0]
            if (file) setText(await file.text())
            setChosen(null)
          }}
        />
      </label>
      {table.length > 0 && (
        <div className="mt-4 grid gap-3 sm:grid-cols-2">
          <Select
            label="Address"
            value={columns ? String(columns.url) : ''}
            options={[
              ...(columns ? [] : [{ value: '', label: 'Choose a column' }]),
              ...names.map((name, index) => ({ value: String(index), label: name })),
            ]}
            onChange={(value) => value !== '' && choose({ url: Number(value) })}
          />
          <Select
            label="SKU"
            value={columns?.sku == null ? 'none' : String(columns.sku)}
            options={[
              { value: 'none', label: 'There is none' },
              ...names.map((name, index) => ({ value: String(index), label: name })),
            ]}
            onChange={(value) => choose({ sku: value === 'none' ? null : Number(value) })}
          />
        </div>
      )}
      {read.rows.length > 0 && (
        <table className="mt-4 w-full table-fixed text-left text-13">
          <caption className="sr-only">The first rows</caption>
          <tbody>
            {read.rows.slice(0, SHOWN).map(({ url, sku }) => (
              <tr key={`${url} ${sku}`} className="border-line border-t">
                <td className="w-28 truncate py-1.5 pr-3 text-ink-soft">{sku ?? '—'}</td>
                <td className="truncate py-1.5">{url}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {read.problems.length > 0 && (
        <div role="status" className="mt-4 text-13 text-amber">
          <p>{formatNumberOf(read.problems.length, 'row')} cannot be taken:</p>
          <ul className="mt-1">
            {read.problems.slice(0, SHOWN).map(({ line, message }) => (
              <li key={line}>
                Line {line}: {message}
              </li>
            ))}
            {read.problems.length > SHOWN && <li>and {read.problems.length - SHOWN} more</li>}
          </ul>
        </div>
      )}
    </Dialog>
  )
}
