import { createHash } from 'node:crypto'
import {
  type EntryView,
  findChainOffence,
  listEntriesInput,
  type Statement,
  statementSchema,
} from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { inTransaction } from '@studio/db'
import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteGeneration, startGeneration } from '../generations/index.ts'
import { operatorActor } from '../kernel/index.ts'
import {
  checkLedger,
  explainEntry,
  grantAsOperator,
  grantCredits,
  listEntries,
  readStatement,
  summarizeUsage,
} from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let generationId: `gen_${string}`

/** A merchant with 100 credits who made two pictures for 2 credits each. */
beforeAll(async () => {
  studio = await openTestStudio()
  merchant = await studio.makeAccount(100)
  generationId = (await start({ shotId: 'white-hero', count: 2 })).id
  await studio.jobs.runAll()
})
afterAll(async () => {
  expect(await checkLedger(studio.deps)).toEqual([])
  await studio.close()
})

const start = async (asked: object, actor = merchant) => {
  const photo = await studio.upload(actor, await readPhoto())
  const work = workSchema.parse({ ...asked, sourceAssetIds: [photo.id] })
  return startGeneration(actor, { ...work, maxCredits: 99 }, studio.deps)
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const offenceOf = ({ accountId, entries }: Statement) => findChainOffence(accountId, entries, sha256)
const list = (filter: object = {}, actor = merchant) =>
  listEntries(actor, listEntriesInput.parse(filter), studio.deps)
const grantAt = (now: Date, key: string, actor = merchant) =>
  inTransaction(studio.deps.db, (tx) => {
    const grant = {
      accountId: actor.accountId,
      credits: 1,
      source: 'test',
      causeId: 'test',
      idempotencyKey: key,
    }
    return grantCredits(tx, { ...grant, now })
  })
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })

describe('a statement', () => {
  it('can be checked by whoever has the file, and says what is available and held', async () => {
    const file = JSON.stringify(await readStatement(merchant, studio.deps))
    const statement = statementSchema.parse(JSON.parse(file))
    expect(offenceOf(statement)).toBe(null)
    expect(statement.entries.map(({ kind, credits }) => `${kind} ${credits}`)).toEqual([
      'grant 100',
      'hold 4',
      'capture 2',
      'capture 2',
    ])
    expect(statement.balances).toEqual({ available: 96, held: 0 })
  })

  it('shows a number, a time, a cause, a reason or an order that was changed in the file', async () => {
    const statement = await readStatement(merchant, studio.deps)
    const [first, ...others] = statement.entries as [EntryView, ...EntryView[]]
    const changes: Partial<EntryView>[] = [
      { credits: 101 },
      { createdAt: '2020-01-01T00:00:00.000Z' },
      { causeId: 'out_x' },
      { reason: 'gift' },
      { availableAfter: 101 },
    ]
    for (const change of changes) {
      expect(offenceOf({ ...statement, entries: [{ ...first, ...change }, ...others] })).toMatchObject({
        seq: 1,
      })
    }
    expect(offenceOf({ ...statement, entries: others })).toMatchObject({ problem: 'entry 1 is missing' })
    expect(offenceOf({ ...statement, accountId: 'acc_x' })).toMatchObject({ seq: 1 })
  })

  it('shows which grants were used, and a change of them in the file', async () => {
    const statement = await readStatement(merchant, studio.deps)
    const [grant, hold, ...others] = statement.entries as [EntryView, EntryView, ...EntryView[]]
    expect(hold.grantUses).toEqual([{ grantId: grant.grantId, credits: 4 }])
    const changed = { ...hold, grantUses: [{ grantId: 'gra_x', credits: 4 }] }
    expect(offenceOf({ ...statement, entries: [grant, changed, ...others] })).toMatchObject({ seq: 2 })
  })

  it('is written also for an account with more holds than a query may have parameters', async () => {
    const holds = 40_000
    const busy = await studio.makeAccount(0)
    const written = (await readStatement(busy, studio.deps)).entries.length
    // Past the ledger's rules, which would take a minute for so many; and gone again before they are checked.
    const unguarded = (statement: string) =>
      studio.deps.db.$transaction([
        studio.deps.db.$executeRaw`SET LOCAL session_replication_role = replica`,
        studio.deps.db.$executeRawUnsafe(statement, busy.accountId),
      ])
    await unguarded(`
      INSERT INTO ledger_entry (id, account_id, seq, kind, credits, hold_id, cause_id, reason, idempotency_key, created_at, grant_uses)
      SELECT 'bulk_' || n, $1, 1000 + n, 'hold', 1, 'bulk_' || n, 'bulk', 'started', 'bulk_' || n, now(), '[]'
      FROM generate_series(1, ${holds}) n`)
    try {
      expect((await readStatement(busy, studio.deps)).entries).toHaveLength(written + holds)
    } finally {
      await unguarded(`DELETE FROM ledger_entry WHERE account_id = $1 AND id LIKE 'bulk%'`)
    }
  })

  it('is one moment: its balances are those of its last entry, also while credits move', async () => {
    const busy = await studio.makeAccount(1)
    let isMoving = true
    const moving = (async () => {
      for (let index = 0; isMoving; index++) await grantAt(studio.clock.now(), `busy ${index}`, busy)
    })()
    try {
      for (let reads = 0; reads < 40; reads++) {
        const { balances, entries } = await readStatement(busy, studio.deps)
        expect(balances.available).toBe(entries.at(-1)?.availableAfter)
      }
    } finally {
      isMoving = false
      await moving
    }
  })

  it('of an account that never had credits is empty, and whole', async () => {
    const statement = await readStatement(await studio.makeAccount(), studio.deps)
    expect(statement).toMatchObject({ balances: { available: 0, held: 0 }, entries: [] })
    expect(offenceOf(statement)).toBe(null)
  })
})

