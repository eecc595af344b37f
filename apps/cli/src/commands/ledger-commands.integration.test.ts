import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHAIN_START, chainText, type EntryView, type Statement } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { captureCredits, grantCredits, holdCredits } from '@studio/services/credits'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../testing/run-command.ts'
import { runProgram } from '../launch/run-program.ts'
import { workspaceRoot } from '../launch/workspace.ts'
import { grantCommand } from './grant.ts'
import { ledgerCommand } from './ledger.ts'
import { refundCommand } from './refund.ts'
import { verifyStatementCommand } from './verify-statement.ts'

let dir: string
let database: TestDatabase

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'studio-cli-'))
  database = await createTestDatabase()
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await database.drop()
})

/** The program itself, on a home of its own. */
const studio = (...args: string[]) =>
  runProgram(process.execPath, [join(workspaceRoot, 'apps/cli/src/main.ts'), ...args], {
    cwd: workspaceRoot,
    env: { PATH: process.env.PATH, STUDIO_HOME: join(dir, 'home') },
  })

/** A command on the test's database. */
const run = (command: Command, ...words: string[]) =>
  runCommand(command, words, { STUDIO_HOME: join(dir, 'here'), DATABASE_URL: database.url })

/** A grant of 5 credits and an expiry of 2, chained as the database does it. */
function writeStatement(): Statement {
  const accountId = 'acc_1'
  let prevHash = CHAIN_START
  const entries = (
    [
      ['grant', 5, 5],
      ['expiry', 2, 3],
    ] as const
  ).map(([kind, credits, availableAfter], index) => {
    const now = new Date(Date.UTC(2026, 0, 1 + index))
    const entry = {
      ...{
        id: newId('entry', now),
        seq: index + 1,
        kind,
        credits,
        grantId: 'gra_1',
        holdId: null,
        refundOf: null,
      },
      ...{
        causeId: 'acc_1',
        reason: 'test',
        grantUses: [{ grantId: 'gra_1', credits }],
        availableAfter,
        heldAfter: 0,
        createdAt: now.toISOString(),
        prevHash,
      },
    }
    prevHash = createHash('sha256').update(chainText(accountId, entry)).digest('hex')
    const shown = { words: '', generationId: null }
    return { ...entry, ...shown, hash: prevHash } satisfies EntryView
  })
  return {
    ...{ format: 'studio-statement-1', accountId, writtenAt: '2026-01-03T00:00:00.000Z' },
    ...{ balances: { available: 3, held: 0 }, entries },
  }
}

function save(statement: unknown): string {
  const file = join(dir, 'statement.json')
  writeFileSync(file, typeof statement === 'string' ? statement : JSON.stringify(statement))
  return file
}

describe('studio verify-statement', () => {
  it('says that an honest statement is whole, without any database', async () => {
    const { exitCode, output } = await studio('verify-statement', save(writeStatement()))
    expect(output.trim()).toBe(
      'The statement of 2026-01-03T00:00:00.000Z is whole: 2 entries, 3 credits available, 0 held.',
    )
    expect(exitCode).toBe(0)
  })

  it.each<[string, (statement: Statement) => unknown, string]>([
    [
      'a changed number',
      (statement) => JSON.stringify(statement).replace('"credits":5', '"credits":6'),
      'Entry 1 is wrong: it was changed after it was written.',
    ],
    [
      'a missing entry',
      (statement) => ({ ...statement, entries: statement.entries.slice(1) }),
      'Entry 2 is wrong: entry 1 is missing.',
    ],
    [
      'a prettier balance at the top',
      (statement) => ({ ...statement, balances: { available: 9, held: 0 } }),
      'The balances at the top are not what the last entry says.',
    ],
    [
      'an entry cut off at the end',
      (statement) => ({ ...statement, entries: statement.entries.slice(0, 1) }),
      'The balances at the top are not what the last entry says.',
    ],
    ['what is not a statement', () => ({ hello: 'world' }), 'is not a statement: '],
    ['what is not JSON', () => '{"format":', 'cannot be read: '],
  ])('finds %s, says so and exits with 1', async (_what, change, sentence) => {
    const { exitCode, output } = await run(verifyStatementCommand, save(change(writeStatement())))
    expect(output).toContain(sentence)
    expect(exitCode).toBe(1)
  })

  it('says that a file is not there', async () => {
    const { exitCode, output } = await run(verifyStatementCommand, join(dir, 'none.json'))
    expect(output).toContain('none.json cannot be read: ')
    expect(exitCode).toBe(1)
  })
})

describe('studio order list', () => {
  it('says that nothing waits, in a database that is made for it', async () => {
    const { output, exitCode } = await studio('order', 'list')
    expect(output).toContain('No order waits for its payment.')
    expect(exitCode).toBe(0)
    // For root, the data lies elsewhere.
    rmSync(realpathSync(join(dir, 'home', 'postgres')), { recursive: true })
  })
})

