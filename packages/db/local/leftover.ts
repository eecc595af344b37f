import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLine, isProcessAlive } from './processes.ts'

const POLL_MS = 25
const FAST_SHUTDOWN_MS = 8_000
const IMMEDIATE_SHUTDOWN_MS = 3_000

/**
 * Ends the server that a killed launcher left running on `dataDir`: that one and no other. Its pid stands in
 * `postmaster.pid`. A pid that now belongs to another program is left alone, and the file is removed:
 * PostgreSQL would take that program for itself and refuse to start.
 * Throws when the server does not end.
 */
export async function stopLeftover(dataDir: string): Promise<void> {
  const pid = postmasterPid(dataDir)
  if (pid === undefined) return
  const isServing = () => commandLine(pid).includes(dataDir)
  // Fast shutdown first; immediate shutdown (recovered from the log at the next start) if it hangs.
  for (const [signal, withinMs] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    if (!isServing()) break
    sendSignal(pid, signal)
    for (let waitedMs = 0; waitedMs < withinMs && isServing(); waitedMs += POLL_MS) await delay(POLL_MS)
  }
  if (isServing()) {
    throw new Error(`An earlier PostgreSQL (process ${pid}) still uses ${dataDir}. End it, then start again.`)
  }
  if (commandLine(pid)) rmSync(pidFile(dataDir), { force: true })
}

/** Stops the servers and deletes the folders of ephemeral instances whose owner no longer runs. */
export async function sweepEphemeral(baseDir: string): Promise<void> {
  for (const name of listFolder(baseDir)) {
    const ownerPid = Number(/^ephemeral-(\d+)-/.exec(name)?.[1] ?? process.pid)
    if (isProcessAlive(ownerPid)) continue
    try {
      await stopLeftover(join(baseDir, name, 'data'))
      rmSync(join(baseDir, name), { recursive: true, force: true })
    } catch {
      // Somebody else's rubbish must not stop us; a later sweep tries again.
    }
  }
}

const pidFile = (dataDir: string) => join(dataDir, 'postmaster.pid')

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended in the meantime.
  }
}

function postmasterPid(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
