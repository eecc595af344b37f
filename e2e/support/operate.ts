import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { StudioPlace } from './studio.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../scripts/studio.mjs', import.meta.url))

/** Runs a command of the studio on its database, as an operator does who keeps that elsewhere. */
export function operate(
  { databaseUrl, homeDir }: StudioPlace,
  ...words: string[]
): Promise<{ stdout: string }> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, STUDIO_HOME: join(homeDir, 'operator') }
  return run(process.execPath, [script, ...words], { env })
}
