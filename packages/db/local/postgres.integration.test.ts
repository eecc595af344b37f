import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandLine, isProcessAlive, type LocalPostgres, startPostgres } from './postgres.ts'

let homeDir: string
const running: LocalPostgres[] = []

beforeEach(() => {
  homeDir = mkdtempSync(join(tmpdir(), 'studio home-'))
})

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  const link = join(homeDir, 'postgres')
  if (existsSync(link)) rmSync(realpathSync(link), { recursive: true, force: true })
  rmSync(homeDir, { recursive: true, force: true })
})

async function start(options: Parameters<typeof startPostgres>[0]): Promise<LocalPostgres> {
  const postgres = await startPostgres(options)
  running.push(postgres)
  return postgres
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ value: unknown }>(sql)).rows.map(({ value }) => value)
  } finally {
    await client.end()
  }
}

/** Starts a server from a process of its own and kills that process outright; gives the orphaned server. */
async function orphan(options: object): Promise<{ pid: number; url: string; dataDir: string }> {
  const module = new URL('./postgres.ts', import.meta.url).href
  const code = `import { startPostgres } from ${JSON.stringify(module)}
    const { pid, url, dataDir } = await startPostgres(${JSON.stringify(options)})
    console.log(JSON.stringify({ pid, url, dataDir }))`
  const launcher = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const server = JSON.parse(await firstLine(launcher))
  const ended = new Promise((resolve) => launcher.once('exit', resolve))
  launcher.kill('SIGKILL')
  await ended
  return server
}

function firstLine(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))
  child.once('exit', (code) => reject(new Error(`the launcher ended with ${code}`)))
  return promise
}

describe('an installation', () => {
  test('keeps its data over a restart', async () => {
    const first = await start({ homeDir })
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS value')
    await first.stop()
    const second = await start({ homeDir })
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([7])
  })

  test('says that the first start takes a moment, and only then', async () => {
    const sentences: string[] = []
    const onProgress = (sentence: string) => sentences.push(sentence)
    await (await start({ homeDir, onProgress })).stop()
    await start({ homeDir, onProgress })
    expect(sentences).toEqual(['Preparing the database (first start only)…'])
  })

  test('ends the server of a killed launcher and keeps what it had committed', async () => {
    const left = await orphan({ homeDir })
    await query(left.url, 'CREATE TABLE kept AS SELECT 7 AS value')
    expect(isProcessAlive(left.pid)).toBe(true)
    const postgres = await start({ homeDir })
    expect(isProcessAlive(left.pid)).toBe(false)
    expect(await query(postgres.url, 'SELECT value FROM kept')).toEqual([7])
  })

  test('leaves alone a program that got the pid of a server long gone, and starts beside it', async () => {
    const before = await start({ homeDir })
    await before.stop()
    const { uid, gid } = statSync(before.dataDir)
    const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    writeFileSync(join(before.dataDir, 'postmaster.pid'), `${stranger.pid}\n`)
    const postgres = await start({ homeDir })
    expect(await query(postgres.url, 'SELECT 1 AS value')).toEqual([1])
    expect(isProcessAlive(Number(stranger.pid))).toBe(true)
    stranger.kill()
  })

  test('makes its cluster again when the first start was killed half-way', async () => {
    const { dataDir, stop } = await start({ homeDir })
    await stop()
    rmSync(dataDir, { recursive: true })
    mkdirSync(`${dataDir}.partial`)
    writeFileSync(join(`${dataDir}.partial`, 'PG_VERSION'), '18\n')
    const postgres = await start({ homeDir })
    expect(await query(postgres.url, 'SELECT 1 AS value')).toEqual([1])
  })

  test('names the port that another program holds', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(start({ homeDir, port })).rejects.toThrow(
      `Port ${port} for the built-in PostgreSQL is taken`,
    )
    other.close()
  })

  test('tells when its server ends unexpectedly', async () => {
    const postgres = await start({ homeDir })
    process.kill(postgres.pid, 'SIGKILL')
    expect(await postgres.ended).toContain('ready to accept connections')
  })
})

describe('an ephemeral server', () => {
  test('takes as many connections as asked and leaves nothing behind', async () => {
    const postgres = await start({ ephemeral: true, maxConnections: 23 })
    expect(await query(postgres.url, "SELECT current_setting('max_connections') AS value")).toEqual(['23'])
    await postgres.stop()
    expect(existsSync(dirname(postgres.dataDir))).toBe(false)
    expect(commandLine(postgres.pid)).toBe('')
  })

  test('is swept away by the next one when its owner was killed', async () => {
    const left = await orphan({ ephemeral: true })
    await start({ ephemeral: true })
    expect(isProcessAlive(left.pid)).toBe(false)
    expect(existsSync(dirname(left.dataDir))).toBe(false)
  })
})
