import type { OutputStatus, Transaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOffences } from './check-ledger.ts'
import { captureCredits, checkLedger, grantCredits, holdCredits, releaseCredits } from './index.ts'
import { LEDGER_RULES } from './ledger-rules.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.db.$transaction(writeHistory)
})
afterAll(() => database.drop())

/**
 * Ada has 200 credits; one generation ended with a picture, a failure and a cancel, another is running with two
 * outputs queued. Bob has 50 credits and did nothing.
 */
async function writeHistory(tx: Transaction): Promise<void> {
  const grantTo = (accountId: string, credits: number) =>
    grantCredits(tx, {
      accountId,
      credits,
      source: 'trial',
      causeId: accountId,
      idempotencyKey: 'grant',
      now,
    })
  await grantTo('ada', 200)
  await grantTo('bob', 50)
  await tx.account.create({
    data: { id: 'ada', email: 'ada@example.com', name: '', passwordHash: '', createdAt: now },
  })

  const endedHold = await startGeneration(tx, 'ended', 'succeeded', {
    won: 'succeeded',
    lost: 'failed',
    left: 'cancelled',
  })
  const settle = { accountId: 'ada', holdId: endedHold, credits: 2, now }
  await captureCredits(tx, { ...settle, causeId: 'won', idempotencyKey: 'settle:won', reason: 'succeeded' })
  await releaseCredits(tx, { ...settle, causeId: 'lost', idempotencyKey: 'settle:lost', reason: 'failed' })
  await releaseCredits(tx, { ...settle, causeId: 'left', idempotencyKey: 'settle:left', reason: 'cancelled' })
  await startGeneration(tx, 'running', 'running', { next: 'queued', later: 'queued' })
}

/** A generation at 2 credits an output, with its hold, whose id is answered. */
async function startGeneration(
  tx: Transaction,
  id: string,
  status: OutputStatus,
  outputs: Record<string, OutputStatus>,
): Promise<string> {
  const count = Object.keys(outputs).length
  const hold = { accountId: 'ada', credits: 2 * count, causeId: id, idempotencyKey: `hold:${id}`, now }
  const entry = await holdCredits(tx, { ...hold, reason: 'started' })
  const holdId = entry.holdId as string
  const work = { words: '', prompt: '', modelId: '', aspectRatio: '', imageSize: '', requestHash: '' }
  await tx.generation.create({
    data: { ...work, id, accountId: 'ada', status, count, creditsEach: 2, holdId, createdAt: now },
  })
  for (const [index, [outputId, outputStatus]] of Object.entries(outputs).entries()) {
    const row = { id: outputId, generationId: id, accountId: 'ada', index, seed: 0, status: outputStatus }
    const failureCode = outputStatus === 'failed' ? 'overloaded' : null
    const creditsCharged = outputStatus === 'succeeded' ? 2 : 0
    await tx.output.create({ data: { ...row, failureCode, creditsCharged } })
  }
  return holdId
}

const RUNNING_HOLD = `(SELECT hold_id FROM generation WHERE id = 'running')`

/** Posts an entry for Ada past our code, but not past the database's own rules. */
const post = (kind: string, credits: number, cause: string, hold: string, key = 'planted') =>
  `INSERT INTO ledger_entry (id, account_id, kind, credits, hold_id, cause_id, reason, idempotency_key, created_at)
   VALUES ('planted', 'ada', '${kind}', ${credits}, ${hold}, '${cause}', '', '${key}', now())`

