import { inTransaction, type OutputStatus, type Transaction } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOffences } from './check-ledger.ts'
import {
  captureCredits,
  checkLedger,
  grantCredits,
  holdCredits,
  refundCredits,
  releaseCredits,
} from './index.ts'
import { LEDGER_RULES } from './ledger-rules.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const clock = { now: () => now }
const MINUTE_MS = 60_000
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await inTransaction(database.db, writeHistory)
})
afterAll(() => database.drop())

/**
 * Ada has 200 credits and 3 that expire in an hour; one generation ended with a picture, a failure and a
 * cancel, another is running with two outputs queued. Of the picture, one credit was refunded. Bob has 50
 * credits and did nothing. Cleo has a batch that has not begun to be made.
 */
async function writeHistory(tx: Transaction): Promise<void> {
  const grantTo = (accountId: string, credits: number, expiresAt: Date | null = null) =>
    grantCredits(tx, {
      accountId,
      credits,
      source: 'trial',
      expiresAt,
      causeId: accountId,
      idempotencyKey: `grant of ${credits}`,
      now,
    })
  await grantTo('ada', 200)
  await grantTo('ada', 3, new Date(now.getTime() + 60 * MINUTE_MS))
  await grantTo('bob', 50)
  await grantTo('cleo', 10)
  await startBatch(tx, 'cleo')
  await tx.account.create({
    data: { id: 'ada', email: 'ada@example.com', name: '', passwordHash: '', createdAt: now },
  })

  const endedHold = await startGeneration(tx, 'ended', 'succeeded', {
    won: 'succeeded',
    lost: 'failed',
    left: 'cancelled',
  })
  const settle = { accountId: 'ada', holdId: endedHold, credits: 2, now }
  const won = { ...settle, causeId: 'won', idempotencyKey: 'settle:won', reason: 'succeeded' }
  const { id: captureId } = await captureCredits(tx, won)
  await releaseCredits(tx, { ...settle, causeId: 'lost', idempotencyKey: 'settle:lost', reason: 'failed' })
  await releaseCredits(tx, { ...settle, causeId: 'left', idempotencyKey: 'settle:left', reason: 'cancelled' })
  const sorry = { accountId: 'ada', causeId: 'sorry', idempotencyKey: 'sorry', reason: 'operator', now }
  await refundCredits(tx, { ...sorry, captureId, credits: 1 })
  await startGeneration(tx, 'running', 'running', { next: 'queued', later: 'queued' })
}

