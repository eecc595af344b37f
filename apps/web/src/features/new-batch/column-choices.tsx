import type { ColumnMapping } from '@studio/core/batches'
import { Select } from '../../ui/index.ts'
import type { Delimiter, Table } from './read-table.ts'

const DELIMITERS: readonly { value: Exclude<Delimiter, ''>; label: string }[] = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
]

type ColumnChoicesProps = {
  table: Table
  /** Null while no column is known to hold the addresses. */
  columns: ColumnMapping | null
  onDelimiter: (delimiter: Delimiter) => void
  onColumns: (columns: ColumnMapping) => void
}

/** Which column means what, guessed and to be put right, and what stands between them. */
export function ColumnChoices({ table, columns, onDelimiter, onColumns }: ColumnChoicesProps) {
  const [head = [], second = []] = table.cells
  const named = head.map((cell, index) => ({
    value: String(index),
    label: table.hasHead && cell.trim() ? cell.trim() : `Column ${index + 1}`,
    detail: ((table.hasHead ? second : head)[index] ?? '').slice(0, 60),
  }))
  const choose = (part: Partial<ColumnMapping>) =>
    onColumns({ ...(columns ?? { url: 0, sku: null, name: null }), ...part })
  const optional = (column: 'sku' | 'name', label: string) => (
    <Select
      label={label}
      value={columns?.[column] == null ? 'none' : String(columns[column])}
      options={[{ value: 'none', label: 'There is none' }, ...named]}
      onChange={(value) => choose({ [column]: value === 'none' ? null : Number(value) })}
    />
  )
  return (
    <div className="mt-1 grid gap-3 sm:grid-cols-2 md:grid-cols-4">
      <Select
        label="Address"
        value={columns ? String(columns.url) : ''}
        options={[...(columns ? [] : [{ value: '', label: 'Choose a column' }]), ...named]}
        onChange={(value) => value !== '' && choose({ url: Number(value) })}
      />
      {optional('sku', 'SKU')}
      {optional('name', 'Name')}
      <Select
        label="Between columns"
        value={table.delimiter === '' ? ',' : table.delimiter}
        options={DELIMITERS}
        onChange={onDelimiter}
      />
    </div>
  )
}
