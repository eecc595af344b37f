import { batchRequest } from '@studio/core/batches'
import { newId } from '@studio/core/kernel'
import { workSchema } from '@studio/core/quotes'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type AccountActor, type Actor, systemActor } from '@studio/services/kernel'
import {
  fillPublication,
  fillStore,
  listKeys,
  openTestStudio,
  readLedger,
  readPhoto,
  type TestStudio,
} from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSession } from '../accounts/index.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { startBatch } from '../batches/index.ts'
import { startGeneration } from '../generations/index.ts'
import { verifyReceipt } from '../receipts/index.ts'
import { applyRetention } from '../retention/index.ts'
import { createShelf } from '../stores/testing/shelf.ts'
import { CONTENTS, DOORS, KEPT, KEPT_TABLES } from './account-tables.ts'
import {
  cancelDeletion,
  readDeletion,
  readReceipt,
  requestDeletion,
  resumeDeletions,
  summarizeAccount,
} from './index.ts'

const PASSWORD = 'a long password'
const ANONYMOUS = { kind: 'anonymous' } as const
const DAY_MS = 86_400_000

let studio: TestStudio
let merchant: AccountActor
let passwordHash: string

beforeAll(async () => {
  studio = await openTestStudio()
  passwordHash = await hashPassword(PASSWORD)
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
  await studio.deps.db.account.update({ where: { id: merchant.accountId }, data: { passwordHash } })
})

const request = (when: 'now' | 'in_seven_days', password = PASSWORD) =>
  requestDeletion(merchant, { when, password }, studio.deps)
const start = async (count = 2) => {
  const source = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runDue()
  const work = workSchema.parse({ shotId: 'desk', sourceAssetIds: [source.id], count })
  return startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
}
const unreachable = () => Promise.reject(new StoreFailure('unreachable', 'HTTP 503'))
const openReceipt = (receiptPage: string) => {
  const [deletionId = '', secret = ''] = receiptPage.replace('/deleted#', '').split('.')
  return readReceipt(ANONYMOUS, { deletionId, secret }, studio.deps)
}
const receiptOf = async (receiptPage: string) => {
  const state = await openReceipt(receiptPage)
  return state.status === 'finished' ? state.receipt : expect.fail(`still ${state.status}`)
}
const refusal = (code: string) => expect.objectContaining({ code })

/** The tables that still have rows of the account. */
async function tablesWithRows(): Promise<string[]> {
  const { db } = studio.deps
  const tables = await accountTables()
  const found: string[] = []
  for (const table of tables) {
    const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM "${table}" WHERE account_id = '${merchant.accountId}'`,
    )
    if (row?.count) found.push(table)
  }
  return found
}

async function accountTables(): Promise<string[]> {
  const rows = await studio.deps.db.$queryRaw<{ table_name: string }[]>`
    SELECT table_name::text FROM information_schema.columns
    WHERE column_name = 'account_id' AND table_schema = 'public' ORDER BY 1`
  return rows.map(({ table_name }) => table_name)
}

/** What is left of a deleted account: its books, the row of the deletion, and no file. */
async function expectGone(): Promise<void> {
  const { db } = studio.deps
  expect(await db.account.findUnique({ where: { id: merchant.accountId } })).toBeNull()
  expect(await listKeys(studio.deps, `accounts/${merchant.accountId}/`)).toEqual([])
  const left = await tablesWithRows()
  expect(left.filter((table) => !(table in KEPT_TABLES))).toEqual([])
  expect(await db.grant.count({ where: { accountId: merchant.accountId, note: { not: '' } } })).toBe(0)
  const books = await db.creditBalance.findUnique({ where: { accountId: merchant.accountId } })
  expect(books?.held ?? 0).toBe(0)
}

describe('every table that belongs to an account', () => {
  it('is deleted with it, or is kept for a reason that its receipt gives', async () => {
    const named = [...DOORS, ...CONTENTS].map(({ table }) => table).concat(Object.keys(KEPT_TABLES))
    expect(named.sort()).toEqual(await accountTables())
    const told = KEPT.map(({ what }) => what).join()
    for (const table of Object.keys(KEPT_TABLES)) expect(told).toContain(table)
  })

  it('that is kept has nowhere to keep what a person wrote', async () => {
    const columns = await studio.deps.db.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_name = ANY(${Object.keys(KEPT_TABLES)}) AND data_type IN ('text', 'jsonb', 'ARRAY')
        AND column_name NOT LIKE '%id' AND table_schema = 'public' ORDER BY 1`
    expect(columns.map(({ name }) => name)).toEqual([
      // The receipt, which names nobody.
      'account_deletion.receipt',
      'credit_balance.last_hash',
      // Blanked.
      'grant.note',
      // Words of our own.
      'grant.source',
      'ledger_entry.grant_uses',
      'ledger_entry.hash',
      'ledger_entry.idempotency_key',
      'ledger_entry.prev_hash',
      'ledger_entry.reason',
      'ledger_entry.refund_of',
    ])
  })
})

