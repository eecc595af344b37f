import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Id, newId } from '@studio/core/kernel'
import { type Database, openDatabase } from '@studio/db'
import { startPostgres } from '@studio/db/local'
import { operatorActor } from '@studio/services/kernel'
import { keyVariables } from '@studio/services/keys'
import { createTokenAsOperator } from '@studio/services/tokens'
import { percentile, timeMs } from './support/figures.ts'
import { type Arm, interleave, reportArms } from './support/interleave.ts'

/**
 * An authenticated read of the public API through everything (token, limit, scope, schemas, log) beside bare express and
 * pg, which answer the same bytes by the same statement; and the check of a token beside a bare look-up. Each server is
 * a process of its own. docs/performance.md keeps the figures.
 */
const ACCOUNTS = 60
const ASSETS_EACH = 60
/** How many calls are under way at once: a quiet hour, and a busy one. Others are the arguments. */
const LANES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [8, 32]
const READ_GOAL = 0.8
const TOKEN_GOAL = 0.5
const COURSE = { rounds: 9, stepsPerRound: 3_000 }
/** One after the other, as one caller meets it. */
const TRIPS = 6_000

type Caller = { accountId: string; assetId: string; token: string; tokenHash: string }
type Asked = { url: string; token?: string }
/** One way to read what a caller wants to know. */
type Reading = { name: string; ask: (caller: Caller) => Asked }

