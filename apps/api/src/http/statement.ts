import { STATEMENT_CSV_HEAD, type Statement, statementCsvLine } from '@studio/core/credits'
import { readStatement } from '@studio/services/credits'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { createContext } from './request-context.ts'

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

function toCsv({ entries }: Statement): string {
  return STATEMENT_CSV_HEAD + entries.map(statementCsvLine).join('')
}
