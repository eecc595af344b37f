import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { findProgram } from './find-program.ts'
import { checkEnvironment } from './tool.ts'

const PROGRAMS = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph', 'curl']
const script = join(workspaceRoot, 'scripts', 's3-server.sh')

/** The S3 server of the tests: what they need to know to reach it, or why there is none. */
export type S3Server = { env: NodeJS.ProcessEnv; note?: string; stop: () => Promise<void> }

/**
 * Starts a real S3 server where its programs are installed. Folder and port belong to this checkout, so that
 * a run after a killed one finds and ends what was left.
 * @throws Failure when the programs are there and do not start
 */
export async function startS3Server(): Promise<S3Server> {
  const missing = PROGRAMS.filter((program) => !findProgram(program))
  if (missing.length > 0) {
    return {
      env: {},
      note: `The S3 suite is skipped, ${missing.join(', ')} not found. On Debian: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd curl`,
      stop: async () => {},
    }
  }
  const key = createHash('sha256').update(`${workspaceRoot} ${process.getuid?.()}`).digest()
  const dir = join(tmpdir(), `studio-s3-${key.toString('hex', 0, 6)}`)
  mkdirSync(dir, { recursive: true })
  // 61 ports in a row for each checkout, below those that the system gives to outgoing connections.
  const port = 20_000 + (key.readUInt16BE(6) % 200) * 61
  const run = (action: string) =>
    runProgram('bash', [script, action, dir], { env: checkEnvironment({ S3_SERVER_PORT: String(port) }) })

  await run('wipe')
  const { exitCode, output } = await run('start')
  if (exitCode !== 0) {
    await run('wipe')
    throw new Failure(`The S3 server did not start:\n${output.trim()}`)
  }
  return {
    env: Object.fromEntries(
      [...output.matchAll(/^(S3_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    ),
    stop: async () => {
      await run('wipe')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