describe('studio grant', () => {
  const email = 'merchant@example.com'
  const grant = (...words: string[]) => run(grantCommand, ...words)

  it('gives credits once under its key, and says so of an account that is not there', async () => {
    await makeAccount(email)
    const because = ['--reason', 'thank you', '--key', 'thanks-1']
    const first = await grant(email, '50', ...because)
    expect(first.output).toMatch(/Gave 50 credits to merchant@example\.com \(ent_\w+\)\. They have 50 now\./)
    expect((await grant(email, '50', ...because)).output).toBe(first.output)
    const other = await grant(email, '60', ...because)
    expect([other.exitCode, other.output]).toEqual([1, expect.stringContaining('key')])
    const nobody = await grant('nobody@example.com', '50', ...because)
    expect([nobody.exitCode, nobody.output]).toEqual([
      1,
      expect.stringContaining('There is no account with the e-mail nobody@example.com.'),
    ])
  })

  it.each(['0', '-5', '1.5', '1e12', 'many', ''])(
    'of "%s" credits is refused with a sentence',
    async (credits) => {
      const { exitCode, output } = await grant('--reason', 'a good reason', '--', email, credits)
      expect(output).toMatch(/whole|1 to/)
      expect(exitCode).toBe(1)
    },
  )
})

describe('studio refund', () => {
  it('gives a charge back once, says what is left to refund, and stands on the statement with its reason', async () => {
    const captureId = await charge()
    const refund = (...words: string[]) => run(refundCommand, captureId, ...words)
    const because = ['--reason', 'the handle is missing']
    const first = await refund('1', ...because, '--key', 'mistake-7')
    expect(first.output).toMatch(/Refunded 1 credits of ent_\w+ \(ent_\w+\)\. The account has 4 now\./)
    expect((await refund('1', ...because, '--key', 'mistake-7')).output).toBe(first.output)

    const rest = await refund('all', ...because, '--json')
    const entry = JSON.parse(rest.output.slice(rest.output.indexOf('{'))) as { id: string; reason: string }
    expect(entry).toMatchObject({ credits: 1, reason: 'by the operator: the handle is missing' })
    const explained = await run(ledgerCommand, 'explain', entry.id)
    expect(explained.output).toContain('Refunded by the operator: the handle is missing')

    const more = await refund('all', ...because)
    expect(more.output).toContain('This charge was refunded already, all of it.')
    expect(more.exitCode).toBe(1)
  })

  it.each(['0', 'two'])('of "%s" credits is refused with a sentence', async (credits) => {
    const { output, exitCode } = await run(
      refundCommand,
      await charge(),
      credits,
      '--reason',
      'a good reason',
    )
    expect(output).toContain('whole')
    expect(exitCode).toBe(1)
  })

  it('without a reason is refused with a sentence', async () => {
    const { output, exitCode } = await studio('refund', 'ent_1', 'all')
    expect(output).toContain('--reason')
    expect(exitCode).toBe(1)
  })
})

describe('studio ledger check', () => {
  it('exits with 0 while everything adds up, and with 1 naming the first offence when it does not', async () => {
    const good = await run(ledgerCommand, 'check')
    expect(good.output).toContain('The ledger adds up')
    expect(good.exitCode).toBe(0)

    await database.db.$executeRaw`DROP INDEX one_hold_entry_per_hold`
    const bad = await run(ledgerCommand, 'check')
    expect(bad.output).toContain(
      'I9  all accounts  one_hold_entry_per_hold: this guard of the database is missing or switched off',
    )
    expect(bad.exitCode).toBe(1)
  })
})

async function makeAccount(email: string): Promise<string> {
  const createdAt = new Date()
  const id = newId('account', createdAt)
  await database.db.account.create({ data: { id, email, name: '', passwordHash: 'none', createdAt } })
  return id
}

/** Charges 2 of 5 credits of a fresh account; answers the entry that charged them. */
async function charge(): Promise<string> {
  const now = new Date()
  const accountId = await makeAccount(`charged-${randomUUID()}@example.com`)
  return inTransaction(database.db, async (tx) => {
    const entry = { accountId, causeId: 'out_1', reason: 'test', now }
    await grantCredits(tx, { ...entry, credits: 5, source: 'test', idempotencyKey: 'grant' })
    const { holdId } = await holdCredits(tx, { ...entry, credits: 2, idempotencyKey: 'hold' })
    const settled = { ...entry, holdId: holdId as string, credits: 2, idempotencyKey: 'capture' }
    return (await captureCredits(tx, settled)).id
  })
}
