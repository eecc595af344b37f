import type { ReadRows } from '@studio/core/batches'
import { Download } from 'lucide-react'
import { formatCount, formatNumberOf } from '../../lib/format.ts'
import { Button } from '../../ui/index.ts'
import { type Table, writeProblems } from './read-table.ts'

/** Rows shown of what was understood, and of what was not. */
const SHOWN = 5

/** The first rows as they will be taken, and those that will not, with their lines and why. */
export function RowPreview({ table, read }: { table: Table; read: ReadRows }) {
  const { rows, problems, surplus } = read
  const wrong = problems.filter(({ kind }) => kind === 'wrong')
  const repeated = problems.length - wrong.length
  return (
    <>
      {rows.length > 0 && (
        <table className="mt-4 w-full table-fixed border-line border-b text-left text-13">
          <caption className="pb-1.5 text-left text-ink-faint">
            {rows.length > SHOWN
              ? `The first ${SHOWN} of ${formatCount(rows.length)}`
              : 'As it will be taken'}
          </caption>
          <thead>
            <tr className="text-12 text-ink-faint">
              <th scope="col" className="w-28 pb-1 font-normal">
                SKU
              </th>
              <th scope="col" className="pb-1 font-normal">
                Address
              </th>
              <th scope="col" className="w-44 pb-1 font-normal max-sm:hidden">
                Name
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map(({ url, sku, name }) => (
              <tr key={`${url} ${sku}`}>
                <td className="truncate border-line border-t py-1.5 pr-3 text-ink-soft">{sku ?? '—'}</td>
                <td className="truncate border-line border-t py-1.5 pr-3">{url}</td>
                <td className="truncate border-line border-t py-1.5 text-ink-soft max-sm:hidden">
                  {name ?? ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div role="status" className="figures mt-4 flex flex-col gap-2 text-13 empty:hidden">
        {wrong.length > 0 && (
          <div className="text-amber">
            <p>{formatNumberOf(wrong.length, 'row')} cannot be taken:</p>
            <ul className="mt-1">
              {wrong.slice(0, SHOWN).map(({ line, message }) => (
                <li key={line}>
                  Line {formatCount(line)}: {message}
                </li>
              ))}
              {wrong.length > SHOWN && <li>and {formatCount(wrong.length - SHOWN)} more</li>}
            </ul>
          </div>
        )}
        {repeated > 0 && (
          <p className="text-ink-soft">
            {formatNumberOf(repeated, 'row comes', 'rows come')} a second time and{' '}
            {repeated === 1 ? 'is' : 'are'} taken once.
          </p>
        )}
        {surplus > 0 && (
          <p className="text-amber">
            A batch takes {formatCount(rows.length)} rows at most; the last {formatCount(surplus)} are left
            out.
          </p>
        )}
        {problems.length > 0 && (
          <Button size="small" className="self-start" onClick={() => download(writeProblems(table, read))}>
            <Download aria-hidden="true" />
            Download the rows that are not taken
          </Button>
        )}
      </div>
    </>
  )
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'rows-not-taken.csv'
  link.click()
  URL.revokeObjectURL(url)
}