const dir = mkdtempSync(join(tmpdir(), 'studio-bench-'))
const postgres = await startPostgres({ homeDir: dir })
const db = openDatabase({ url: postgres.url })
const key = () => `bench:${randomBytes(32).toString('base64')}`
const secrets = { CREDENTIAL_KEYS: key(), TOKEN_PEPPERS: key(), RECEIPT_SIGNING_KEY: key().slice(6) }
const keys = keyVariables.parse(secrets)
const agent = new Agent({ keepAlive: true, maxSockets: Math.max(...LANES) })
const children: ChildProcess[] = []
try {
  migrate(postgres.url)
  const callers: Caller[] = []
  for (let made = 0; made < ACCOUNTS; made++) callers.push(await makeCaller(db, made))
  const environment = {
    ...secrets,
    NODE_ENV: 'production',
    PORT: '0',
    PUBLIC_URL: 'http://localhost:3000',
    DATABASE_URL: postgres.url,
    OBJECT_STORE: 'disk',
    DISK_STORE_DIR: join(dir, 'objects'),
    FILE_URL_SECRET: 'a secret that only this benchmark knows',
    TEMP_DIR: join(dir, 'temp'),
    MAILER: 'outbox',
    MAIL_OUTBOX_DIR: join(dir, 'outbox'),
    LOG_LEVEL: 'error',
  }
  const ours = await start('../apps/api/src/main.ts', environment)
  const bare = await start('./support/bare-express.ts', environment)
  const tokens = await start('./support/token-server.ts', environment)
  const callerOf = (index: number) => callers[index % ACCOUNTS] as Caller
  const reads = (path: (caller: Caller) => string, query: string): Reading[] => [
    {
      name: 'through everything',
      ask: (caller) => ({ url: `${ours}/api/v1${path(caller)}`, token: caller.token }),
    },
    {
      name: 'bare express and pg',
      ask: ({ accountId, assetId }) => ({ url: `${bare}/${query}/${accountId}/${assetId}` }),
    },
  ]
  const page = reads(() => '/assets', 'page')
  const one = reads(({ assetId }) => `/assets/${assetId}`, 'one')
  const checks: Reading[] = [
    { name: 'token check', ask: ({ token }) => ({ url: `${tokens}/checked`, token }) },
    { name: 'bare http and pg', ask: ({ tokenHash }) => ({ url: `${tokens}/${tokenHash}` }) },
  ]
  const armsOf = (readings: Reading[]): Arm[] =>
    readings.map(({ name, ask }) => ({ name, step: (index) => read(ask(callerOf(index))) }))
  for (const readings of [page, one, checks]) {
    const [first, second] = await Promise.all(readings.map(({ ask }) => readText(ask(callerOf(0)))))
    if (first !== second) throw new Error(`the arms do not answer the same:\n${first}\n${second}`)
  }
  const { rounds, stepsPerRound } = COURSE
  console.log(
    `node=${process.version}  load=${loadavg()[0]?.toFixed(1)}  ${rounds} interleaved rounds of ${stepsPerRound}`,
  )
  for (const lanes of LANES) {
    const course = { ...COURSE, lanes }
    const pages = await interleave(armsOf(page), { ...course, stepsPerRound: stepsPerRound / 3 })
    reportArms(`A page of 50 assets, ${lanes} calls at once`, pages, READ_GOAL)
    reportArms(`One asset, ${lanes} at once`, await interleave(armsOf(one), course), READ_GOAL)
    const tokens = await interleave(armsOf(checks), course)
    reportArms(`The token of a request, ${lanes} at once`, tokens, TOKEN_GOAL)
  }
  await timeChecks(armsOf(checks))
} finally {
  for (const child of children) {
    child.kill()
    await once(child, 'exit')
  }
  await db.$disconnect()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** What the token check adds to a request when nothing else is under way; the arms take turns. */
async function timeChecks(arms: Arm[]): Promise<void> {
  const timesMs = arms.map((): number[] => [])
  for (let index = 0; index < TRIPS; index++) {
    for (const [at, { step }] of arms.entries()) {
      const tookMs = await timeMs(() => step(index))
      if (index >= TRIPS / 10) timesMs[at]?.push(tookMs)
    }
  }
  console.log('\nThe same, one after the other (goal: p99 ≤ 0.5 ms more)')
  for (const [at, { name }] of arms.entries()) {
    const [p50, p99] = [0.5, 0.99].map((share) => percentile(timesMs[at] ?? [], share).toFixed(2))
    console.log(`  ${name.padEnd(44)} p50 ${p50} ms  p99 ${p99} ms`)
  }
}

/** Reads an answer of success to its end. */
function read({ url, token }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const calling = request(url, { agent, headers: headersWith(token) }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} → ${response.statusCode}`)),
      )
    })
    calling.once('error', reject)
    calling.end()
  })
}

async function readText({ url, token }: Asked): Promise<string> {
  return (await fetch(url, { headers: headersWith(token) })).text()
}

function headersWith(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {}
}

async function start(path: string, environment: Record<string, string>): Promise<string> {
  const file = fileURLToPath(new URL(path, import.meta.url))
  const child = fork(file, { env: { PATH: process.env.PATH, ...environment }, stdio: 'inherit' })
  children.push(child)
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return url
}

async function makeCaller(db: Database, index: number): Promise<Caller> {
  const now = new Date()
  const accountId: Id<'account'> = newId('account', now)
  const email = `bench-${index}@example.com`
  await db.account.create({ data: { id: accountId, email, name: 'Bench', createdAt: now } })
  const periodEnd = new Date(now.getTime() + 86_400_000)
  const subscription = { accountId, planId: 'agency', anchor: now, periodIndex: 0, periodEnd }
  await db.subscription.create({ data: subscription })
  const file = {
    fileName: 'mug.jpg',
    mime: 'image/jpeg',
    sizeBytes: 1_000_000,
    widthPx: 1600,
    heightPx: 1200,
  }
  const ids = Array.from({ length: ASSETS_EACH }, () => newId('asset', now))
  await db.asset.createMany({
    data: ids.map((id) => ({
      ...file,
      id,
      accountId,
      kind: 'upload',
      status: 'ready',
      sha256: createHash('sha256').update(id).digest('hex'),
      thumbHash: randomBytes(21).toString('base64'),
      createdAt: now,
    })),
  })
  const input = {
    name: 'bench',
    kind: 'live' as const,
    scopes: ['assets:read' as const],
    expiresInDays: null,
  }
  const clock = { now: () => now }
  const { token } = await createTokenAsOperator(operatorActor, { ...input, email }, { db, clock, keys })
  const { hash: tokenHash } = await db.token.findFirstOrThrow({ where: { accountId } })
  return { accountId, assetId: ids[0] ?? '', token, tokenHash }
}

function migrate(url: string): void {
  const dbDir = fileURLToPath(new URL('../packages/db', import.meta.url))
  execFileSync(join(dbDir, 'node_modules/.bin/prisma'), ['migrate', 'deploy'], {
    cwd: dbDir,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: 'pipe',
  })
}