describe('deleting an account now', () => {
  it('removes every file and row, keeps the books as numbers, and leaves a receipt that checks', async () => {
    const generation = await start()
    await studio.jobs.runDue()
    const { db } = studio.deps
    const assets = await db.asset.findMany({ where: { accountId: merchant.accountId } })
    expect(assets).toHaveLength(3)
    const ledger = await readLedger(merchant, studio.deps)

    const { receiptPage, status, id } = await request('now')
    expect(status).toBe('running')
    expect(await openReceipt(receiptPage)).toMatchObject({ status: 'running' })
    await studio.jobs.runDue()
    await expectGone()
    expect(await readLedger(merchant, studio.deps)).toEqual(ledger)

    const receipt = await receiptOf(receiptPage)
    expect(verifyReceipt(receipt, studio.deps.keys.receipt.publicKey)).toMatchObject({ problem: null })
    expect(receipt.receiptId).toBe(id)
    const named = receipt.removed.filter(({ kind }) => kind === 'asset')
    expect(named.map((thing) => [thing.id, thing.sha256, thing.objects]).sort()).toEqual(
      assets.map((asset) => [asset.id, asset.sha256, 3]).sort(),
    )
    expect(receipt.removed).toContainEqual({ kind: 'generation', id: generation.id, objects: 0, bytes: 0 })
    expect(receipt.absence).toMatchObject({ prefixes: [`accounts/${merchant.accountId}/`], objectsFound: 0 })
  })

  it('cancels what waits and what runs, and gives its credits back', async () => {
    await start()
    await request('now')
    await studio.jobs.runDue()
    await expectGone()
    expect(await readLedger(merchant, studio.deps)).toEqual([
      'grant 10 test',
      'hold 4 started',
      'release 2 cancelled',
      'release 2 cancelled',
    ])
  })

  it('waits for a worker that has not let go yet, and takes what it stores meanwhile', async () => {
    const { outputs } = await start(1)
    const { db, store } = studio.deps
    const [output] = outputs
    await db.output.update({
      where: { id: output?.id ?? '' },
      data: { status: 'running', claim: 'a worker' },
    })
    const { receiptPage } = await request('now')
    await studio.jobs.runDue()
    expect(await openReceipt(receiptPage)).toMatchObject({ status: 'running' })
    const late = `accounts/${merchant.accountId}/assets/${output?.id.replace('out_', 'ast_')}/1/original`
    await store.put(late, Buffer.from('late'), { mime: 'image/png', sizeBytes: 4 })

    await db.output.update({ where: { id: output?.id ?? '' }, data: { claim: null } })
    await studio.jobs.runAll()
    await expectGone()
    expect((await receiptOf(receiptPage)).removed).toContainEqual({
      kind: 'asset',
      id: output?.id.replace('out_', 'ast_'),
      objects: 1,
      bytes: 4,
    })
  })

  it('begins nothing more of a batch, and gives back all that it holds', async () => {
    const source = await studio.upload(merchant, await readPhoto())
    await studio.jobs.runDue()
    const batch = batchRequest.parse({
      sources: { assetIds: [source.id] },
      work: Array.from({ length: 4 }, () => ({ prompt: 'a mug on white' })),
    })
    await startBatch(merchant, { ...batch, maxCredits: 8 }, studio.deps)
    await request('now')
    await studio.jobs.runAll()
    await expectGone()
    const [grant, hold, ...released] = await readLedger(merchant, studio.deps)
    expect([grant, hold]).toEqual(['grant 10 test', 'hold 8 batch started'])
    expect(released.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)).toBe(8)
    expect(released.every((line) => line.startsWith('release '))).toBe(true)
  })

  it('waits for a publication under way, so that no product is left half-done, but not for ever', async () => {
    const { db, clock } = studio.deps
    const { storeId } = await fillStore(merchant, [], studio.deps)
    const shift = (minutes: number) => ({
      publishClaim: 'a worker',
      publishUntil: new Date(clock.now().getTime() + minutes * 60_000),
    })
    await db.store.update({ where: { id: storeId }, data: shift(60) })
    const { receiptPage } = await request('now')
    await studio.jobs.runDue()
    expect(await openReceipt(receiptPage)).toMatchObject({ status: 'running' })
    expect(await db.store.count({ where: { id: storeId } })).toBe(1)
    await studio.jobs.runAll()
    await expectGone()
  })

  it('waits for one between two tries as well, which is taken back', async () => {
    const { db, openConnector } = studio.deps
    studio.deps.openConnector = () => ({ ...createShelf(), readProduct: unreachable })
    const id = await fillPublication(merchant, studio.deps)
    await db.publication.update({ where: { id }, data: { status: 'running' } })
    await request('now')
    await studio.jobs.runDue()
    const reverting = {
      status: 'reverting',
      failureCode: 'taken_back',
      store: { status: 'connected' },
    } as const
    expect(await db.publication.count({ where: { id, ...reverting } })).toBe(1)
    await studio.jobs.runAll()
    await expectGone()
    studio.deps.openConnector = openConnector
  })

  it('ends every session, token and webhook endpoint at once, before anything else goes', async () => {
    const { db, clock } = studio.deps
    const { accountId } = merchant
    const now = clock.now()
    const times = { createdAt: now, lastUsedAt: now, expiresAt: new Date(now.getTime() + DAY_MS) }
    await db.session.create({ data: { id: newId('session', now), accountId, ...times, userAgent: '' } })
    const tokenId = newId('token', now)
    const token = { name: 'n', kind: 'live', prefix: 'sp_live_x', hash: tokenId, pepperId: 'p' } as const
    await db.token.create({ data: { id: tokenId, accountId, ...token, createdAt: now } })
    const endpointId = newId('webhookEndpoint', now)
    const endpoint = { id: endpointId, accountId, url: '', secretSealed: 'sealed', createdAt: now }
    await db.webhookEndpoint.create({ data: endpoint })

    const { receiptPage } = await request('now')
    expect(await tablesWithRows()).not.toEqual(expect.arrayContaining(['session']))
    for (const table of [db.token, db.webhookEndpoint] as { count(by: object): Promise<number> }[])
      expect(await table.count({ where: { accountId } })).toBe(0)
    expect((await db.account.findUnique({ where: { id: accountId } }))?.closedAt).not.toBeNull()
    await studio.jobs.runDue()
    const { removed } = await receiptOf(receiptPage)
    expect(removed).toContainEqual({ kind: 'token', id: tokenId, objects: 0, bytes: 0 })
    expect(removed).toContainEqual({ kind: 'webhook_endpoint', id: endpointId, objects: 0, bytes: 0 })
  })

  it('forgets the address after one last mail; a mail that does not leave stops nothing', async () => {
    const { db } = studio.deps
    const email = (await db.account.findUniqueOrThrow({ where: { id: merchant.accountId } })).email
    const sent: { to: string; text: string }[] = []
    const { mailer } = studio.deps
    studio.deps.mailer = { send: async (mail) => void sent.push(mail) }
    const { receiptPage } = await request('now')
    await studio.jobs.runDue()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ to: email, text: expect.stringContaining(receiptPage) })
    await expectGone()

    merchant = await studio.makeAccount()
    await db.account.update({ where: { id: merchant.accountId }, data: { passwordHash } })
    studio.deps.mailer = { send: () => Promise.reject(new Error('the server is down')) }
    await request('now')
    await studio.jobs.runDue()
    studio.deps.mailer = mailer
    await expectGone()
  })
})

