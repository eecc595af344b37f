import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openDatabase, openQueue } from '@studio/db'
import { startPostgres } from '@studio/db/local'
import { openTestStudio, type TestStudio, type TestStudioOptions } from '@studio/services/testing'

const DB = new URL('../../packages/db/', import.meta.url)

/** Runs a benchmark on a studio of its own: throw-away PostgreSQL, files in a temporary directory. */
export async function withStudio(
  run: (studio: TestStudio) => Promise<void>,
  options: Pick<TestStudioOptions, 'hasStores'> = {},
): Promise<void> {
  const postgres = await startPostgres({ ephemeral: true })
  try {
    const { url } = postgres
    const prisma = fileURLToPath(new URL('node_modules/.bin/prisma', DB))
    const env = { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' }
    execFileSync(prisma, ['migrate', 'deploy'], { cwd: fileURLToPath(DB), env, stdio: 'pipe' })
    const queue = await openQueue({ url, isWorker: false, onError: console.error })
    await queue.stop(0)
    const db = openDatabase({ url })
    const studio = await openTestStudio({ ...options, database: { url, db, drop: () => db.$disconnect() } })
    try {
      await run(studio)
    } finally {
      await studio.close()
    }
  } finally {
    await postgres.stop()
  }
}
