import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePort } from '@studio/db/local'
import { Failure } from '../failure.ts'
import type { ChildOptions } from './children.ts'
import { startDatabase } from './database.ts'
import { type ClaimedHome, claimHome } from './home.ts'
import { keptPort } from './kept-port.ts'
import { serviceEnvironment } from './service-environment.ts'
import { STAND_IN_PROGRAMS, type StandInProgram } from './stand-ins.ts'
import { supervise } from './supervise.ts'
import { buildWebIfChanged } from './web-build.ts'
import { workspaceRoot } from './workspace.ts'

export { buildWebIfChanged } from './web-build.ts'

/** How to run a whole studio on this machine. */
export type StackOptions = {
  /** Folder of everything it keeps; one studio at a time owns it. */
  homeDir: string
  /** TCP port of the one address; 0 takes a free one. */
  port: number
  /** Address to listen on; 127.0.0.1 when left out. */
  host?: string
  /** Told in a sentence what takes a moment and what went wrong. */
  report: (sentence: string) => void
  /** Whether the API serves the built web app, which is built first where needed. */
  hasWeb: boolean
  /** Restarts API and worker when their sources change, and shows their output in this terminal. */
  isWatching?: boolean
  /** Environment of the services, over what this launcher decides. */
  env?: Record<string, string>
}

/** A running studio. */
export type Stack = {
  /** How this machine reaches it. */
  url: string
  /** How browsers reach it: PUBLIC_URL, or the same as `url`. */
  publicUrl: string
  databaseUrl: string
  /** Addresses of the local Gemini, Kling, Shopify and WooCommerce; absent with the real ones. */
  geminiUrl: string | undefined
  klingUrl: string | undefined
  shopifyUrl: string | undefined
  woocommerceUrl: string | undefined
  /** The worker's process; another one after a crash. */
  workerPid: () => number
  /** Fulfils when the studio cannot go on, with a sentence that says why. */
  failed: Promise<string>
  /** Ends everything in order: no new requests, work in hand finished or given back, then the database. */
  stop: () => Promise<void>
}

const SECRET_BYTES = 32

const API_GRACE_MS = 10_000
const WORKER_GRACE_MS = 15_000
const STAND_IN_GRACE_MS = 3_000

/** Every part that runs, in the order in which they are ended. */
type Parts = Partial<Record<'api' | 'worker' | StandInProgram['name'] | 'database', () => Promise<void>>>

