import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failure } from '../failure.ts'

/**
 * A service of the studio run as a child process. The contract: it sends `{ type: 'ready', url? }` over IPC
 * when it serves, and ends by itself on SIGTERM and when the IPC channel closes (the launcher was killed).
 */
export type ChildOptions = {
  /** Shown to people: "API", "worker". */
  name: string
  /** Absolute path of the TypeScript entry point. */
  script: string
  env: NodeJS.ProcessEnv
  /** File that takes its output; without one it writes to this terminal. */
  logFile?: string
  /** Whether its output follows what is in `logFile` already, as after a crash, instead of replacing it. */
  keepsLog?: boolean
  /** Flags for Node itself. */
  nodeFlags?: string[]
}

/** A child that has said it is ready. */
export type Child = {
  pid: number
  /** The address it reported, if it serves one. */
  url: string | undefined
  /** Fulfils when it has ended, with "exit code 1" or "signal SIGKILL". */
  ended: Promise<string>
  /** Asks it to end and waits; after `graceMs` it is killed. Safe to call twice. */
  stop: (graceMs: number) => Promise<void>
}

const READY_TIMEOUT_MS = 60_000
const SHOWN_LOG_LINES = 15

/**
 * Starts a child and waits until it is ready.
 * @throws Failure with the end of its log when it ends or stays silent before that
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const forked = spawnChild(options)
  const ended = Promise.withResolvers<string>()
  forked.once('exit', (code, signal) => ended.resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  forked.once('error', (error) => ended.resolve(error.message))

  // The child leads a process group of its own, so that Ctrl-C in the terminal reaches only the launcher.
  const kill = () => endGroup(forked)
  // A launcher that ends without stopping takes its children with it.
  process.once('exit', kill)
  ended.promise.then(() => process.off('exit', kill))
  const ready = Promise.withResolvers<string | undefined>()
  forked.on('message', (message) => {
    if (isReady(message)) ready.resolve(message.url)
  })
  ended.promise.then((how) =>
    ready.reject(new Failure(`The ${options.name} did not start (${how}).${endOfLog(options.logFile)}`)),
  )
  const timeout = setTimeout(() => {
    ready.reject(new Failure(`The ${options.name} was not ready in time.${endOfLog(options.logFile)}`))
    kill()
  }, READY_TIMEOUT_MS)

  try {
    const url = await ready.promise
    return {
      pid: forked.pid ?? 0,
      url,
      ended: ended.promise,
      async stop(graceMs) {
        forked.kill('SIGTERM')
        const impatience = setTimeout(kill, graceMs)
        await ended.promise
        clearTimeout(impatience)
      },
    }
  } finally {
    clearTimeout(timeout)
  }
}

/** The last lines of a child's log, ready to follow a sentence. */
function endOfLog(logFile: string | undefined): string {
  if (!logFile) return ''
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LOG_LINES)
  return ` The end of ${logFile}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function spawnChild({ script, env, logFile, keepsLog = false, nodeFlags = [] }: ChildOptions): ChildProcess {
  if (logFile) mkdirSync(dirname(logFile), { recursive: true })
  const output = logFile ? openSync(logFile, keepsLog ? 'a' : 'w') : 'inherit'
  const child = fork(script, {
    env,
    execArgv: nodeFlags,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  })
  if (typeof output === 'number') closeSync(output)
  return child
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, 'SIGKILL')
}

function isReady(message: unknown): message is { type: 'ready'; url?: string } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
}
