import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { runProgram } from './run-program.ts'
import { toolEnvironment, workspaceRoot } from './workspace.ts'

/** Where the built web app lies; the API serves it. */
export const webDistDir = join(workspaceRoot, 'apps', 'web', 'dist')

/** What the build depends on; turbo.json lists the same for its cache. */
const SOURCES = [
  'apps/web/*.{ts,json,html}',
  'apps/web/{src,public}/**/*',
  'packages/core/src/**/*.ts',
  'pnpm-lock.yaml',
]

/**
 * Builds the web app unless the last build was made from these very sources.
 * @throws Failure with the build's output when it does not build
 */
export async function buildWebIfChanged(report: (sentence: string) => void): Promise<void> {
  const stampFile = join(webDistDir, '.built-from')
  const stamp = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  report('Building the web app…')
  await runTurboBuild()
  writeFileSync(stampFile, stamp)
}

/** Paths, sizes and times of change: reading every file would cost more than it tells. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd: workspaceRoot }).sort()) {
    const { mtimeMs, size } = statSync(join(workspaceRoot, path))
    hash.update(`${path} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}

async function runTurboBuild(): Promise<void> {
  const turbo = join(workspaceRoot, 'node_modules', '.bin', 'turbo')
  const args = ['run', 'build', '--filter=@studio/web', '--output-logs=errors-only', '--no-update-notifier']
  const options = { cwd: workspaceRoot, env: toolEnvironment() }
  const { exitCode, output } = await runProgram(turbo, args, options)
  if (exitCode !== 0) throw new Failure(`The web app could not be built:\n${output.trim()}`)
}
