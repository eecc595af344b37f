import type { Command } from 'commander'
import { vi } from 'vitest'
import { describeFailure } from '../src/failure.ts'
import type { ProgramRun } from '../src/launch/run-program.ts'

/**
 * Runs a command as `studio <words>` does, in this process: a process of its own takes half a second to start. The
 * variables are added to the environment while it runs. For words that the command line itself refuses, start the
 * program: then commander ends the process.
 */
export async function runCommand(
  command: Command,
  words: string[],
  variables: Record<string, string>,
): Promise<ProgramRun> {
  const said: unknown[] = []
  const say = (line: unknown) => void said.push(line)
  using _log = vi.spyOn(console, 'log').mockImplementation(say)
  using _error = vi.spyOn(console, 'error').mockImplementation(say)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  let exitCode = 0
  try {
    await command.parseAsync(words, { from: 'user' })
  } catch (error) {
    console.error(describeFailure(error))
    exitCode = 1
  } finally {
    vi.unstubAllEnvs()
  }
  return { exitCode, output: said.map((line) => `${line}\n`).join('') }
}