describe('the list of entries', () => {
  it('says in words what happened, and where to look while it is there', async () => {
    const { items } = await list()
    expect(items.map(({ words, generationId }) => [words, generationId])).toEqual([
      ['Charged for a picture that was made', generationId],
      ['Charged for a picture that was made', generationId],
      ['Set aside for a generation that was started', generationId],
      ['Credits added test', null],
    ])
  })

  it('keeps the entries of a generation that was deleted', async () => {
    const passing = await studio.makeAccount(10)
    const { id } = await start({ shotId: 'white-hero' }, passing)
    await studio.jobs.runAll()
    await deleteGeneration(passing, { id }, studio.deps)
    const { items } = await list({}, passing)
    expect(items.map(({ kind, generationId }) => [kind, generationId])).toEqual([
      ['capture', null],
      ['hold', null],
      ['grant', null],
    ])
  })

  it('says that a picture that was declined was not charged', async () => {
    const unlucky = await studio.makeAccount(10)
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' } })
    await start({ shotId: 'white-hero' }, unlucky)
    await studio.jobs.runAll()
    expect((await list({}, unlucky)).items[0]?.words).toMatch(/^You were not charged: Gemini declined/)
  })

  it('goes through all of them page by page, newest first, none twice and none left out', async () => {
    const rich = await studio.makeAccount(1)
    for (let index = 0; index < 6; index++) await grantAt(studio.clock.now(), `${index}`, rich)
    const seqs: number[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 3, ...(cursor && { cursor }) }, rich)
      seqs.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor
    }
    expect(seqs).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  it('keeps the order in which credits moved, also when a clock was behind', async () => {
    const rich = await studio.makeAccount(1)
    const now = studio.clock.now()
    await grantAt(new Date(now.getTime() + 60_000), 'ahead', rich)
    await grantAt(now, 'behind', rich)
    const page = await list({ limit: 1 }, rich)
    const next = await list({ limit: 5, cursor: page.nextCursor ?? undefined }, rich)
    expect([...page.items, ...next.items].map(({ seq }) => seq)).toEqual([3, 2, 1])
  })

  it('can be narrowed to kinds, and to a time from its first moment to before its last', async () => {
    expect((await list({ kinds: ['hold', 'grant'] })).items.every(({ kind }) => kind !== 'capture')).toBe(
      true,
    )
    const rich = await studio.makeAccount()
    const moments = [
      '2026-01-01T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      '2026-01-03T00:00:00.000Z',
    ] as const
    for (const moment of moments) await grantAt(new Date(moment), moment, rich)
    const [from, middle, to] = moments
    const times = async (filter: object) => (await list(filter, rich)).items.map(({ createdAt }) => createdAt)
    expect(await times({ from, to })).toEqual([middle, from])
    expect(await times({ from: middle })).toEqual([to, middle])
    expect(await times({ to: middle })).toEqual([from])
  })

  it('is an account’s own, whatever cursor is given', async () => {
    const stranger = await studio.makeAccount(5)
    const { items } = await list({ limit: 1 })
    const seen = await list({ cursor: items[0]?.id }, stranger)
    expect(seen.items).toEqual([])
    expect((await list({ cursor: newId('entry', new Date()) })).items).toEqual([])
    await expect(listEntries({ kind: 'anonymous' }, listEntriesInput.parse({}), studio.deps)).rejects.toThrow(
      refusal('not_signed_in'),
    )
  })
})

