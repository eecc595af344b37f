import { type Balances, BOOKS, ENTRY_ROUTES, type EntryKind, move } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'

/** Everything here goes past our code, straight to the database: it must refuse by itself. */
let database: TestDatabase
let sql: Client

beforeAll(async () => {
  database = await createTestDatabase()
  sql = new Client({ connectionString: database.url })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const NOW = new Date('2026-11-22T12:00:00.000Z')
type Entry = {
  kind: EntryKind
  credits: number
  account?: string
  grant?: string
  hold?: string
  key?: string
}

/** An account with 100 credits granted, 60 of them held, 20 of those captured. */
let account: string
let grant: string
let hold: string

beforeEach(async () => {
  account = newId('account', NOW)
  grant = await writeGrant(100)
  await post({ kind: 'grant', credits: 100, grant })
  hold = await writeHold(60)
  await post({ kind: 'hold', credits: 60, hold })
  await post({ kind: 'capture', credits: 20, hold })
})

async function writeGrant(credits: number, owner = account): Promise<string> {
  const id = newId('grant', NOW)
  await sql.query('INSERT INTO "grant" VALUES ($1, $2, $3, $4, $5)', [id, owner, 'test', credits, NOW])
  return id
}

async function writeHold(credits: number, owner = account): Promise<string> {
  const id = newId('hold', NOW)
  const values = [id, owner, credits, NOW]
  await sql.query('INSERT INTO hold (id, account_id, credits, created_at) VALUES ($1, $2, $3, $4)', values)
  return id
}

async function post(entry: Entry): Promise<string> {
  const id = newId('entry', NOW)
  await sql.query(
    `INSERT INTO ledger_entry
       (id, account_id, kind, credits, grant_id, hold_id, cause_id, reason, idempotency_key, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'cause', 'test', $7, $8)`,
    [
      id,
      entry.account ?? account,
      entry.kind,
      entry.credits,
      entry.grant,
      entry.hold,
      entry.key ?? `key of ${id}`,
      NOW,
    ],
  )
  return id
}

async function readBooks(owner = account): Promise<Balances> {
  const { rows } = await sql.query(`SELECT ${BOOKS} FROM credit_balance WHERE account_id = $1`, [owner])
  return rows[0]
}

/** What is refused must leave the books as they were. */
async function expectRefusal(attempt: () => Promise<unknown>, sentence: RegExp): Promise<void> {
  const before = await readBooks()
  await expect(attempt()).rejects.toThrow(sentence)
  expect(await readBooks()).toEqual(before)
}

describe('I1: an entry moves credits as the rules say', () => {
  it.each(Object.keys(ENTRY_ROUTES) as EntryKind[])('by the word "%s"', async (kind) => {
    const before = await readBooks()
    const about = {
      ...(kind === 'grant' && { grant: await writeGrant(5) }),
      ...(kind === 'hold' && { hold: await writeHold(5) }),
      ...((kind === 'capture' || kind === 'release') && { hold }),
    }
    await post({ kind, credits: 5, ...about })
    expect(await readBooks()).toEqual(move(before, { kind, credits: 5 }))
  })

  it('and is numbered without gaps, with the balances that follow from it', async () => {
    const { rows } = await sql.query(
      `SELECT seq, kind, available_after, held_after FROM ledger_entry WHERE account_id = $1 ORDER BY seq`,
      [account],
    )
    expect(rows).toEqual([
      { seq: 1, kind: 'grant', available_after: 100, held_after: 0 },
      { seq: 2, kind: 'hold', available_after: 40, held_after: 60 },
      { seq: 3, kind: 'capture', available_after: 40, held_after: 40 },
    ])
  })

  it.each([
    ['a number of its own choice', { seq: 77 }],
    ['balances of its own choice', { available_after: 1_000_000, held_after: 1_000_000 }],
  ])('and does not get %s', async (_what, claimed) => {
    const [columns, values] = [Object.keys(claimed), Object.values(claimed)]
    const id = newId('entry', NOW)
    const { rows } = await sql.query(
      `INSERT INTO ledger_entry (id, account_id, kind, credits, hold_id, cause_id, reason, idempotency_key, created_at, ${columns})
       VALUES ($1, $2, 'release', 1, $3, '', '', $1, $4, ${values}) RETURNING seq, available_after, held_after`,
      [id, account, hold, NOW],
    )
    expect(rows).toEqual([{ seq: 4, available_after: 41, held_after: 39 }])
  })
})

describe('I9: an entry is never', () => {
  it.each([
    [
      'changed',
      'UPDATE ledger_entry SET reason = reason WHERE account_id = $1',
      /UPDATE of ledger_entry is refused/,
    ],
    ['deleted', 'DELETE FROM ledger_entry WHERE account_id = $1', /DELETE of ledger_entry is refused/],
    ['truncated away', 'TRUNCATE ledger_entry -- $1', /TRUNCATE of ledger_entry is refused/],
    ['truncated away with its hold', 'TRUNCATE hold CASCADE -- $1', /TRUNCATE of ledger_entry is refused/],
    [
      'truncated away with its grant',
      'TRUNCATE "grant" CASCADE -- $1',
      /TRUNCATE of ledger_entry is refused/,
    ],
  ])('%s', async (_how, statement, sentence) => {
    await expectRefusal(() => sql.query(statement.replace('$1', `'${account}'`)), sentence)
  })
})

describe('what the books say is changed by entries alone: nobody may', () => {
  it.each([
    [
      'raise a balance',
      'UPDATE credit_balance SET available = available + 1, issued = issued - 1 WHERE account_id = $1',
    ],
    ['delete a balance', 'DELETE FROM credit_balance WHERE account_id = $1'],
    ['raise what a hold captured', 'UPDATE hold SET captured = captured + 1 WHERE account_id = $1'],
    ['lower what a hold released', 'UPDATE hold SET released = released - 1 WHERE account_id = $1'],
    ['make a hold larger', 'UPDATE hold SET credits = credits + 1 WHERE account_id = $1'],
    ['hand a hold to another account', `UPDATE hold SET account_id = 'acc_x' WHERE account_id = $1`],
    ['delete a hold', 'DELETE FROM hold WHERE account_id = $1'],
    ['make a grant larger', 'UPDATE "grant" SET credits = credits + 1 WHERE account_id = $1'],
    ['delete a grant', 'DELETE FROM "grant" WHERE account_id = $1'],
  ])('%s', async (_what, statement) => {
    await expectRefusal(() => sql.query(statement, [account]), /is refused: the ledger is append-only/)
  })

  it('open a balance that has credits already', async () => {
    const statement = `INSERT INTO credit_balance (account_id, available, issued) VALUES ('acc_rich', 9, -9)`
    await expectRefusal(() => sql.query(statement), /INSERT of credit_balance is refused/)
  })

  it('open a balance in which something was spent already', async () => {
    const statement = `INSERT INTO credit_balance (account_id, issued, spent) VALUES ('acc_spent', -9, 9)`
    await expectRefusal(() => sql.query(statement), /INSERT of credit_balance is refused/)
  })

  it('cut the balances off whole', async () => {
    await expectRefusal(() => sql.query('TRUNCATE credit_balance'), /TRUNCATE of credit_balance is refused/)
  })

  it('settle a hold that was written down but never placed', async () => {
    const unplaced = await writeHold(10)
    await expectRefusal(() => post({ kind: 'release', credits: 10, hold: unplaced }), /was never placed/)
  })

  it('open a hold that is captured already', async () => {
    const statement = `INSERT INTO hold (id, account_id, credits, captured, created_at) VALUES ('hld_x', $1, 9, 9, $2)`
    await expectRefusal(() => sql.query(statement, [account, NOW]), /INSERT of hold is refused/)
  })
})

describe('I2: nothing goes below zero:', () => {
  it.each<[string, Entry, RegExp]>([
    ['a hold of more than is available', { kind: 'hold', credits: 41 }, /available_is_never_negative/],
    ['an expiry of more than is available', { kind: 'expiry', credits: 41 }, /available_is_never_negative/],
    ['an entry of no credits', { kind: 'release', credits: 0 }, /entries_are_positive/],
    ['an entry of negative credits', { kind: 'expiry', credits: -5 }, /entries_are_positive/],
  ])('%s is refused', async (_what, entry, sentence) => {
    const about = entry.kind === 'hold' ? { hold: await writeHold(entry.credits) } : {}
    await expectRefusal(
      () => post({ ...entry, ...(entry.kind === 'release' && { hold }), ...about }),
      sentence,
    )
  })
})

describe('I3, I4: a hold is settled within its credits, once:', () => {
  it.each<[string, EntryKind, number]>([
    ['a capture beyond what is open', 'capture', 41],
    ['a release beyond what is open', 'release', 41],
  ])('%s is refused, also when other holds have credits enough', async (_what, kind, credits) => {
    await post({ kind: 'hold', credits: 30, hold: await writeHold(30) })
    await expectRefusal(() => post({ kind, credits, hold }), /settled_within_hold/)
  })

  it('a second hold entry for it is refused', async () => {
    await post({ kind: 'grant', credits: 100, grant: await writeGrant(100) })
    await expectRefusal(() => post({ kind: 'hold', credits: 60, hold }), /one_hold_entry_per_hold/)
  })

  it.each([7, 9])('a hold entry of %d credits for a hold of 8 is refused', async (credits) => {
    const other = await writeHold(8)
    await expectRefusal(() => post({ kind: 'hold', credits, hold: other }), /does not fit its hold/)
  })

  it('an entry for the hold of another account is refused, also when that one has credits held itself', async () => {
    const thief = newId('account', NOW)
    await post({ kind: 'grant', credits: 50, account: thief, grant: await writeGrant(50, thief) })
    await post({ kind: 'hold', credits: 20, account: thief, hold: await writeHold(20, thief) })
    for (const kind of ['capture', 'release'] as const)
      await expectRefusal(() => post({ kind, credits: 1, hold, account: thief }), /does not fit its hold/)
    const notBegun = await writeHold(5)
    const begin = () => post({ kind: 'hold', credits: 5, hold: notBegun, account: thief })
    await expectRefusal(begin, /does not fit its hold/)
    expect(await readBooks(thief)).toMatchObject({ available: 30, held: 20, spent: 0 })
  })

  it('an entry that names no hold, or one that is not there, is refused', async () => {
    for (const kind of ['hold', 'capture', 'release'] as const) {
      await expectRefusal(() => post({ kind, credits: 1 }), /hold_entries_name_a_hold|does not fit its hold/)
      await expectRefusal(() => post({ kind, credits: 1, hold: 'hld_none' }), /does not fit its hold/)
    }
  })
})

describe('a grant is given as it was written down:', () => {
  it.each([99, 101])('an entry of %d credits for a grant of 100 is refused', async (credits) => {
    const other = await writeGrant(100)
    await expectRefusal(() => post({ kind: 'grant', credits, grant: other }), /does not fit its grant/)
  })

  it('a second entry for it is refused', async () => {
    await expectRefusal(() => post({ kind: 'grant', credits: 100, grant }), /one_entry_per_grant/)
  })

  it('an entry for the grant of another account is refused', async () => {
    const other = await writeGrant(100, newId('account', NOW))
    await expectRefusal(() => post({ kind: 'grant', credits: 100, grant: other }), /does not fit its grant/)
  })

  it('an entry that names no grant is refused', async () => {
    const sentence = /grant_entries_name_a_grant|does not fit its grant/
    await expectRefusal(() => post({ kind: 'grant', credits: 100 }), sentence)
  })
})

describe('I6: a key', () => {
  it('stands for one entry of its account, and may be used by another account', async () => {
    await post({ kind: 'release', credits: 1, hold, key: 'the key' })
    await expectRefusal(() => post({ kind: 'release', credits: 1, hold, key: 'the key' }), /idempotency_key/)

    const other = newId('account', NOW)
    await post({
      kind: 'grant',
      credits: 5,
      account: other,
      grant: await writeGrant(5, other),
      key: 'the key',
    })
    expect(await readBooks(other)).toMatchObject({ available: 5 })
  })
})
