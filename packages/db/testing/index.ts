import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../src/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Server with a migrated template database; test files clone it. */
    postgresUrl: string
  }
}

/** A database of one's own, migrated and empty. */
export type TestDatabase = { url: string; db: Database; drop(): Promise<void> }

/** Clones the migrated template: a real PostgreSQL database that nobody else touches. Drop it when done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  // Copied file by file: ten times as cheap as writing every page of the template to the server's log.
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE studio_template STRATEGY FILE_COPY`)
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
  const db = openDatabase({ url })
  return {
    url,
    db,
    async drop() {
      await db.$disconnect()
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  // Two clones of one template at once wait for each other inside PostgreSQL only when nobody is connected to it.
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('studio_template'))")
    await client.query(statement)
  } finally {
    await client.end()
  }
}