describe('the usage', () => {
  it('sums up what succeeded by shot and by model, and what each day ended with', async () => {
    const user = await studio.makeAccount()
    await grantAt(new Date('2026-01-01T23:59:59.999Z'), 'a', user)
    await grantAt(new Date('2026-01-02T00:00:00.000Z'), 'b', user)
    await grantAt(new Date('2026-01-02T12:00:00.000Z'), 'c', user)
    const days = (await summarizeUsage(user, studio.deps)).balanceByDay
    expect(days).toEqual([
      { day: '2026-01-01', available: 1, held: 0 },
      { day: '2026-01-02', available: 3, held: 0 },
    ])
    const { byShot, byModel } = await summarizeUsage(merchant, studio.deps)
    expect(byShot).toEqual([{ shotId: 'white-hero', outputs: 2, credits: 4 }])
    expect(byModel).toEqual([
      { modelId: 'gemini-nano-banana-2.1', modelName: 'Nano Banana 2.1', outputs: 2, credits: 4 },
    ])
  })

  it('of nothing is nothing', async () => {
    const usage = await summarizeUsage(await studio.makeAccount(), studio.deps)
    expect(usage).toEqual({ balanceByDay: [], byShot: [], byModel: [] })
  })
})

describe('the operator', () => {
  const gift = (email: string, credits = 5, idempotencyKey = 'operator:1') => ({
    ...{ email, credits, reason: 'sorry for the wait', idempotencyKey },
  })
  const emailOf = (actor: AccountActor) => `${actor.accountId}@example.com`

  it('gives credits once per key, and the grant keeps the reason', async () => {
    const lucky = await studio.makeAccount()
    const first = await grantAsOperator(operatorActor, gift(emailOf(lucky)), studio.deps)
    expect(await grantAsOperator(operatorActor, gift(emailOf(lucky)), studio.deps)).toEqual(first)
    const explained = await explainEntry(operatorActor, first.id, studio.deps)
    expect(explained).toMatchObject({
      accountId: lucky.accountId,
      entry: { words: 'Credits added by the operator', availableAfter: 5 },
      grant: { source: 'operator', note: 'sorry for the wait', remaining: 5, expiresAt: null },
      hold: null,
      sameHold: [],
    })
    const other = grantAsOperator(operatorActor, gift(emailOf(lucky), 6), studio.deps)
    await expect(other).rejects.toThrow(refusal('key_reused'))
  })

  it('is told when there is no such account or amount', async () => {
    const unknown = grantAsOperator(operatorActor, gift('nobody@example.com'), studio.deps)
    await expect(unknown).rejects.toThrow('There is no account with the e-mail nobody@example.com.')
    const nothing = grantAsOperator(operatorActor, gift(emailOf(merchant), Number('ten')), studio.deps)
    await expect(nothing).rejects.toThrow(refusal('invalid_input'))
  })

  it('sees with an entry of a hold all the others of that hold', async () => {
    const { items } = await list({ kinds: ['hold'] })
    const explained = await explainEntry(operatorActor, items.at(-1)?.id ?? '', studio.deps)
    expect(explained.hold).toMatchObject({ credits: 4, captured: 4, released: 0 })
    expect(explained.sameHold.map(({ kind }) => kind)).toEqual(['capture', 'capture'])
  })

  it('is nobody else', async () => {
    for (const actor of [merchant, { kind: 'anonymous' } as const]) {
      await expect(grantAsOperator(actor, gift(emailOf(merchant)), studio.deps)).rejects.toThrow(
        refusal('not_found'),
      )
      await expect(explainEntry(actor, 'ent_x', studio.deps)).rejects.toThrow(refusal('not_found'))
    }
    await expect(explainEntry(operatorActor, 'ent_x', studio.deps)).rejects.toThrow(refusal('not_found'))
  })
})
