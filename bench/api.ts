import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Id, newId } from '@studio/core/kernel'
import { type Database, openDatabase } from '@studio/db'
import { startPostgres } from '@studio/db/local'
import { operatorActor } from '@studio/services/kernel'
import { keyVariables } from '@studio/services/keys'
import { authenticateToken, createTokenAsOperator } from '@studio/services/tokens'
import { percentile } from './support/figures.ts'
import { type Arm, interleave, reportArms } from './support/interleave.ts'

/**
 * An authenticated read of the public API through everything (token, limit, scope, log, Prisma, schemas) beside bare
 * express and pg with the same query; each is a process of its own. docs/performance.md keeps the figures.
 */
const ACCOUNTS = 60
const ASSETS_EACH = 60
const LANES = 8
const GOAL = 0.8
const COURSE = { rounds: 5, stepsPerRound: 1_500, lanes: LANES }

type Caller = { accountId: string; assetId: string; token: string }

const dir = mkdtempSync(join(tmpdir(), 'studio-bench-'))
const postgres = await startPostgres({ homeDir: dir })
const db = openDatabase({ url: postgres.url })
const key = () => `bench:${randomBytes(32).toString('base64')}`
const secrets = { CREDENTIAL_KEYS: key(), TOKEN_PEPPERS: key(), RECEIPT_SIGNING_KEY: key().slice(6) }
const keys = keyVariables.parse(secrets)
const children: ChildProcess[] = []
try {
  migrate(postgres.url)
  const callers: Caller[] = []
  for (let made = 0; made < ACCOUNTS; made++) callers.push(await makeCaller(db, made))
  const environment = {
    ...secrets,
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
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  const callerOf = (index: number) => callers[index % ACCOUNTS] as Caller
  const arms = (path: (caller: Caller) => string, query: string): Arm[] => [
    {
      name: 'through everything',
      step: (index) => read(agent, `${ours}/api/v1${path(callerOf(index))}`, callerOf(index).token),
    },
    {
      name: 'bare express and pg',
      step: (index) =>
        read(agent, `${bare}/${query}/${callerOf(index).accountId}/${callerOf(index).assetId}`),
    },
  ]
  console.log(
    `node=${process.version}  ${COURSE.rounds} interleaved rounds of ${COURSE.stepsPerRound}, ${LANES} at once`,
  )
  const page = await interleave(
    arms(() => '/assets', 'page'),
    { ...COURSE, stepsPerRound: 500 },
  )
  reportArms('A page of 50 assets', page, GOAL)
  await untilNextWindow()
  const one = await interleave(
    arms(({ assetId }) => `/assets/${assetId}`, 'one'),
    COURSE,
  )
  reportArms('One asset', one, GOAL)
  await timeTokenCheck(callers)
} finally {
  for (const child of children) {
    child.kill()
    await once(child, 'exit')
  }
  await db.$disconnect()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** What the token check adds to a request, one after the other, as every request pays for it. */
async function timeTokenCheck(callers: readonly Caller[]): Promise<void> {
  const clock = { now: () => new Date() }
  const checkedMs: number[] = []
  const tripMs: number[] = []
  for (let index = 0; index < 4_000; index++) {
    const { token } = callers[index % callers.length] as Caller
    const begun = performance.now()
    await authenticateToken(token, { db, clock, keys })
    const checked = performance.now()
    await db.$queryRaw`SELECT 1`
    if (index < 500) continue
    checkedMs.push(checked - begun)
    tripMs.push(performance.now() - checked)
  }
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(checkedMs, share).toFixed(2))
  const [trip50, trip99] = [0.5, 0.99].map((share) => percentile(tripMs, share).toFixed(2))
  console.log(`\nThe token check: p50 ${p50} ms, p99 ${p99} ms (goal: p99 ≤ 0.5 ms more)`)
  console.log(`  a trip to the database and back, SELECT 1: p50 ${trip50} ms, p99 ${trip99} ms`)
}

/** The limit allows so many calls a minute: the second course begins in a window of its own. */
async function untilNextWindow(): Promise<void> {
  await db.attemptCounter.deleteMany()
  await new Promise((resolve) => setTimeout(resolve, 61_000))
}

function read(agent: Agent, url: string, token?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const calling = request(url, { agent, headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} → ${response.statusCode}`)),
      )
    })
    calling.once('error', reject)
    calling.end()
  })
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
      sha256: id,
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
  return { accountId, assetId: ids[0] ?? '', token }
}

function migrate(url: string): void {
  const dbDir = fileURLToPath(new URL('../packages/db', import.meta.url))
  execFileSync(join(dbDir, 'node_modules/.bin/prisma'), ['migrate', 'deploy'], {
    cwd: dbDir,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: 'pipe',
  })
}
