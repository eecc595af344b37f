import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORTED_TABLES, OMITTED_OF_ACCOUNT } from './exported-tables.ts'

let database: TestDatabase
/** Every table that has an account, with its columns, as the database itself says. */
let tables: Map<string, string[]>

beforeAll(async () => {
  database = await createTestDatabase()
  const columns = await database.db.$queryRaw<{ table: string; column: string }[]>`
    SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
    WHERE c.table_schema = 'public' ORDER BY 1, 2`
  const all = Map.groupBy(columns, ({ table }) => table)
  const names = [...all].map(([table, found]) => [table, found.map(({ column }) => column)] as const)
  tables = new Map(names.filter(([, found]) => found.includes('account_id')))
})
afterAll(() => database.drop())

/** Secrets, and what secrets are checked against, by how their columns are called. */
const SECRET = /hash|secret|sealed|password|pepper|nonce|verifier/
/** Called alike, and no secret: fingerprints of pictures, of requests, and of the statement’s chain. */
const NO_SECRET = new Set([
  'asset.thumb_hash',
  'quote.work_hash',
  'generation.request_hash',
  'batch.request_hash',
  'credit_balance.last_hash',
])

describe('an export', () => {
  it('has every table that has an account, or a reason why not; a new table fails here until it is decided', () => {
    expect(Object.keys(EXPORTED_TABLES).sort()).toEqual([...tables.keys()].sort())
    for (const [table, rule] of Object.entries(EXPORTED_TABLES)) {
      if ('exempt' in rule) expect(rule.exempt, table).toMatch(/^[A-Z].+\.$/)
      else expect(tables.get(table), table).toEqual(expect.arrayContaining([rule.key].flat()))
    }
  })

  it('leaves out columns by name only, each with a reason, and none that is not there', () => {
    for (const [table, rule] of Object.entries(EXPORTED_TABLES))
      for (const [column, reason] of Object.entries('file' in rule ? (rule.omit ?? {}) : {})) {
        expect(tables.get(table), table).toContain(column)
        expect(reason).toMatch(/^[A-Z].+\.$/)
      }
    for (const reason of Object.values(OMITTED_OF_ACCOUNT)) expect(reason).toMatch(/^[A-Z].+\.$/)
  })

  it('has no column that is called like a secret', () => {
    const exported = [...tables].flatMap(([table, columns]) => {
      const rule = EXPORTED_TABLES[table]
      if (!rule || 'exempt' in rule) return []
      return columns
        .filter((column) => !Object.hasOwn(rule.omit ?? {}, column))
        .map((column) => `${table}.${column}`)
    })
    expect(exported.filter((name) => SECRET.test(name) && !NO_SECRET.has(name))).toEqual([])
  })

  it('reads each table by columns that tell the rows of an account apart, so that no page loses any', async () => {
    const unique = await database.db.$queryRaw<{ table: string; columns: string[] }[]>`
      SELECT c.relname AS "table", array_agg(a.attname::text) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
      WHERE i.indisunique AND i.indpred IS NULL GROUP BY i.indexrelid, c.relname`
    for (const [table, rule] of Object.entries(EXPORTED_TABLES)) {
      if (!('file' in rule)) continue
      const known = ['account_id', ...[rule.key].flat()]
      const isTold = unique.some(
        (index) => index.table === table && index.columns.every((column) => known.includes(column)),
      )
      expect(isTold, table).toBe(true)
    }
  })

  it('writes each table into a file of its own', () => {
    const files = Object.values(EXPORTED_TABLES).flatMap((rule) => ('file' in rule ? [rule.file] : []))
    expect(new Set(files).size).toBe(files.length)
    for (const file of files) expect(file).toMatch(/^data\/[a-z-]+\.json$/)
  })
})

it('of a store there are its address, its products and what was published, and nothing of its customers', () => {
  const ofStores = ['store', 'store_visit', 'product', 'product_source', 'publication', 'publication_asset']
  expect(
    [...tables.keys()].filter((table) => /^(store|product|publication)(_|$)/.test(table)).sort(),
  ).toEqual(ofStores.toSorted())
  const columns = ofStores.flatMap((table) => tables.get(table) ?? [])
  expect(columns.filter((column) => /customer|order|shopper|mail|phone/.test(column))).toEqual([])
})