/**
 * Starts database, stand-ins, API and worker on one address and waits until it answers.
 * @throws Failure when something is in the way; whatever had started is ended again
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const host = options.host ?? '127.0.0.1'
  refuseUnreachable(host)
  const home = await claimHome(options.homeDir)
  const parts: Parts = {}
  const stop = async () => {
    await parts.api?.()
    await parts.worker?.()
    await Promise.all([parts.gemini?.(), parts.kling?.(), parts.shopify?.(), parts.woocommerce?.()])
    await parts.database?.()
    home.release()
  }
  try {
    const port = options.port || (await freePort())
    await refuseTakenPort(port, host)
    // Browsers may take "localhost" for ::1, where another program would answer them.
    if (!host.includes(':')) await refuseTakenPort(port, '::1')
    return { ...(await startParts({ ...options, host, port }, home, parts)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(
  options: StackOptions & { host: string },
  home: ClaimedHome,
  parts: Parts,
): Promise<Omit<Stack, 'stop'>> {
  const { report, isWatching = false } = options
  const pids = new Map<string, number>()
  const notePid = (name: string) => (pid: number) => {
    pids.set(name, pid)
    home.publish({ childPids: [...pids.values()] })
  }
  const logFile = (name: string) => (isWatching ? {} : { logFile: join(home.dir, 'logs', `${name}.log`) })
  const app = (name: 'api' | 'worker'): Omit<ChildOptions, 'env' | 'name'> => ({
    script: join(workspaceRoot, 'apps', name, 'src', 'main.ts'),
    nodeFlags: isWatching ? ['--watch', '--watch-preserve-output'] : [],
    ...logFile(name),
  })

  const url = localUrl(options.host, options.port)
  // Known to nobody else: it signs what the stand-in tells the studio.
  const shopifyApp = { key: 'stand-in', secret: randomBytes(SECRET_BYTES).toString('base64url') }
  const studioUrl = options.env?.PUBLIC_URL || process.env.PUBLIC_URL || url

  const startStandIn = async ({ name, title, script, portVariable, ...program }: StandInProgram) => {
    if (program.isReplaced()) return undefined
    const standIn = { name: `${title} stand-in`, script, ...logFile(name) }
    const env = {
      ...process.env,
      ...options.env,
      ...program.environment?.({ homeDir: home.dir, publicUrl: studioUrl, shopifyApp }),
      // A port of its own choice would change with a restart, and the services keep the first address.
      [portVariable]: String(await keptPort(join(home.dir, `${name}.port`))),
    }
    const child = await supervise({ ...standIn, env }, report, notePid(name))
    parts[name] = () => child.stop(STAND_IN_GRACE_MS)
    return child.url
  }
  const openDatabase = async () => {
    const database = await startDatabase(home.dir, report)
    parts.database = database.stop
    await database.migrate()
    return database
  }
  const [database, [geminiUrl, klingUrl, shopifyUrl, woocommerceUrl]] = await together([
    openDatabase(),
    together(STAND_IN_PROGRAMS.map(startStandIn)),
    options.hasWeb ? buildWebIfChanged(report) : undefined,
  ])

  const standIns = { geminiUrl, klingUrl, shopifyUrl, shopifyApp, woocommerceUrl }
  const env = {
    ...serviceEnvironment({ ...options, ...standIns, home, url, databaseUrl: database.url }),
    ...options.env,
  }
  const startWorker = async () => {
    const child = await supervise({ name: 'worker', env, ...app('worker') }, report, notePid('worker'))
    parts.worker = () => child.stop(WORKER_GRACE_MS)
    return child
  }
  const startApi = async () => {
    const child = await supervise({ name: 'API', env, ...app('api') }, report, notePid('api'))
    parts.api = () => child.stop(API_GRACE_MS)
  }
  const [worker] = await together([startWorker(), startApi()])
  const publicUrl = env.PUBLIC_URL ?? url
  home.publish({ url, publicUrl, databaseUrl: database.url })

  return {
    url,
    publicUrl,
    databaseUrl: database.url,
    geminiUrl,
    klingUrl,
    shopifyUrl,
    woocommerceUrl,
    workerPid: worker.pid,
    failed: database.failed,
  }
}

/** Like Promise.all, but an error waits until every part has settled, so that what did start can be ended. */
async function together<T extends readonly unknown[]>(starts: [...T]) {
  await Promise.allSettled(starts)
  return Promise.all(starts)
}

const ANY_ADDRESS = ['0.0.0.0', '::']
const LOOPBACK = ['127.0.0.1', '::1', 'localhost', ...ANY_ADDRESS]

/** How this machine itself reaches what listens on `host`. */
function localUrl(host: string, port: number): string {
  if (LOOPBACK.includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Listening on every address says nothing about the one that browsers use, and cookies depend on it. */
function refuseUnreachable(host: string): void {
  if (!ANY_ADDRESS.includes(host) || process.env.PUBLIC_URL) return
  throw new Failure(
    `HOST=${host} lets other machines in. Say with PUBLIC_URL how they reach this one, such as PUBLIC_URL=http://192.168.1.20:3000.`,
  )
}

/** Said before anything is started: a port is the one thing that often is in the way. */
async function refuseTakenPort(port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const probe = createServer()
  probe.once('error', (error: NodeJS.ErrnoException) => {
    // A machine without IPv6 has nobody there.
    if (host === '::1' && error.code !== 'EADDRINUSE') resolve()
    else reject(new Failure(explainPort(error, port, host)))
  })
  probe.listen(port, host, () => probe.close(() => resolve()))
  await promise
}

function explainPort(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`
  }
  if (error.code === 'EACCES')
    return `Port ${port} is reserved for root. Choose one above 1023: PORT=3000 npm start`
  return `Nothing can listen on ${host}:${port} (${error.message}). Check HOST and PORT.`
}
