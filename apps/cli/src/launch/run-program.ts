import { type SpawnOptions, spawn } from 'node:child_process'

/** How a program ended, and everything it wrote to standard output and error, in order. */
export type ProgramRun = { exitCode: number; output: string }

/** Runs a program to its end without showing what it writes. Rejects only when it cannot be started. */
export function runProgram(
  program: string,
  args: string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'signal'>,
): Promise<ProgramRun> {
  const { promise, resolve, reject } = Promise.withResolvers<ProgramRun>()
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  child.once('error', reject)
  child.once('close', (code) => resolve({ exitCode: code ?? 1, output }))
  return promise
}