describe('a request to delete an account', () => {
  it.each(['another password', ''])(
    'with the password %j is refused, and nothing is deleted',
    async (password) => {
      await expect(request('now', password)).rejects.toThrow(refusal('wrong_credentials'))
      expect(await readDeletion(merchant, studio.deps)).toBeNull()
      expect(await studio.deps.db.account.count({ where: { id: merchant.accountId, closedAt: null } })).toBe(
        1,
      )
    },
  )

  it('made by a token or by nobody is refused', async () => {
    const token: Actor = {
      kind: 'token',
      accountId: merchant.accountId,
      tokenId: newId('token', new Date()),
      tokenKind: 'live',
      scopes: ['assets:write'],
    }
    const input = { when: 'now', password: PASSWORD } as const
    await expect(requestDeletion(token, input, studio.deps)).rejects.toThrow(refusal('insufficient_scope'))
    await expect(requestDeletion(ANONYMOUS, input, studio.deps)).rejects.toThrow(refusal('not_signed_in'))
  })

  it('made twenty times at once makes one deletion', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => request('in_seven_days')))
    const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []))
    expect(new Set(ids).size).toBe(1)
    expect(await studio.deps.db.accountDeletion.count({ where: { accountId: merchant.accountId } })).toBe(1)
  })

  it('for another day changes nothing until then, and then deletes', async () => {
    const { receiptPage, dueAt } = await request('in_seven_days')
    expect(Date.parse(dueAt) - studio.clock.now().getTime()).toBeGreaterThan(7 * DAY_MS - 60_000)
    expect(await readDeletion(merchant, studio.deps)).toMatchObject({ status: 'scheduled', dueAt })
    await studio.jobs.runDue()
    studio.clock.advance(Date.parse(dueAt) - studio.clock.now().getTime() - 60_000)
    await resumeDeletions(studio.clock.now(), studio.deps)
    expect(await studio.jobs.waiting()).toEqual([])
    expect((await start(1)).status).toBe('queued')

    studio.clock.advance(60_000)
    await resumeDeletions(studio.clock.now(), studio.deps)
    await resumeDeletions(studio.clock.now(), studio.deps)
    await studio.jobs.runAll()
    await expectGone()
    expect((await receiptOf(receiptPage)).receiptId).toMatch(/^del_/)
  })

  it('for another day can be stopped until then, and made to be now', async () => {
    const first = await request('in_seven_days')
    await cancelDeletion(merchant, studio.deps)
    expect(await readDeletion(merchant, studio.deps)).toBeNull()
    await expect(openReceipt(first.receiptPage)).rejects.toThrow(refusal('not_found'))
    await cancelDeletion(merchant, studio.deps)
    studio.clock.advance(8 * DAY_MS)
    await resumeDeletions(studio.clock.now(), studio.deps)
    expect(await studio.deps.db.account.count({ where: { id: merchant.accountId, closedAt: null } })).toBe(1)

    const second = await request('in_seven_days')
    const third = await request('now')
    expect(third).toMatchObject({ id: second.id, receiptPage: second.receiptPage, status: 'running' })
    await studio.jobs.runAll()
    await expectGone()
  })
})

