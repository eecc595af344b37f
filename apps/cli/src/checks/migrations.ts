import { join } from 'node:path'
import { startPostgres } from '@studio/db/local'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { type Check, failed, passed } from './check.ts'
import { checkEnvironment } from './tool.ts'

/** Prisma's exit code for "the two differ". */
const DIFFERENT = 2

/** Applies the migrations to an empty database and compares the result with the schema. */
export const migrationsCheck: Check = {
  name: 'migrations',
  title: 'schema and migrations agree',
  async run() {
    const postgres = await startPostgres({ ephemeral: true })
    try {
      const dbDir = join(workspaceRoot, 'packages', 'db')
      const prisma = join(dbDir, 'node_modules', '.bin', 'prisma')
      const sides = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma']
      const { exitCode, output } = await runProgram(prisma, ['migrate', 'diff', ...sides, '--exit-code'], {
        cwd: dbDir,
        env: checkEnvironment({ DATABASE_URL: postgres.url }),
      })
      if (exitCode === 0) return passed
      const advice = 'Make a migration for it: cd packages/db && prisma migrate dev --name <what-changes>'
      return failed(exitCode === DIFFERENT ? `${output.trim()}\n${advice}` : output.trim())
    } finally {
      await postgres.stop()
    }
  },
}
