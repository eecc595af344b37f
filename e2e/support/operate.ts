import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { StudioPlace } from './studio.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../scripts/studio.mjs', import.meta.url))

/**
 * Runs a command of the studio on its database, as an operator does who keeps that elsewhere. Each has a home of its own:
 * two stories may do so at once, and one home is one operator's.
 */
export async function operate(
  { databaseUrl, homeDir }: StudioPlace,
  ...words: string[]
): Promise<{ stdout: string }> {
  const home = await mkdtemp(join(homeDir, 'operator-'))
  const env = { ...process.env, DATABASE_URL: databaseUrl, STUDIO_HOME: home }
  return run(process.execPath, [script, ...words], { env })
}
