#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine` program: the same JSON-RPC over stdio, answered by the
 * WebAssembly build of the same engine, which ships on npm (`@prisma/schema-engine-wasm`; its version must
 * carry the engine hash of the installed `prisma`). The CLI starts it through
 * PRISMA_SCHEMA_ENGINE_BINARY, set in prisma.config.ts, so nothing is downloaded at run time.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: 'string' }, datamodels: { type: 'string', multiple: true } },
})
const { url, shadowDatabaseUrl } = JSON.parse(args.datasource ?? '{}')

const databaseName = (of) => decodeURIComponent(new URL(of).pathname.slice(1))
const withDatabase = (of, name) => Object.assign(new URL(of), { pathname: `/${name}` }).href
const quoted = (name) => `"${name.replaceAll('"', '""')}"`

/** Runs statements on the server's maintenance database, where a database can be made or dropped. */
async function onServer(of, ...statements) {
  const client = new pg.Client({ connectionString: withDatabase(of, 'postgres') })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
const createDatabase = (of) => onServer(of, `CREATE DATABASE ${quoted(databaseName(of))}`)
const dropDatabase = (of) => onServer(of, `DROP DATABASE IF EXISTS ${quoted(databaseName(of))} WITH (FORCE)`)

/** The `pg` driver adapter, with the shadow database made and dropped by us and every connection counted. */
class EngineConnections extends PrismaPg {
  #url
  opened = []

  constructor(of) {
    super({ connectionString: of, max: 1 }, { schema: new URL(of).searchParams.get('schema') ?? undefined })
    this.#url = of
  }

  async connect() {
    const adapter = withCatalogueTypes(withWholeScripts(await super.connect()))
    const dispose = adapter.dispose.bind(adapter)
    let disposed
    adapter.dispose = () => {
      disposed ??= dispose()
      return disposed
    }
    this.opened.push(adapter)
    return adapter
  }

  async connectToShadowDb() {
    const name = shadowDatabaseUrl
      ? databaseName(shadowDatabaseUrl)
      : `prisma_shadow_${randomUUID().replaceAll('-', '')}`
    const shadowUrl = withDatabase(this.#url, name)
    await createDatabase(shadowUrl)
    const adapter = await new EngineConnections(shadowUrl).connect()
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await dropDatabase(shadowUrl)
    }
    return adapter
  }
}

/** The stock adapter splits a script at every `;`, which breaks function bodies: send it whole. */
function withWholeScripts(adapter) {
  const pool = adapter.underlyingDriver()
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}

const TEXT_OID = 25
/** Column types of the system catalogue that the stock adapter does not know: `"char"` and `name[]`. */
const CATALOGUE_TYPES = { 18: ColumnTypeEnum.Character, 1003: ColumnTypeEnum.TextArray }

/** Reads catalogue columns as text, then gives them the type the engine expects. */
function withCatalogueTypes(adapter) {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const catalogueTypeAt = new Map()
    adapter.performIO = async (io) => {
      const result = await performIO(io)
      result.fields.forEach((field, index) => {
        if (!(field.dataTypeID in CATALOGUE_TYPES)) return
        catalogueTypeAt.set(index, CATALOGUE_TYPES[field.dataTypeID])
        field.dataTypeID = TEXT_OID
      })
      return result
    }
    const answer = await queryRaw(query)
    for (const [index, type] of catalogueTypeAt) answer.columnTypes[index] = type
    return answer
  }
  return adapter
}

/** Loads the WebAssembly engine; its JavaScript glue expects the embedder to do this. */
async function loadEngine() {
  const file = new URL(
    './schema_engine_bg.wasm',
    import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  )
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** A fresh engine for each call, its connections closed after it: an open one keeps the advisory lock. */
async function withEngine(use) {
  const datamodels = args.datamodels?.map((path) => [path, readFileSync(path, 'utf8')])
  const connections = new EngineConnections(url ?? 'postgresql://localhost/none')
  const engine = await glue.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(connections),
  )
  try {
    return await use(engine)
  } finally {
    engine.free()
    await Promise.all(connections.opened.map((adapter) => adapter.dispose()))
  }
}

