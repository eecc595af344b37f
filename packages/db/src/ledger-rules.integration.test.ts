import { createHash } from 'node:crypto'
import {
  type Balances,
  BOOKS,
  type ChainedEntry,
  chainText,
  ENTRY_ROUTES,
  type EntryKind,
  findChainOffence,
  move,
} from '@studio/core/credits'
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
  refundOf?: string
  key?: string
  reason?: string
  /** Which grants it uses; left out, the one it names or the account's first. */
  uses?: { grantId: string; credits: number }[]
}

/** An account with 100 credits granted, 60 of them held, 20 of those captured. */
let account: string
let grant: string
let hold: string
let capture: string

beforeEach(async () => {
  account = newId('account', NOW)
  grant = await writeGrant(100)
  await post({ kind: 'grant', credits: 100, grant })
  hold = await writeHold(60)
  await post({ kind: 'hold', credits: 60, hold })
  capture = await post({ kind: 'capture', credits: 20, hold })
})

async function writeGrant(credits: number, owner = account): Promise<string> {
  const id = newId('grant', NOW)
  await sql.query(
    'INSERT INTO "grant" (id, account_id, source, credits, created_at) VALUES ($1, $2, $3, $4, $5)',
    [id, owner, 'test', credits, NOW],
  )
  return id
}

async function writeHold(credits: number, owner = account): Promise<string> {
  const id = newId('hold', NOW)
  const values = [id, owner, credits, NOW]
  await sql.query(
    'INSERT INTO hold (id, account_id, credits, created_at, expires_at) VALUES ($1, $2, $3, $4, $4)',
    values,
  )
  return id
}

async function post(entry: Entry): Promise<string> {
  const id = newId('entry', NOW)
  const owner = entry.account ?? account
  const uses = entry.uses ?? [{ grantId: entry.grant ?? (await firstGrantOf(owner)), credits: entry.credits }]
  await sql.query(
    `INSERT INTO ledger_entry (id, account_id, kind, credits, grant_id, hold_id, refund_of, cause_id, reason,
                               idempotency_key, created_at, grant_uses)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'cause', $8, $9, $10, $11)`,
    [
      id,
      owner,
      entry.kind,
      entry.credits,
      entry.grant,
      entry.hold,
      entry.refundOf,
      entry.reason ?? 'test',
      entry.key ?? `key of ${id}`,
      NOW,
      JSON.stringify(uses),
    ],
  )
  return id
}

async function firstGrantOf(owner: string): Promise<string> {
  const { rows } = await sql.query('SELECT id FROM "grant" WHERE account_id = $1 ORDER BY id LIMIT 1', [
    owner,
  ])
  return rows[0]?.id
}

/** What an entry of a kind must name. */
async function aboutOf(kind: EntryKind, credits: number): Promise<Partial<Entry>> {
  if (kind === 'grant') return { grant: await writeGrant(credits) }
  if (kind === 'refund') return { grant: await writeGrant(credits), refundOf: capture }
  if (kind === 'expiry') return { grant }
  return { hold: kind === 'hold' ? await writeHold(credits) : hold }
}

async function readLeft(grantId = grant): Promise<number> {
  const { rows } = await sql.query('SELECT remaining FROM "grant" WHERE id = $1', [grantId])
  return rows[0].remaining
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
    const about = await aboutOf(kind, 5)
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
      `INSERT INTO ledger_entry (id, account_id, kind, credits, hold_id, cause_id, reason, idempotency_key, created_at, grant_uses, ${columns})
       VALUES ($1, $2, 'release', 1, $3, '', '', $1, $4, $5, ${values}) RETURNING seq, available_after, held_after`,
      [id, account, hold, NOW, JSON.stringify([{ grantId: grant, credits: 1 }])],
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
    ['raise what is left of a grant', 'UPDATE "grant" SET remaining = remaining + 1 WHERE account_id = $1'],
    ['let a grant last longer', `UPDATE "grant" SET expires_at = 'infinity' WHERE account_id = $1`],
    ['give a hold more time', `UPDATE hold SET expires_at = 'infinity' WHERE account_id = $1`],
    ['make a grant larger', 'UPDATE "grant" SET credits = credits + 1 WHERE account_id = $1'],
    ['delete a grant', 'DELETE FROM "grant" WHERE account_id = $1'],
  ])('%s', async (_what, statement) => {
    await expectRefusal(() => sql.query(statement, [account]), /is refused: the ledger is append-only/)
  })

  it('open a balance that has credits already', async () => {
    const statement = `INSERT INTO credit_balance (account_id, available, issued) VALUES ('acc_rich', 9, -9)`
    await expectRefusal(() => sql.query(statement), /INSERT of credit_balance is refused/)
  })

  it('open a grant that has something left already', async () => {
    const statement = `INSERT INTO "grant" (id, account_id, source, credits, remaining, created_at)
      VALUES ('gra_x', $1, 'test', 9, 9, $2)`
    await expectRefusal(() => sql.query(statement, [account, NOW]), /INSERT of grant is refused/)
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
    await expectRefusal(() => post({ kind: 'release', credits: 10, hold: unplaced }), /does not fit its hold/)
  })

  it('open a hold that is captured already', async () => {
    const statement = `INSERT INTO hold (id, account_id, credits, captured, created_at, expires_at) VALUES ('hld_x', $1, 9, 9, $2, $2)`
    await expectRefusal(() => sql.query(statement, [account, NOW]), /INSERT of hold is refused/)
  })
})

