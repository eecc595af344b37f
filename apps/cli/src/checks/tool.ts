import { join } from 'node:path'
import { type ProgramRun, runProgram } from '../launch/run-program.ts'
import { toolEnvironment, workspaceRoot } from '../launch/workspace.ts'
import { failed, type Outcome, passed } from './check.ts'

/**
 * Variables of the person's own studio. The checks start their own database, storage and providers, and must
 * never write into somebody's real ones.
 */
const PRODUCTION_VARIABLE =
  /^(DATABASE_URL|STUDIO_HOME|PORT|HOST|PUBLIC_URL|NODE_ENV|OBJECT_STORE|GEMINI_.*|KLING_.*|SHOPIFY_.*|S3_(?!TEST_).*)$/

/** The environment of every check. */
export function checkEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(toolEnvironment()).filter(([name]) => !PRODUCTION_VARIABLE.test(name))
  return { ...Object.fromEntries(own), FORCE_COLOR: '0', ...extra }
}

/** Runs an installed program of the workspace, by its name in node_modules/.bin. */
export function runTool(name: string, args: string[], extra: NodeJS.ProcessEnv = {}): Promise<ProgramRun> {
  const program = join(workspaceRoot, 'node_modules', '.bin', name)
  return runProgram(program, args, { cwd: workspaceRoot, env: checkEnvironment(extra) })
}

/** One question put to a program: its exit code is the answer, its output the reason. */
export async function askTool(name: string, args: string[]): Promise<Outcome> {
  const { exitCode, output } = await runTool(name, args)
  return exitCode === 0 ? passed : failed(output.trim())
}
