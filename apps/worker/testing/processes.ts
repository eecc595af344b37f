import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestStudio } from '@studio/services/testing'

const WORKER = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const STOPPING_WORKER = fileURLToPath(new URL('./stopping-worker.ts', import.meta.url))

/** Worker processes of a test; none of them outlives it. */
export type Workers = {
  /** Starts the worker as it is deployed and waits until it takes jobs. */
  start(extra?: NodeJS.ProcessEnv): Promise<ChildProcess>
  /** Starts a worker that stands still at the boundaries given, by output id. */
  startStopping(stops: Record<string, string>): ChildProcess
  /** Kills a worker without a word, as a machine that loses power does. */
  kill(worker: ChildProcess): Promise<void>
  killAll(): Promise<void>
}

/** What a worker process is told by its environment. */
export function workerEnvironment(studio: TestStudio): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PUBLIC_URL: studio.deps.publicUrl,
    DATABASE_URL: studio.databaseUrl,
    GEMINI_API_KEY: 'stand-in',
    GEMINI_BASE_URL: studio.gemini.url,
    KLING_API_KEY: 'stand-in',
    KLING_BASE_URL: studio.kling.url,
    // What is counted and broken here are pictures.
    GEMINI_ANALYSIS_MODEL: 'none',
    OBJECT_STORE: 'disk',
    DISK_STORE_DIR: studio.storeDir,
    MAIL_OUTBOX_DIR: studio.outboxDir,
    FILE_URL_SECRET: studio.linkSecret,
    ...studio.keyEnvironment,
    LOG_LEVEL: 'error',
  }
}

/** Workers that share the studio's database, files and stand-ins for Gemini and Kling. */
export function createWorkers(studio: TestStudio): Workers {
  const running = new Set<ChildProcess>()
  const launch = (program: string, args: string[], extra: NodeJS.ProcessEnv = {}) => {
    const env = { ...workerEnvironment(studio), ...extra }
    const worker = fork(program, args, { env, execArgv: [], stdio: 'inherit' })
    running.add(worker)
    worker.once('exit', () => running.delete(worker))
    return worker
  }
  const kill = async (worker: ChildProcess) => {
    if (!running.has(worker)) return
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  return {
    kill,
    async start(extra = {}) {
      const worker = launch(WORKER, [], extra)
      await once(worker, 'message')
      return worker
    },
    startStopping: (stops) => launch(STOPPING_WORKER, [JSON.stringify(stops)]),
    async killAll() {
      await Promise.all([...running].map(kill))
    },
  }
}
