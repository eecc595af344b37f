import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestStudio } from '@studio/services/testing'

/** A process of the product as it runs in production, on the studio of a benchmark; `url` is where the API answers. */
export type StudioProcess = { child: ChildProcess; url: string; stop(): Promise<void> }

/** Starts a worker or the API, and waits until it is ready. */
export async function startProcess(studio: TestStudio, app: 'worker' | 'api'): Promise<StudioProcess> {
  const program = fileURLToPath(new URL(`../../apps/${app}/src/main.ts`, import.meta.url))
  const env = environmentOf(studio)
  const child = fork(program, [], { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [ready] = (await once(child, 'message')) as [{ url?: string }]
  return {
    child,
    url: ready.url ?? '',
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** How much memory the largest of some processes held at the start, half-way, at most, and at the end. */
export type Memory = { startMib: number; halfWayMib: number; peakMib: number; endMib: number }

const LOOK_EVERY_MS = 500

/** Watches the memory of processes until it is asked for it. */
export function watchMemory(processes: readonly StudioProcess[]): () => Memory {
  const sizes: number[] = []
  const look = () => sizes.push(Math.max(...processes.map(({ child }) => residentMib(child.pid))))
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => {
    clearInterval(timer)
    look()
    const at = (share: number) => sizes[Math.round((sizes.length - 1) * share)] ?? 0
    return { startMib: at(0), halfWayMib: at(0.5), peakMib: Math.max(...sizes), endMib: at(1) }
  }
}

const PAGE_BYTES = 4096

/** What of a process is in memory now. */
function residentMib(pid: number | undefined): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * PAGE_BYTES) / 1024 ** 2
}

function environmentOf(studio: TestStudio): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    PUBLIC_URL: studio.deps.publicUrl,
    DATABASE_URL: studio.databaseUrl,
    GEMINI_API_KEY: 'stand-in',
    GEMINI_BASE_URL: studio.gemini.url,
    GEMINI_ANALYSIS_MODEL: 'none',
    GEMINI_CALLS_PER_MINUTE: '0',
    OBJECT_STORE: 'disk',
    DISK_STORE_DIR: studio.storeDir,
    MAIL_OUTBOX_DIR: studio.outboxDir,
    FILE_URL_SECRET: studio.linkSecret,
    TEMP_DIR: studio.deps.tempDir,
    ...studio.keyEnvironment,
    LOG_LEVEL: 'error',
  }
}
