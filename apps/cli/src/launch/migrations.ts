import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { Failure } from '../failure.ts'
import { runProgram } from './run-program.ts'
import { toolEnvironment, workspaceRoot } from './workspace.ts'

const dbDir = join(workspaceRoot, 'packages', 'db')
const migrationsDir = join(dbDir, 'prisma', 'migrations')

/**
 * Brings the database to the newest migration. Prisma's command takes a second, so it runs only when the
 * database does not already carry every migration of this checkout.
 * @throws Failure when the database cannot be reached or a migration fails
 */
export async function migrateDatabase(url: string, report: (sentence: string) => void): Promise<void> {
  if (await isUpToDate(url)) return
  report('Bringing the database up to date…')
  const prisma = join(dbDir, 'node_modules', 'prisma', 'build', 'index.js')
  const env = { ...toolEnvironment(), DATABASE_URL: url }
  const args = [prisma, 'migrate', 'deploy']
  const { exitCode, output } = await runProgram(process.execPath, args, { cwd: dbDir, env })
  if (exitCode !== 0) throw new Failure(`The database could not be migrated:\n${output.trim()}`)
}

/** Prisma keeps the SHA-256 of each migration's SQL; equal and finished means there is nothing to do. */
async function isUpToDate(url: string): Promise<boolean> {
  const applied = await appliedChecksums(url)
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .every(({ name }) => {
      const sql = readFileSync(join(migrationsDir, name, 'migration.sql'))
      return applied.get(name) === createHash('sha256').update(sql).digest('hex')
    })
}

async function appliedChecksums(url: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string; checksum: string }>(
      `SELECT migration_name AS name, checksum FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    )
    return new Map(rows.map(({ name, checksum }) => [name, checksum]))
  } catch (error) {
    if (MISSING_CODES.has(String((error as { code?: unknown }).code))) return new Map()
    throw new Failure(
      `The database of DATABASE_URL cannot be used: ${error instanceof Error ? error.message || 'it does not answer' : error}`,
    )
  } finally {
    await client.end()
  }
}

/** PostgreSQL's undefined_table and invalid_catalog_name: a database that `migrate deploy` still has to fill or make. */
const MISSING_CODES = new Set(['42P01', '3D000'])