/** What the schema has and the migrations lack; exit code 2 means "something", with the SQL in `stdout`. */
const diffFromMigrations = ({ migrationsList, schema, filters }) =>
  withEngine((engine) =>
    engine.diff({
      from: migrationsList.migrationDirectories.length
        ? { tag: 'migrations', ...migrationsList }
        : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      filters,
    }),
  )

/** Calls that the WebAssembly engine cannot answer itself, because it opens no shadow database for them. */
const answeredHere = {
  async createDatabase({ datasource }) {
    const target = datasource.url ?? url
    await createDatabase(target)
    return { databaseName: databaseName(target) }
  },

  async evaluateDataLoss(params) {
    const { exitCode, stdout } = await diffFromMigrations(params)
    const losses = (stdout ?? '')
      .split('\n')
      .filter((line) => /^[^-]*\bDROP (TABLE|COLUMN|TYPE)\b/.test(line))
    return {
      migrationSteps: exitCode === 2 ? 1 : 0,
      unexecutableSteps: [],
      warnings: losses.map((line) => ({ message: `Data may be lost: ${line.trim()}`, stepIndex: 0 })),
    }
  },

  async createMigration(params) {
    const { exitCode, stdout } = await diffFromMigrations(params)
    const slug = params.migrationName.toLowerCase().replace(/[^a-z0-9]+/g, '_')
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    return {
      connectorType: 'postgresql',
      generatedMigrationName: `${time}_${slug}`,
      migrationScript: exitCode === 2 ? stdout : params.draft ? '-- This is an empty migration.' : null,
      extension: 'sql',
    }
  },
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

async function answer(method, params) {
  if (method in answeredHere) return answeredHere[method](params)
  const name = method === 'getDatabaseVersion' ? 'version' : method
  const result = await withEngine((engine) => engine[name](params))
  if (method !== 'diff') return result ?? {}
  if (result.stdout != null) send({ id: 1, method: 'print', params: { content: result.stdout } })
  return { exitCode: result.exitCode }
}

/** The native engine's JSON-RPC loop: one request a line until the CLI closes our input. */
async function serve() {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (!method) continue
    try {
      send({ id, result: await answer(method, params) })
    } catch (error) {
      const data = { is_panic: false, message: error.message, error_code: error.code }
      send({ id, error: { code: 4466, message: error.message, data } })
    }
  }
}

/** `schema-engine cli <subcommand>`: answers by exit code, and by log lines that the CLI reads on stderr. */
async function runSubcommand(name) {
  const log = (level, fields) =>
    process.stderr.write(`${JSON.stringify({ level, target: 'schema_engine::logger', fields })}\n`)
  log('INFO', { message: 'schema-engine (wasm)' })
  try {
    if (name === 'can-connect-to-database')
      await new pg.Pool({ connectionString: url, max: 1 }).query('SELECT 1')
    else if (name === 'create-database') await createDatabase(url)
    else if (name === 'drop-database') await dropDatabase(url)
    else throw new Error(`unknown subcommand ${name}`)
    return 0
  } catch (error) {
    const isMissing = error.code === '3D000'
    log('ERROR', {
      is_panic: false,
      message: isMissing ? `Database \`${databaseName(url)}\` does not exist` : error.message,
      error_code: isMissing ? 'P1003' : error.code === '28P01' ? 'P1000' : 'P1001',
    })
    return 1
  }
}

await loadEngine()
if (args.version) console.log(`schema-engine-wasm ${glue.version()}`)
else if (positionals[0] === 'cli') process.exitCode = await runSubcommand(positionals[1])
else await serve()
// An idle connection must not keep the CLI waiting.
process.exit()