/** Runs a statement with the triggers of a table off, and on again after it. */
const unguarded = (table: string, statement: string) => [
  `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  statement,
  `ALTER TABLE ${table} ENABLE TRIGGER USER`,
]

const BOOKS = 'I1 books_are_the_sum_of_entries'
const RUNNING = 'I1 entries_carry_the_running_balance'
const HELD = 'I1 held_is_the_sum_of_open_holds'
const GRANTS = 'I1 grants_are_given_once_and_whole'
const NEGATIVE = 'I2 nothing_is_negative'
const HOLDS = 'I3 holds_are_settled_by_their_entries'
const OPEN = 'I4 holds_of_ended_generations_are_closed'
const REFUNDS = 'I5 refunds_are_within_captures'
const KEYS = 'I6 keys_stand_for_one_entry'
const OUTPUTS = 'I7 outputs_are_charged_as_they_ended'
const NUMBERS = 'I9 entries_are_numbered_without_gaps'
const GUARDS = 'I9 guards_are_on'

/** Bugs planted on purpose: what was done to the data, and every rule that must notice it. */
const MUTATIONS: [string, string[], string[]][] = [
  [
    'a capture of 2 credits turned into 3',
    unguarded('ledger_entry', `UPDATE ledger_entry SET credits = 3 WHERE cause_id = 'won'`),
    [BOOKS, RUNNING, HOLDS, OUTPUTS],
  ],
  [
    'a release turned into a capture',
    unguarded('ledger_entry', `UPDATE ledger_entry SET kind = 'capture' WHERE cause_id = 'lost'`),
    [BOOKS, RUNNING, HOLDS, OUTPUTS],
  ],
  [
    'an entry deleted from the middle',
    unguarded('ledger_entry', `DELETE FROM ledger_entry WHERE cause_id = 'won'`),
    [BOOKS, RUNNING, HOLDS, OUTPUTS, NUMBERS],
  ],
  [
    'the newest entry deleted',
    unguarded('ledger_entry', `DELETE FROM ledger_entry WHERE cause_id = 'running'`),
    [BOOKS, HOLDS, NUMBERS],
  ],
  [
    'an entry handed to another account',
    unguarded('ledger_entry', `UPDATE ledger_entry SET account_id = 'bob' WHERE cause_id = 'won'`),
    [BOOKS, RUNNING, HOLDS, NUMBERS],
  ],
  [
    'an entry written without moving the books',
    unguarded('ledger_entry', post('expiry', 5, 'old', 'NULL')),
    [BOOKS, RUNNING, NUMBERS],
  ],
  [
    'an entry numbered anew',
    unguarded('ledger_entry', `UPDATE ledger_entry SET seq = 99 WHERE cause_id = 'running'`),
    [NUMBERS],
  ],
  [
    'a running balance made prettier',
    unguarded('ledger_entry', `UPDATE ledger_entry SET available_after = 999 WHERE cause_id = 'lost'`),
    [RUNNING],
  ],
  [
    'a balance raised without an entry',
    unguarded(
      'credit_balance',
      `UPDATE credit_balance SET available = 999, issued = -999 WHERE account_id = 'bob'`,
    ),
    [BOOKS],
  ],
  [
    'held credits slipped back to available',
    unguarded(
      'credit_balance',
      `UPDATE credit_balance SET available = available + 1, held = held - 1 WHERE account_id = 'ada'`,
    ),
    [BOOKS, HELD],
  ],
  [
    'the balances truncated away',
    unguarded('credit_balance', 'TRUNCATE credit_balance'),
    [BOOKS, HELD, NUMBERS],
  ],
  [
    'available credits below zero',
    [
      'ALTER TABLE credit_balance DROP CONSTRAINT available_is_never_negative',
      post('expiry', 1000, 'old', 'NULL'),
    ],
    [NEGATIVE, GUARDS],
  ],
  [
    'a hold that says it captured more than its entries do',
    unguarded('hold', `UPDATE hold SET captured = captured + 1 WHERE id = ${RUNNING_HOLD}`),
    [HELD, HOLDS],
  ],
  [
    'a hold made larger',
    unguarded('hold', `UPDATE hold SET credits = credits + 1 WHERE id = ${RUNNING_HOLD}`),
    [HELD, HOLDS],
  ],
  [
    'a hold that no entry began',
    [`INSERT INTO hold (id, account_id, credits, created_at) VALUES ('hld', 'ada', 5, now())`],
    [HELD, HOLDS],
  ],
  [
    'a grant that was never given',
    [`INSERT INTO "grant" VALUES ('gra', 'ada', 'promise', 5, now())`],
    [GRANTS],
  ],
  [
    'a grant made smaller afterwards',
    unguarded('"grant"', `UPDATE "grant" SET credits = 10 WHERE account_id = 'bob'`),
    [GRANTS],
  ],
  [
    'a generation that ended without settling its hold',
    [`UPDATE generation SET status = 'failed' WHERE id = 'running'`],
    [OPEN],
  ],
  [
    'a refund of more than was ever captured',
    ['ALTER TABLE credit_balance DROP CONSTRAINT spent_is_never_negative', post('refund', 3, 'won', 'NULL')],
    [REFUNDS, GUARDS],
  ],
  [
    'one key under two entries',
    [
      'DROP INDEX ledger_entry_account_id_idempotency_key_key',
      post('expiry', 1, 'old', 'NULL', 'settle:won'),
    ],
    [KEYS, GUARDS],
  ],
  ['a picture charged twice', [post('capture', 2, 'won', RUNNING_HOLD)], [OUTPUTS]],
  ['a failed output charged all the same', [post('capture', 2, 'lost', RUNNING_HOLD)], [OUTPUTS]],
  ['a queued output charged beforehand', [post('capture', 2, 'next', RUNNING_HOLD)], [OUTPUTS]],
  ['a queued output released beforehand', [post('release', 2, 'next', RUNNING_HOLD)], [OUTPUTS]],
  [
    'a picture that was never charged',
    [`UPDATE output SET status = 'succeeded', credits_charged = 2 WHERE id = 'next'`],
    [OUTPUTS],
  ],
  [
    'a cancelled output whose credits were kept',
    [`UPDATE output SET status = 'cancelled' WHERE id = 'next'`],
    [OUTPUTS],
  ],
  [
    'a picture that says it cost less than was captured',
    [`UPDATE output SET credits_charged = 1 WHERE id = 'won'`],
    [OUTPUTS],
  ],
  ['a trigger left off', ['ALTER TABLE hold DISABLE TRIGGER holds_follow_entries'], [GUARDS]],
  ['a check dropped', ['ALTER TABLE hold DROP CONSTRAINT settled_within_hold'], [GUARDS]],
  ['a unique index dropped', ['DROP INDEX one_hold_entry_per_hold'], [GUARDS]],
]

/** Plants a bug, looks for offences, and undoes the bug. */
async function plantAndCheck(statements: string[]): Promise<string[]> {
  const undo = new Error('undo')
  let rules: string[] = []
  await database.db
    .$transaction(async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement)
      const offences = await findOffences(tx)
      for (const { subjectId, message } of offences) expect([subjectId, message].every(Boolean)).toBe(true)
      rules = offences.map(({ invariant, rule }) => `${invariant} ${rule}`)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return [...new Set(rules)]
}

describe('the check of the ledger', () => {
  it('finds nothing in a ledger that adds up', async () => {
    expect(await checkLedger(database.db)).toEqual([])
  })

  it.each(MUTATIONS)('catches %s', async (_bug, statements, rules) => {
    expect((await plantAndCheck(statements)).sort()).toEqual([...rules].sort())
  })

  it('has a planted bug for every one of its rules', () => {
    const caught = new Set(MUTATIONS.flatMap(([, , rules]) => rules))
    expect([...caught].sort()).toEqual(
      LEDGER_RULES.map(({ invariant, rule }) => `${invariant} ${rule}`).sort(),
    )
  })

  it('names the row that is wrong, what it says and what it ought to say', async () => {
    const raise = unguarded(
      'credit_balance',
      `UPDATE credit_balance SET available = 60, issued = -60 WHERE account_id = 'bob'`,
    )
    for (const statement of raise) await database.db.$executeRawUnsafe(statement)
    expect(await checkLedger(database.db)).toEqual([
      {
        invariant: 'I1',
        rule: 'books_are_the_sum_of_entries',
        accountId: 'bob',
        subjectId: 'bob',
        message: 'the books say (60,0,-60,0,0), the entries add up to (50,0,-50,0,0)',
      },
    ])
  })
})