describe('an account without a password', () => {
  it('is deleted by somebody who signed in just now, and by nobody else', async () => {
    const { accountId } = merchant
    const { db } = studio.deps
    await db.account.update({ where: { id: accountId }, data: { passwordHash: null } })
    expect(await summarizeAccount(merchant, studio.deps)).toMatchObject({ needsPassword: false })
    const signInNow = async () => {
      const { sessionId } = await startSession(accountId, { address: '', userAgent: '' }, studio.deps)
      merchant = { kind: 'account', accountId, sessionId }
    }
    await signInNow()
    studio.clock.advance(16 * 60_000)
    await expect(request('now')).rejects.toThrow(refusal('sign_in_again'))
    await signInNow()
    expect((await request('now')).status).toBe('running')
    await studio.jobs.runAll()
    await expectGone()
  })
})

describe('a receipt', () => {
  it('opens to its link alone, for 30 days to the millisecond, and then is gone', async () => {
    const { receiptPage, id } = await request('now')
    await studio.jobs.runDue()
    const other = newId('deletion', new Date())
    for (const wrong of [receiptPage.slice(0, -1), receiptPage.replace(id, other), `/deleted#${id}.`])
      await expect(openReceipt(wrong)).rejects.toThrow(refusal('not_found'))
    const { finishedAt } = await receiptOf(receiptPage)
    const left = Date.parse(finishedAt) + 30 * DAY_MS - studio.clock.now().getTime()
    const at = (ms: number) => ({
      ...studio.deps,
      clock: { now: () => new Date(studio.clock.now().getTime() + ms) },
    })
    const input = { deletionId: id, secret: receiptPage.split('.')[1] ?? '' }
    expect(await readReceipt(ANONYMOUS, input, at(left - 1000))).toMatchObject({ status: 'finished' })
    await expect(readReceipt(ANONYMOUS, input, at(left))).rejects.toThrow(refusal('not_found'))
    await applyRetention(systemActor, at(left))
    expect(await studio.deps.db.accountDeletion.count({ where: { id } })).toBe(0)
  })
})
