import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../local/postgres.ts'
import { openQueue } from '../src/queue/queue.ts'

/** Starts one throw-away PostgreSQL for the run, and migrates the template that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ ephemeral: true, maxConnections: 300 })
  const url = new URL(postgres.url)
  url.pathname = '/studio_template'
  execFileSync(
    fileURLToPath(new URL('../node_modules/.bin/prisma', import.meta.url)),
    ['migrate', 'deploy'],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, DATABASE_URL: url.href, CHECKPOINT_DISABLE: '1' },
      stdio: 'pipe',
    },
  )
  const queue = await openQueue({
    url: url.href,
    isWorker: false,
    onError: (error) => {
      throw error
    },
  })
  await queue.stop(0)
  project.provide('postgresUrl', postgres.url)
  return () => postgres.stop()
}
