import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { stopLeftover, sweepEphemeral } from './leftover.ts'
import { ephemeralBases, type Placement, placePostgres } from './placement.ts'

export { freePort } from './free-port.ts'
export { commandLine, isProcessAlive } from './processes.ts'

/** How to run the embedded PostgreSQL: for an installation (`homeDir`) or for one test run (`ephemeral`). */
export type PostgresOptions = ({ homeDir: string; ephemeral?: false } | { ephemeral: true }) & {
  /** TCP port on 127.0.0.1; a free one when left out. */
  port?: number
  /** PostgreSQL's `max_connections`; 100 when left out. */
  maxConnections?: number
  /** Told in a sentence what takes a moment. */
  onProgress?: (sentence: string) => void
}

/** A running embedded PostgreSQL. */
export type LocalPostgres = {
  /** Connection string of the `studio` database, for the superuser. */
  url: string
  pid: number
  dataDir: string
  /** Fulfils when the server has ended for whatever reason, with the last lines it logged. */
  ended: Promise<string>
  /** Closes every connection and ends the server; deletes an ephemeral one. Safe to call twice. */
  stop: () => Promise<void>
}

const DATABASE = 'studio'
const START_TIMEOUT_MS = 60_000
const FAST_SHUTDOWN_MS = 8_000
const PORT_ATTEMPTS = 3

/** Neither the time zone nor the language of the machine may change what the database answers. */
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' }

/**
 * Starts PostgreSQL from the binaries that npm installed, as a child of this process, listening on 127.0.0.1
 * only. Works as root and as a normal user. Data of an installation lies under `<homeDir>/postgres`; an
 * ephemeral server keeps nothing and does not sync to disk. A server that a killed launcher left behind on
 * the same data is ended first: the caller makes sure that no live launcher owns this home.
 *
 * @throws an Error with a sentence for the user: no binaries for this platform, port taken, data unreadable
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  if (options.ephemeral) await Promise.all(ephemeralBases().map(sweepEphemeral))
  const placement = await placePostgres(options.ephemeral ? 'ephemeral' : options.homeDir)
  const password = await initialise(placement, options)
  const dataDir = join(placement.instanceDir, 'data')
  await stopLeftover(dataDir)

  const { server, port } = await serveOnPort(placement, dataDir, options)
  const stop = async () => {
    await endServer(server, options.ephemeral ? 'SIGQUIT' : 'SIGINT')
    if (options.ephemeral) rmSync(placement.instanceDir, { recursive: true, force: true })
  }
  // A launcher that exits without stopping (an uncaught error) takes the server with it.
  const endWithLauncher = () => server.child.kill('SIGINT')
  process.once('exit', endWithLauncher)
  server.ended.then(() => process.off('exit', endWithLauncher))

  const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  await createDatabaseIfMissing(url('postgres'))
  return { url: url(DATABASE), pid: server.child.pid ?? 0, dataDir, ended: server.ended, stop }
}

/** Makes the cluster at the first start; killed half-way, the next start begins it again. Gives the password. */
async function initialise(at: Placement, options: PostgresOptions): Promise<string> {
  const passwordFile = join(at.instanceDir, 'password')
  const dataDir = join(at.instanceDir, 'data')
  if (existsSync(dataDir)) return readFileSync(passwordFile, 'utf8')

  if (!options.ephemeral) options.onProgress?.('Preparing the database (first start only)…')
  const password = randomBytes(18).toString('base64url')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (at.runAs.uid !== undefined && at.runAs.gid !== undefined) {
    chownSync(passwordFile, at.runAs.uid, at.runAs.gid)
  }
  const partialDir = `${dataDir}.partial`
  rmSync(partialDir, { recursive: true, force: true })
  // The built-in locale provider depends on no locale of the system.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const login = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  await run(at, 'initdb', [
    '-D',
    partialDir,
    ...login,
    ...locale,
    ...(options.ephemeral ? ['--no-sync'] : []),
  ])
  renameSync(partialDir, dataDir)
  return password
}

function run(at: Placement, program: string, args: string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = spawn(join(at.programDir, 'bin', program), args, {
    ...at.runAs,
    env: environment,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  child.once('error', reject)
  child.once('close', (code) =>
    code === 0 ? resolve() : reject(new Error(`PostgreSQL's ${program} failed: ${errors.trim()}`)),
  )
  return promise
}

/** What a server saves itself when nobody will ever ask for its data again after a crash. */
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  wal_init_zero: 'off',
  max_wal_size: '256MB',
}

type Server = { child: ChildProcess; ready: Promise<void>; ended: Promise<string> }

/** Starts on the wanted port, or on a free one; a free port can be lost to another program, so it retries. */
async function serveOnPort(at: Placement, dataDir: string, options: PostgresOptions) {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort())
    const server = spawnServer(at, dataDir, port, options)
    try {
      await server.ready
      return { server, port }
    } catch (error) {
      const isTaken = /could not bind|Address already in use/.test(String(error))
      if (!isTaken) throw error
      if (options.port)
        throw new Error(`Port ${port} for the built-in PostgreSQL is taken by another program.`)
      if (attempt === PORT_ATTEMPTS) throw error
    }
  }
}

function spawnServer(at: Placement, dataDir: string, port: number, options: PostgresOptions): Server {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(options.ephemeral && FORGETFUL),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(at.programDir, 'bin', 'postgres'), ['-D', dataDir, '-p', String(port), ...flags], {
    ...at.runAs,
    env: environment,
    cwd: '/',
    // Its own process group: Ctrl-C in the terminal reaches the launcher, which stops it last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  const timeout = setTimeout(() => child.kill('SIGQUIT'), START_TIMEOUT_MS)
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk).slice(-4_000)
    if (!log.includes('ready to accept connections')) return
    clearTimeout(timeout)
    ready.resolve()
  })
  child.once('error', ready.reject)
  child.once('close', () => {
    clearTimeout(timeout)
    ready.reject(new Error(`PostgreSQL did not start: ${log.trim()}`))
    ended.resolve(log.trim())
  })
  return { child, ready: ready.promise, ended: ended.promise }
}

async function endServer(server: Server, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  server.child.kill(signal)
  const impatience = setTimeout(() => server.child.kill('SIGQUIT'), FAST_SHUTDOWN_MS)
  await server.ended
  clearTimeout(impatience)
}

async function createDatabaseIfMissing(maintenanceUrl: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}
