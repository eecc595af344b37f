import { startPostgres } from '@studio/db/local'
import { migrateDatabase } from './migrations.ts'
import { hasOwnDatabase } from './stand-ins.ts'

/** The database of a studio, ours to end or somebody else's. */
export type Database = {
  url: string
  /** Brings it to the newest migration. */
  migrate: () => Promise<void>
  /** Fulfils with a sentence when the embedded server ends unexpectedly; never with DATABASE_URL. */
  failed: Promise<string>
  /** Ends the embedded server; leaves the one of DATABASE_URL alone. */
  stop: () => Promise<void>
}

/** The database of DATABASE_URL, or an embedded PostgreSQL with its data in the home. */
export async function startDatabase(homeDir: string, report: (sentence: string) => void): Promise<Database> {
  const given = process.env.DATABASE_URL
  if (hasOwnDatabase() && given) {
    return {
      url: given,
      migrate: () => migrateDatabase(given, report),
      failed: new Promise(() => {}),
      stop: async () => {},
    }
  }
  const postgres = await startPostgres({ homeDir, onProgress: report })
  return {
    url: postgres.url,
    migrate: () => migrateDatabase(postgres.url, report),
    failed: postgres.ended.then((log) => `PostgreSQL stopped unexpectedly. Its last words:\n${log}`),
    stop: postgres.stop,
  }
}
