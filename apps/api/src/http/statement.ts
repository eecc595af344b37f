import type { Statement } from '@studio/core/credits'
import { readStatement } from '@studio/services/credits'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { createContext } from './request-context.ts'

/** The columns of the CSV, in their order. */
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

/** `GET /api/statement.json` and `.csv`: the whole statement as a file. */
export function statementRoute(container: Container, format: 'json' | 'csv'): RequestHandler {
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const statement = await readStatement(actor, container.deps)
    const day = statement.writtenAt.slice(0, 10)
    res.setHeader('Cache-Control', 'no-store')
    res.attachment(`statement-${day}.${format}`)
    res.type(format).send(format === 'csv' ? toCsv(statement) : JSON.stringify(statement, null, 1))
  }
}

/** A statement as CSV (RFC 4180), one entry a line. */
export function toCsv({ entries }: Statement): string {
  const lines = entries.map((entry) => COLUMNS.map((column) => toField(entry[column])).join(','))
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}

/** A text that a spreadsheet could take for a formula is kept a text by a leading quote (OWASP, CSV injection). */
function toField(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