describe('I2: nothing goes below zero:', () => {
  it.each<[string, Entry, RegExp]>([
    ['a hold of more than is available', { kind: 'hold', credits: 41 }, /available_is_never_negative/],
    ['an expiry of more than is available', { kind: 'expiry', credits: 41 }, /available_is_never_negative/],
    ['an entry of no credits', { kind: 'release', credits: 0, uses: [] }, /entries_are_positive/],
    ['an entry of negative credits', { kind: 'expiry', credits: -5 }, /uses 0 of -5 credits/],
  ])('%s is refused', async (_what, entry, sentence) => {
    const about = entry.kind === 'hold' && entry.credits > 0 ? { hold: await writeHold(entry.credits) } : {}
    await expectRefusal(
      () =>
        post({
          ...entry,
          ...(entry.kind === 'release' && { hold }),
          ...(entry.kind === 'expiry' && { grant }),
          ...about,
        }),
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
    const more = await writeGrant(100)
    await post({ kind: 'grant', credits: 100, grant: more })
    const again = () => post({ kind: 'hold', credits: 60, hold, uses: [{ grantId: more, credits: 60 }] })
    await expectRefusal(again, /one_hold_entry_per_hold/)
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
    await expectRefusal(
      () => post({ kind: 'grant', credits: 100, grant }),
      /one_opening_entry_per_grant|remaining_within_grant/,
    )
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

describe('I1: an entry and the grants it uses', () => {
  const both = async () => {
    const second = await writeGrant(10)
    await post({ kind: 'grant', credits: 10, grant: second })
    return second
  }

  it('move together, over as many grants as it says', async () => {
    const second = await both()
    const uses = [
      { grantId: grant, credits: 6 },
      { grantId: second, credits: 4 },
    ]
    const other = await writeHold(10)
    await post({ kind: 'hold', credits: 10, hold: other, uses })
    expect([await readLeft(), await readLeft(second)]).toEqual([34, 6])
    await post({ kind: 'capture', credits: 6, hold: other, uses: [{ grantId: grant, credits: 6 }] })
    expect([await readLeft(), await readLeft(second)]).toEqual([34, 6])
    await post({ kind: 'release', credits: 4, hold: other, uses: [{ grantId: second, credits: 4 }] })
    expect([await readLeft(), await readLeft(second)]).toEqual([34, 10])
  })

  it.each<[string, (second: string) => { grantId: string; credits: number }[], RegExp]>([
    ['uses less than its credits', () => [{ grantId: grant, credits: 4 }], /uses 4 of 5 credits/],
    ['uses more than its credits', () => [{ grantId: grant, credits: 6 }], /uses 6 of 5 credits/],
    ['uses nothing', () => [], /uses 0 of 5 credits/],
    [
      'uses more of one grant by giving to another',
      (second) => [
        { grantId: grant, credits: 7 },
        { grantId: second, credits: -2 },
      ],
      /uses 7 of 5 credits/,
    ],
    [
      'uses a grant that is not there',
      () => [{ grantId: 'gra_none', credits: 5 }],
      /uses 0 of 5 credits of the account’s grants/,
    ],
  ])('are refused when it %s', async (_what, uses, sentence) => {
    const second = await both()
    const other = await writeHold(5)
    await expectRefusal(() => post({ kind: 'hold', credits: 5, hold: other, uses: uses(second) }), sentence)
    expect([await readLeft(), await readLeft(second)]).toEqual([40, 10])
  })

  it('are refused when the grant is another account’s, whichever way the credits go', async () => {
    const rich = newId('account', NOW)
    const foreign = await writeGrant(50, rich)
    await post({ kind: 'grant', credits: 50, account: rich, grant: foreign })
    for (const kind of ['hold', 'capture', 'release', 'expiry'] as const) {
      const about = await aboutOf(kind, 5)
      const uses = [{ grantId: foreign, credits: 5 }]
      await expectRefusal(
        () => post({ kind, credits: 5, ...about, uses }),
        /uses 0 of 5 credits of the account’s/,
      )
    }
    expect(await readLeft(foreign)).toBe(50)
  })

  it('are refused when less is left of the grant, though another has enough', async () => {
    const second = await both()
    const uses = [{ grantId: second, credits: 11 }]
    const other = await writeHold(11)
    await expectRefusal(
      () => post({ kind: 'hold', credits: 11, hold: other, uses }),
      /remaining_within_grant/,
    )
  })
})

describe('I5: a refund', () => {
  const refund = async (credits: number, refundOf: string = capture) =>
    post({ kind: 'refund', credits, grant: await writeGrant(credits), refundOf })

  it('may come in parts, and never exceeds its charge, also when others were charged too', async () => {
    await post({ kind: 'capture', credits: 20, hold })
    await refund(15)
    await expectRefusal(() => refund(6), /refunds more than was captured/)
    await refund(5)
    await expectRefusal(() => refund(1), /refunds more than was captured/)
    expect(await readBooks()).toMatchObject({ available: 60, spent: 20 })
  })

  it('of what was not captured is refused', async () => {
    const released = await post({ kind: 'release', credits: 20, hold })
    await expectRefusal(() => refund(1, released), /refunds more than was captured/)
  })

  it('of another account’s charge is refused', async () => {
    const thief = newId('account', NOW)
    const first = await writeGrant(9, thief)
    await post({ kind: 'grant', credits: 9, account: thief, grant: first })
    const spending = await writeHold(9, thief)
    for (const kind of ['hold', 'capture'] as const)
      await post({ kind, credits: 9, account: thief, hold: spending })
    const own = await writeGrant(5, thief)
    const attempt = () => post({ kind: 'refund', credits: 5, account: thief, grant: own, refundOf: capture })
    await expectRefusal(attempt, /refunds more than was captured/)
  })

  it('that names no charge, or a charge that is not there, is refused', async () => {
    const own = await writeGrant(5)
    const sentence = /refunds more than was captured|refunds_name_a_capture/
    await expectRefusal(() => post({ kind: 'refund', credits: 5, grant: own }), sentence)
    await expectRefusal(() => post({ kind: 'refund', credits: 5, grant: own, refundOf: 'ent_x' }), sentence)
  })

  it.each(['hold', 'capture', 'release', 'expiry'] as const)('is not what a %s is', async (kind) => {
    const about = await aboutOf(kind, 5)
    await expectRefusal(
      () => post({ kind, credits: 5, ...about, refundOf: capture }),
      /refunds_name_a_capture/,
    )
  })
})

describe('I9: the chain', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const readChain = async (): Promise<ChainedEntry[]> => {
    const { rows } = await sql.query(
      `SELECT id, seq, kind, credits, grant_id AS "grantId", hold_id AS "holdId", refund_of AS "refundOf",
              cause_id AS "causeId", reason, available_after AS "availableAfter", held_after AS "heldAfter",
              created_at AS "createdAt", grant_uses AS "grantUses", prev_hash AS "prevHash", hash
       FROM ledger_entry WHERE account_id = $1 ORDER BY seq`,
      [account],
    )
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  }

  it('is hashed by the database as core does, for every kind of entry and whatever the reason', async () => {
    const reasons = ['übrig', '日本語 🙂', '', ' two  spaces ', 'tab\there', '\\n', "O'Hara", 'e\u0301']
    for (const kind of Object.keys(ENTRY_ROUTES) as EntryKind[]) {
      for (const reason of reasons) await post({ kind, credits: 1, reason, ...(await aboutOf(kind, 1)) })
    }
    const chain = await readChain()
    expect(new Set(chain.map(({ kind }) => kind)).size).toBe(6)
    expect(chain).toHaveLength(3 + 6 * reasons.length)
    for (const entry of chain) expect(entry.hash).toBe(sha256(chainText(account, entry)))
    expect(findChainOffence(account, chain, sha256)).toBe(null)
    const { rows } = await sql.query('SELECT last_hash FROM credit_balance WHERE account_id = $1', [account])
    expect(rows).toEqual([{ last_hash: chain.at(-1)?.hash }])
  })

  it('is hashed alike in every time zone of the database', async () => {
    await sql.query(`SET TIME ZONE 'Asia/Kathmandu'`)
    try {
      await post({ kind: 'release', credits: 1, hold })
    } finally {
      await sql.query('RESET TIME ZONE')
    }
    expect(findChainOffence(account, await readChain(), sha256)).toBe(null)
  })

  it('does not take hashes of somebody’s own choice', async () => {
    const id = newId('entry', NOW)
    await sql.query(
      `INSERT INTO ledger_entry (id, account_id, kind, credits, hold_id, cause_id, reason, idempotency_key, created_at,
                                 grant_uses, prev_hash, hash)
       VALUES ($1, $2, 'release', 1, $3, '', '', $1, $4, $5, 'mine', 'mine')`,
      [id, account, hold, NOW, JSON.stringify([{ grantId: grant, credits: 1 }])],
    )
    expect(findChainOffence(account, await readChain(), sha256)).toBe(null)
  })

  it('takes no reason or cause over more than one line', async () => {
    const attempt = () => post({ kind: 'release', credits: 1, hold, reason: 'one\ntwo' })
    await expectRefusal(attempt, /chain_fields_are_one_line/)
  })
})
