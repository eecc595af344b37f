import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLine, isProcessAlive } from '@studio/db/local'
import { z } from 'zod'
import { Failure } from '../failure.ts'
import { workspaceRoot } from './workspace.ts'

/** What `run.json` in a home says about the studio that runs on it. */
const runSchema = z.object({
  /** The launcher. */
  pid: z.int().positive(),
  /** Its API, worker and stand-ins. */
  childPids: z.array(z.int().positive()),
  /** Known once the studio answers. */
  url: z.url().optional(),
  /** How browsers reach it: PUBLIC_URL, or the same as `url`. */
  publicUrl: z.url().optional(),
  /** Where its data is, for commands that work beside it; it carries a password, so the file is the owner's alone. */
  databaseUrl: z.string().optional(),
})
type Run = z.infer<typeof runSchema>

/** A home that belongs to this process until it is released. */
export type ClaimedHome = {
  dir: string
  /** Lets other commands find the running studio. */
  publish: (fields: Partial<Run>) => void
  release: () => void
}

const CHILD_EXIT_MS = 10_000
const POLL_MS = 50

/** Where data lives: STUDIO_HOME, or `.studio` in the checkout. */
export function studioHome(): string {
  return resolve(process.env.STUDIO_HOME || join(workspaceRoot, '.studio'))
}

/** The studio that runs on this home right now, if there is one. */
export function findRunning(homeDir: string): Run | undefined {
  const run = readRun(runFile(homeDir))
  return run && isStudio(run.pid) ? run : undefined
}

/**
 * Makes this process the only studio on `homeDir`. What a killed launcher left running is awaited, then ended.
 * @throws Failure with the address when another studio owns the home
 */
export async function claimHome(homeDir: string): Promise<ClaimedHome> {
  mkdirSync(homeDir, { recursive: true })
  const file = runFile(homeDir)
  let run: Run = { pid: process.pid, childPids: [] }
  const stale = readRun(file)
  refuseIfRunning(homeDir)
  rmSync(file, { force: true })
  try {
    writeFileSync(file, JSON.stringify(run), { flag: 'wx', mode: 0o600 })
  } catch {
    refuseIfRunning(homeDir)
    throw new Failure(
      `${file} cannot be written. Check who owns the folder, or set STUDIO_HOME to another one.`,
    )
  }
  await endChildren(stale?.childPids ?? [])
  return {
    dir: homeDir,
    publish(fields) {
      run = { ...run, ...fields }
      writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    release: () => rmSync(file, { force: true }),
  }
}

function refuseIfRunning(homeDir: string): void {
  const running = findRunning(homeDir)
  if (!running) return
  const where = running.url ? `runs at ${running.url}` : 'is just starting'
  throw new Failure(
    `A studio already ${where} on ${homeDir} (process ${running.pid}). To run a second one beside it, set STUDIO_HOME to another folder and PORT to another port.`,
  )
}

/** Children end by themselves when their launcher is gone; one that hangs must not block the next start. */
async function endChildren(pids: number[]): Promise<void> {
  for (const pid of pids.filter(isStudio)) process.kill(pid, 'SIGTERM')
  const deadlineMs = performance.now() + CHILD_EXIT_MS
  while (pids.some(isStudio) && performance.now() < deadlineMs) await delay(POLL_MS)
  for (const pid of pids.filter(isStudio)) process.kill(pid, 'SIGKILL')
}

const runFile = (homeDir: string) => join(homeDir, 'run.json')

/** A pid can be reused after a crash or a reboot: it must be one of our own entry points. */
const isStudio = (pid: number) =>
  isProcessAlive(pid) && /(apps|packages)\/[\w/-]+\/main\.ts/.test(commandLine(pid).replaceAll('\0', ' '))

function readRun(file: string): Run | undefined {
  try {
    return runSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
