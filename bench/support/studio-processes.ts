import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestStudio } from '@studio/services/testing'

/** A process of the product as it runs in production, on the studio of a benchmark; `url` is where the API answers. */
export type StudioProcess = { child: ChildProcess; url: string; stop(): Promise<void> }

/** `geminiUrl`: another stand-in than the studio's own. `execArgv`: for Node. */
export type ProcessOptions = { geminiUrl?: string; execArgv?: string[] }

/** Starts a worker or the API, and waits until it is ready. */
export async function startProcess(
  studio: TestStudio,
  app: 'worker' | 'api',
  { geminiUrl = studio.gemini.url, execArgv = [] }: ProcessOptions = {},
): Promise<StudioProcess> {
  const program = fileURLToPath(new URL(`../../apps/${app}/src/main.ts`, import.meta.url))
  const env = { ...environmentOf(studio), GEMINI_BASE_URL: geminiUrl }
  const child = fork(program, [], { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
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

const TELL_MEMORY = fileURLToPath(new URL('tell-memory.ts', import.meta.url))

/** What a process is started with so that `askMemory` can ask it. */
export const TELLING_MEMORY = ['--expose-gc', '--import', TELL_MEMORY]

/** What a process holds once its garbage is collected. */
export async function askMemory({ child }: StudioProcess): Promise<NodeJS.MemoryUsage> {
  const told = once(child, 'message')
  child.send('memory')
  const [{ memory }] = (await told) as [{ memory: NodeJS.MemoryUsage }]
  return memory
}

function environmentOf(studio: TestStudio): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    PUBLIC_URL: studio.deps.publicUrl,
    DATABASE_URL: studio.databaseUrl,
    GEMINI_API_KEY: 'stand-in',
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