/** A batch of two items at 3 credits each, neither of them begun. */
async function startBatch(tx: Transaction, accountId: string): Promise<void> {
  await tx.account.create({
    data: { id: accountId, email: `${accountId}@example.com`, name: '', createdAt: now },
  })
  const hold = { accountId, credits: 6, causeId: 'batch', idempotencyKey: 'hold:batch', now }
  const { holdId } = await holdCredits(tx, { ...hold, reason: 'started', lastsMs: 30 * 24 * 60 * MINUTE_MS })
  const batch = { accountId, name: '', status: 'running', request: {}, requestHash: '' } as const
  await tx.batch.create({ data: { ...batch, id: 'batch', createdAt: now } })
  for (const position of [0, 1]) {
    const item = { accountId, batchId: 'batch', name: '', work: {}, count: 1, creditsEach: 3 }
    await tx.batchItem.create({
      data: { ...item, id: `item-${position}`, position, status: 'pending', holdId },
    })
  }
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
  const madeBy = { modelName: '', provider: 'gemini', makes: 'picture' }
  const work = {
    words: '',
    prompt: '',
    modelId: '',
    aspectRatio: '',
    imageSize: '',
    requestHash: '',
    ...madeBy,
  }
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

const BIG_GRANT = `(SELECT id FROM "grant" WHERE account_id = 'ada' AND credits = 200)`

const SMALL_GRANT = `(SELECT id FROM "grant" WHERE account_id = 'ada' AND credits = 3)`
const use = (grant: string, credits: number) =>
  `jsonb_build_object('grantId', ${grant}, 'credits', ${credits})`

type Planted = {
  kind: string
  credits: number
  cause: string
  hold?: string
  grant?: string
  key?: string
  uses: string[]
}

/** Posts an entry for Ada past our code, but not past the database's own rules. */
const post = ({ kind, credits, cause, hold = 'NULL', grant = 'NULL', key = 'planted', uses }: Planted) =>
  `INSERT INTO ledger_entry (id, account_id, kind, credits, grant_id, hold_id, cause_id, reason, idempotency_key,
                             created_at, grant_uses)
   VALUES ('planted', 'ada', '${kind}', ${credits}, ${grant}, ${hold}, '${cause}', '', '${key}', now(),
           jsonb_build_array(${uses}))`
/** The running generation's hold is a line of 1 credit that expires soon and 3 that do not. */
const settle = (kind: 'capture' | 'release', cause: string) => {
  const uses = kind === 'capture' ? [use(SMALL_GRANT, 1), use(BIG_GRANT, 1)] : [use(BIG_GRANT, 2)]
  return post({ kind, credits: 2, cause, hold: RUNNING_HOLD, uses })
}
const expire = (credits: number, key = 'planted') =>
  post({ kind: 'expiry', credits, cause: 'old', grant: BIG_GRANT, key, uses: [use(BIG_GRANT, credits)] })

/** Makes the entry that began the running generation's hold say that it used something else. */
const usesOfRunning = (uses: string) =>
  unguarded('ledger_entry', `UPDATE ledger_entry SET grant_uses = ${uses} WHERE cause_id = 'running'`)

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
const LEFT = 'I1 grants_have_left_what_entries_say'
const AVAILABLE = 'I1 available_is_what_grants_have_left'
const USES = 'I1 uses_add_up_to_their_entry'
const NEGATIVE = 'I2 nothing_is_negative'
const HOLDS = 'I3 holds_are_settled_by_their_entries'
const LINE = 'I3 settlements_follow_the_line_of_their_hold'
const OPEN = 'I4 holds_of_ended_generations_are_closed'
const BATCHES = 'I4 holds_of_batches_are_what_is_open'
const REFUNDS = 'I5 refunds_are_within_captures'
const KEYS = 'I6 keys_stand_for_one_entry'
const OUTPUTS = 'I7 outputs_are_charged_as_they_ended'
const OLD_GRANTS = 'I8 nothing_is_left_of_expired_grants'
const OLD_HOLDS = 'I8 holds_end_in_their_time'
const NUMBERS = 'I9 entries_are_numbered_without_gaps'
const CHAIN = 'I9 entries_are_chained'
const NEWEST = 'I9 balances_know_the_newest_entry'
const GUARDS = 'I9 guards_are_on'

/** Bugs planted on purpose: what was done to the data, and every rule that must notice it. */
const MUTATIONS: [string, string[], string[]][] = [
  [
    'a capture of 2 credits turned into 3',
    unguarded('ledger_entry', `UPDATE ledger_entry SET credits = 3 WHERE cause_id = 'won'`),
    [BOOKS, RUNNING, USES, HOLDS, OUTPUTS, CHAIN],
  ],
  [
    'a release turned into a capture',
    unguarded('ledger_entry', `UPDATE ledger_entry SET kind = 'capture' WHERE cause_id = 'lost'`),
    [BOOKS, RUNNING, LEFT, HOLDS, LINE, OUTPUTS, CHAIN],
  ],
  [
    'an entry deleted from the middle',
    unguarded('ledger_entry', `DELETE FROM ledger_entry WHERE cause_id = 'lost'`),
    [BOOKS, RUNNING, LEFT, HOLDS, LINE, OUTPUTS, NUMBERS, CHAIN],
  ],
  [
    'the newest entry deleted',
    unguarded('ledger_entry', `DELETE FROM ledger_entry WHERE cause_id = 'running'`),
    [BOOKS, LEFT, HOLDS, NUMBERS, NEWEST],
  ],
  [
    'an entry handed to another account',
    unguarded('ledger_entry', `UPDATE ledger_entry SET account_id = 'bob' WHERE cause_id = 'won'`),
    [BOOKS, RUNNING, HOLDS, LINE, REFUNDS, NUMBERS, CHAIN, NEWEST],
  ],
  [
    'an entry written without moving the books',
    unguarded('ledger_entry', expire(5)),
    [BOOKS, RUNNING, LEFT, NUMBERS, CHAIN, NEWEST],
  ],
  [
    'an entry numbered anew',
    unguarded('ledger_entry', `UPDATE ledger_entry SET seq = 99 WHERE cause_id = 'running'`),
    [NUMBERS, CHAIN],
  ],
  [
    'a running balance made prettier',
    unguarded('ledger_entry', `UPDATE ledger_entry SET available_after = 999 WHERE cause_id = 'lost'`),
    [RUNNING, CHAIN],
  ],
  [
    'a balance raised without an entry',
    unguarded(
      'credit_balance',
      `UPDATE credit_balance SET available = 999, issued = -999 WHERE account_id = 'bob'`,
    ),
    [BOOKS, AVAILABLE],
  ],
  [
    'held credits slipped back to available',
    unguarded(
      'credit_balance',
      `UPDATE credit_balance SET available = available + 1, held = held - 1 WHERE account_id = 'ada'`,
    ),
    [BOOKS, HELD, AVAILABLE],
  ],
  [
    'the balances truncated away',
    unguarded('credit_balance', 'TRUNCATE credit_balance'),
    [BOOKS, HELD, AVAILABLE, NUMBERS, NEWEST],
  ],
  [
    'available credits below zero',
    [
      'ALTER TABLE credit_balance DROP CONSTRAINT available_is_never_negative',
      'ALTER TABLE "grant" DROP CONSTRAINT remaining_within_grant',
      expire(1000),
    ],
    [NEGATIVE, GUARDS],
  ],
  [
    'a hold that says it captured more than its entries do',
    unguarded('hold', `UPDATE hold SET captured = captured + 1 WHERE id = ${RUNNING_HOLD}`),
    [HELD, HOLDS, LINE],
  ],
  [
    'a hold made larger',
    unguarded('hold', `UPDATE hold SET credits = credits + 1 WHERE id = ${RUNNING_HOLD}`),
    [HELD, HOLDS],
  ],
  [
    'a hold that no entry began',
    [
      `INSERT INTO hold (id, account_id, credits, created_at, expires_at) VALUES ('hld', 'ada', 5, now(), 'infinity')`,
    ],
    [HELD, HOLDS],
  ],
  [
    'a grant that was never given',
    [`INSERT INTO "grant" VALUES ('gra', 'ada', 'promise', 5, now())`],
    [GRANTS],
  ],
  [
    'a grant made larger afterwards',
    unguarded('"grant"', `UPDATE "grant" SET credits = 90 WHERE account_id = 'bob'`),
    [GRANTS],
  ],
  [
    'an item of a batch that ended without giving its credits back',
    [`UPDATE batch_item SET status = 'cancelled' WHERE id = 'item-0'`],
    [BATCHES],
  ],
  [
    'a generation that ended without settling its hold',
    [`UPDATE generation SET status = 'failed' WHERE id = 'running'`],
    [OPEN],
  ],
  [
    'a refund of more than was captured',
    unguarded('ledger_entry', `UPDATE ledger_entry SET credits = 3 WHERE kind = 'refund'`),
    [BOOKS, RUNNING, GRANTS, USES, REFUNDS, CHAIN],
  ],
  [
    'a refund of what was released',
    unguarded(
      'ledger_entry',
      `UPDATE ledger_entry SET refund_of = (SELECT id FROM ledger_entry WHERE cause_id = 'lost')
       WHERE kind = 'refund'`,
    ),
    [REFUNDS, CHAIN],
  ],
  [
    'one key under two entries',
    ['DROP INDEX ledger_entry_account_id_idempotency_key_key', expire(1, 'settle:won')],
    [KEYS, GUARDS],
  ],
  ['a picture charged twice', [settle('capture', 'won')], [OUTPUTS]],
  ['a failed output charged all the same', [settle('capture', 'lost')], [OUTPUTS]],
  ['a queued output charged beforehand', [settle('capture', 'next')], [OUTPUTS]],
  ['a queued output released beforehand', [settle('release', 'next')], [OUTPUTS]],
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
  [
    'what is left of a grant raised without an entry',
    unguarded('"grant"', `UPDATE "grant" SET remaining = remaining - 1 WHERE account_id = 'bob'`),
    [LEFT, AVAILABLE],
  ],
  [
    'credits moved from one grant to another',
    unguarded(
      '"grant"',
      `UPDATE "grant" SET remaining = remaining + CASE credits WHEN 200 THEN -1 ELSE 1 END
       WHERE account_id = 'ada' AND credits IN (200, 3)`,
    ),
    [LEFT],
  ],
  [
    'an entry that uses less than its credits',
    usesOfRunning(`jsonb_set(grant_uses, '{1,credits}', '2')`),
    [LEFT, USES, CHAIN],
  ],
  ['an entry that uses nothing', usesOfRunning(`'[]'`), [LEFT, USES, CHAIN]],
  [
    'the grants that an entry used put in another order',
    usesOfRunning('jsonb_build_array(grant_uses->1, grant_uses->0)'),
    [CHAIN],
  ],
  [
    'an entry that uses the grant of another account',
    usesOfRunning(`jsonb_set(grant_uses, '{0,grantId}',
      (SELECT to_jsonb(id) FROM "grant" WHERE account_id = 'bob'))`),
    [LEFT, CHAIN],
  ],
  [
    'a capture that spared what expires first',
    unguarded(
      'ledger_entry',
      `UPDATE ledger_entry SET grant_uses = jsonb_set(grant_uses, '{0,grantId}', to_jsonb(${BIG_GRANT}))
       WHERE cause_id = 'won'`,
    ),
    [LINE, CHAIN],
  ],
  [
    'a grant left to lie past its time',
    unguarded(
      '"grant"',
      `UPDATE "grant" SET expires_at = '2026-11-22T11:54:59.999Z' WHERE account_id = 'bob'`,
    ),
    [OLD_GRANTS],
  ],
  [
    'a hold left open past its time',
    unguarded('hold', `UPDATE hold SET expires_at = '2026-11-22T11:54:59.999Z'`),
    [OLD_HOLDS],
  ],
  [
    'a reason rewritten',
    unguarded('ledger_entry', `UPDATE ledger_entry SET reason = 'none' WHERE cause_id = 'lost'`),
    [CHAIN],
  ],
  [
    'a reason rewritten, and its hash made to fit',
    unguarded(
      'ledger_entry',
      `WITH changed AS (SELECT e FROM ledger_entry e WHERE cause_id = 'lost')
       UPDATE ledger_entry SET reason = 'none',
         hash = ledger_entry_hash(jsonb_populate_record(changed.e, '{"reason": "none"}'))
       FROM changed WHERE cause_id = 'lost'`,
    ),
    [CHAIN],
  ],
  [
    'a last hash forgotten',
    unguarded(
      'credit_balance',
      `UPDATE credit_balance SET last_hash = repeat('0', 64) WHERE account_id = 'bob'`,
    ),
    [NEWEST],
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
      const offences = await findOffences(tx, now)
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
    expect(await checkLedger({ db: database.db, clock })).toEqual([])
  })

  it('knows an entry that was hashed before the uses were, and no other text', async () => {
    const rehash = (hash: string) => [
      ...unguarded('ledger_entry', `UPDATE ledger_entry e SET hash = ${hash} WHERE account_id = 'bob'`),
      ...unguarded(
        'credit_balance',
        `UPDATE credit_balance SET last_hash = (SELECT hash FROM ledger_entry WHERE account_id = 'bob')
         WHERE account_id = 'bob'`,
      ),
    ]
    expect(await plantAndCheck(rehash('ledger_entry_hash_1(e)'))).toEqual([])
    expect(await plantAndCheck(rehash(`encode(sha256('other'), 'hex')`))).toEqual([CHAIN])
  })

  it('lets the sweep have five minutes for what is past its time, and no more', async () => {
    const atTimeOf = async (offsetMs: number) => {
      const later = new Date(now.getTime() + offsetMs)
      const offences = await checkLedger({ db: database.db, clock: { now: () => later } })
      return offences.map(({ rule }) => rule)
    }
    const holdLastsMs = 24 * 60 * MINUTE_MS
    expect(await atTimeOf(holdLastsMs + 5 * MINUTE_MS)).toEqual([])
    expect(await atTimeOf(holdLastsMs + 5 * MINUTE_MS + 1)).toEqual(['holds_end_in_their_time'])
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
    expect(await checkLedger({ db: database.db, clock })).toEqual([
      {
        invariant: 'I1',
        rule: 'books_are_the_sum_of_entries',
        accountId: 'bob',
        subjectId: 'bob',
        message: 'the books say (60,0,-60,0,0), the entries add up to (50,0,-50,0,0)',
      },
      {
        invariant: 'I1',
        rule: 'available_is_what_grants_have_left',
        accountId: 'bob',
        subjectId: 'bob',
        message: '60 available, and grants with 50 left',
      },
    ])
  })
})
