import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newId } from '@studio/core/kernel'
import { inSingleStatements, inTransaction, openDatabase, type Sql } from '@studio/db'
import { startPostgres } from '@studio/db/local'
import { captureCredits, checkLedger, grantCredits, holdCredits } from '@studio/services/credits'
import { Pool } from 'pg'
import { type Arm, interleave, reportArms } from './support/interleave.ts'

/**
 * The ledger beside the least that PostgreSQL could do for the same. docs/performance.md keeps the
 * figures.
 *
 * A pair is a hold and, later, its capture: two transactions in both arms, because the work lies between them.
 */
const LANES = 8
const ACCOUNTS = 1000
const COURSE = { rounds: 7, stepsPerRound: 400, lanes: LANES }
const SPREAD_GOAL = 0.35
const HOT_GOAL = 0.7

const BARE = `
  CREATE TABLE bare_balance (account_id text PRIMARY KEY, available int NOT NULL CHECK (available >= 0), held int NOT NULL);
  CREATE TABLE bare_entry (id bigserial PRIMARY KEY, account_id text NOT NULL, kind text NOT NULL, credits int NOT NULL);
  CREATE FUNCTION bare_hold(account text, c int) RETURNS void LANGUAGE sql AS $$
    UPDATE bare_balance SET available = available - c, held = held + c WHERE account_id = account;
    INSERT INTO bare_entry (account_id, kind, credits) VALUES (account, 'hold', c) $$;
  CREATE FUNCTION bare_capture(account text, c int) RETURNS void LANGUAGE sql AS $$
    UPDATE bare_balance SET held = held - c WHERE account_id = account;
    INSERT INTO bare_entry (account_id, kind, credits) VALUES (account, 'capture', c) $$;`

const dir = mkdtempSync(join(tmpdir(), 'studio-bench-'))
const postgres = await startPostgres({ homeDir: dir })
const db = openDatabase({ url: postgres.url, maxConnections: LANES })
const alone: Run = (work) => inSingleStatements(db, work)
const withRest: Run = (work) => inTransaction(db, work)
const pool = new Pool({ connectionString: postgres.url, max: LANES })
// A connection that the server ends at the very end is no news.
pool.on('error', () => {})
try {
  migrate(postgres.url)
  await pool.query(BARE)
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => `acc_${index}`)
  await openAccounts(accounts)
  const { rows } = await pool.query(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'server_version')`,
  )
  console.log(rows.map(({ name, setting }) => `${name}=${setting}`).join('  '), ` node=${process.version}`)
  console.log(`${COURSE.rounds} interleaved rounds of ${COURSE.stepsPerRound}, ${LANES} connections, medians`)

  const accountOf = (index: number) => accounts[index % ACCOUNTS] as string
  const ours: Arm = {
    name: 'hold + capture through our code',
    step: (index) => pairOf(alone, accountOf(index)),
  }
  const bare: Arm = {
    name: 'one SQL function call each, by pg',
    step: (index) => barePairOf(accountOf(index)),
  }
  const spread = await interleave(
    [
      ours,
      bare,
      { name: 'ours, each in a transaction of Prisma', step: (index) => pairOf(withRest, accountOf(index)) },
      { name: 'the calls, each in a transaction of Prisma', step: (index) => prismaPairOf(accountOf(index)) },
    ],
    COURSE,
  )
  reportArms(`Pairs spread over ${ACCOUNTS} accounts`, spread, SPREAD_GOAL)

  const hot = await interleave(
    [hotArm(alone), bareUpdateArm('acc_0'), hotArm(withRest), prismaUpdateArm('acc_0')],
    COURSE,
  )
  reportArms('Movements (a hold or a capture) on one hot account', hot, HOT_GOAL)

  const offences = await checkLedger({ db, clock: { now: () => new Date() } })
  console.log(`\nThe ledger ${offences.length === 0 ? 'adds up' : 'DOES NOT ADD UP'} after all of it.`)
  process.exitCode = offences.length
} finally {
  await Promise.all([db.$disconnect(), pool.end()])
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** How a movement is run: as use cases that only move credits do, and as those that write more with it. */
type Run = <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>

function migrate(url: string): void {
  const dbDir = fileURLToPath(new URL('../packages/db', import.meta.url))
  execFileSync(join(dbDir, 'node_modules/.bin/prisma'), ['migrate', 'deploy'], {
    cwd: dbDir,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: 'pipe',
  })
}

async function openAccounts(accounts: string[]): Promise<void> {
  const open = async (accountId: string) => {
    const entry = { accountId, credits: 1_000_000, source: 'bench', causeId: accountId, now: new Date() }
    await inTransaction(db, (tx) => grantCredits(tx, { ...entry, idempotencyKey: 'begin' }))
    await pool.query('INSERT INTO bare_balance VALUES ($1, 1000000, 0)', [accountId])
  }
  const waiting = accounts.values()
  const lane = async () => {
    for (const accountId of waiting) await open(accountId)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** The hold when a generation starts, the capture when its output succeeds: the functions of production. */
async function pairOf(run: Run, accountId: string): Promise<void> {
  const holdId = await holdOf(run, accountId)
  await captureOf(run, accountId, holdId)
}

async function holdOf(run: Run, accountId: string): Promise<string> {
  const now = new Date()
  const causeId = newId('generation', now)
  const entry = { accountId, credits: 2, causeId, reason: 'started', idempotencyKey: `hold:${causeId}`, now }
  const { holdId } = await run((sql) => holdCredits(sql, entry))
  return holdId as string
}

async function captureOf(run: Run, accountId: string, holdId: string): Promise<void> {
  const now = new Date()
  const causeId = newId('output', now)
  const entry = {
    accountId,
    credits: 2,
    causeId,
    reason: 'succeeded',
    idempotencyKey: `settle:${causeId}`,
    now,
  }
  await run((sql) => captureCredits(sql, { ...entry, holdId }))
}

async function barePairOf(accountId: string): Promise<void> {
  await pool.query('SELECT bare_hold($1, 2)', [accountId])
  await pool.query('SELECT bare_capture($1, 2)', [accountId])
}

/** What is left when our code does nothing of its own: the share of the client and of its transactions. */
async function prismaPairOf(accountId: string): Promise<void> {
  await inTransaction(db, (tx) => tx.$executeRaw`SELECT bare_hold(${accountId}, 2)`)
  await inTransaction(db, (tx) => tx.$executeRaw`SELECT bare_capture(${accountId}, 2)`)
}

/** Every step is one movement: each lane holds and captures in turn. */
function hotArm(run: Run): Arm {
  const accountId = 'acc_0'
  const open: string[] = []
  return {
    name: run === alone ? 'our movement, one account' : 'ours, each in a transaction of Prisma',
    async step(index) {
      const holdId = index % 2 ? open.pop() : undefined
      if (holdId) await captureOf(run, accountId, holdId)
      else open.push(await holdOf(run, accountId))
    },
  }
}

function bareUpdateArm(accountId: string): Arm {
  const update = 'UPDATE bare_balance SET available = available - 1, held = held + 1 WHERE account_id = $1'
  return { name: 'bare UPDATE of one row, by pg', step: () => pool.query(update, [accountId]) }
}

function prismaUpdateArm(accountId: string): Arm {
  const step = () =>
    inTransaction(
      db,
      (tx) => tx.$executeRaw`
        UPDATE bare_balance SET available = available - 1, held = held + 1 WHERE account_id = ${accountId}`,
    )
  return { name: 'the same UPDATE in a transaction of Prisma', step }
}
