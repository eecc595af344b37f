import { randomBytes } from 'node:crypto'
import { newId } from '@studio/core/kernel'
import { makeToken, type NewTokenView, SCOPES, type Scope } from '@studio/core/tokens'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStudio, readLedger, readPhoto, type TestStudio } from '../../testing/index.ts'
import { startGeneration } from '../generations/index.ts'
import { type AccountActor, operatorActor, type TokenActor } from '../kernel/index.ts'
import { createQuote } from '../quotes/index.ts'
import {
  authenticateToken,
  createToken,
  createTokenAsOperator,
  listTokens,
  revokeToken,
  revokeTokenAsOperator,
  rotateToken,
} from './index.ts'

const scopes = Object.keys(SCOPES) as Scope[]
const HOUR_MS = 60 * 60_000
const input = { name: 'script', kind: 'live' as const, scopes, expiresInDays: 30 }

let studio: TestStudio
beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

const make = (owner: AccountActor, more: Partial<typeof input> = {}) =>
  createToken(owner, { ...input, ...more }, studio.deps)
const works = async ({ token }: Pick<NewTokenView, 'token'>) =>
  (await authenticateToken(token, studio.deps)).isAccepted

describe('a token', () => {
  it('is shown once; what is stored cannot be turned back into it', async () => {
    const owner = await studio.makeAccount()
    const made = await make(owner)
    const row = await studio.deps.db.token.findUniqueOrThrow({ where: { id: made.id } })
    expect(JSON.stringify(row)).not.toContain(made.token.slice(13))
    expect(row.hash).toMatch(/^[0-9a-f]{64}$/)
    const { items } = await listTokens(owner, { limit: 10 }, studio.deps)
    expect(items).toMatchObject([{ id: made.id, prefix: made.token.slice(0, 12), lastUsedAt: null }])
    expect(JSON.stringify(items)).not.toContain(made.token)
  })

  it('works until the moment it expires, and not from then on', async () => {
    const owner = await studio.makeAccount()
    const made = await make(owner, { expiresInDays: 1 })
    expect(await works(made)).toBe(true)
    studio.clock.advance(24 * HOUR_MS)
    expect(await works(made)).toBe(false)
  })

  it('with one letter changed, or in another kind, is refused without a look-up', async () => {
    const { token } = await make(await studio.makeAccount())
    const broken = { db: null as never, clock: studio.clock, keys: studio.deps.keys }
    for (const wrong of [token.replace('live', 'test'), `${token}a`, token.slice(0, -1), ''])
      expect(await authenticateToken(wrong, broken)).toEqual({ isAccepted: false, known: null })
  })

  it('made under a pepper that is now the second one still works', async () => {
    const made = await make(await studio.makeAccount())
    const [old] = studio.deps.keys.tokenPeppers
    const next = { id: 'next', bytes: Buffer.alloc(32, 7) }
    const keys = { ...studio.deps.keys, tokenPeppers: [next, old] as const }
    expect((await authenticateToken(made.token, { ...studio.deps, keys })).isAccepted).toBe(true)
    const without = { ...studio.deps.keys, tokenPeppers: [next] as const }
    expect((await authenticateToken(made.token, { ...studio.deps, keys: without })).isAccepted).toBe(false)
  })

  it('is told apart from others that are checked in the same moment', async () => {
    const owners = await Promise.all([1, 2, 3, 4].map(() => studio.makeAccount()))
    const made = await Promise.all(owners.map((owner) => make(owner)))
    await revokeToken(owners[3] as AccountActor, made[3] as NewTokenView, studio.deps)
    const asked = [...made, ...made, { token: makeToken('live', randomBytes) }]
    const found = await Promise.all(asked.map(({ token }) => authenticateToken(token, studio.deps)))
    const whose = found.map((each) => (each.isAccepted ? each.actor.accountId : null))
    const expected = [...owners.slice(0, 3).map(({ accountId }) => accountId), null]
    expect(whose).toEqual([...expected, ...expected, null])
  })

  it('is told when the database does not answer, and the next check is a new one', async () => {
    const made = await make(await studio.makeAccount())
    const nobody = { ...studio.deps, db: Object.create(studio.deps.db) }
    const asked = [1, 2, 3].map(() => authenticateToken(made.token, nobody))
    const answers = await Promise.allSettled(asked)
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(authenticateToken(made.token, nobody)).rejects.toThrow()
    expect(await works(made)).toBe(true)
  })

  it('of a closed account is refused, and its owner is told nothing of it', async () => {
    const owner = await studio.makeAccount()
    const made = await make(owner)
    await studio.deps.db.account.update({ where: { id: owner.accountId }, data: { closedAt: new Date() } })
    expect(await authenticateToken(made.token, studio.deps)).toEqual({ isAccepted: false, known: null })
  })

  it('can be made, replaced and revoked by no token', async () => {
    const owner = await studio.makeAccount()
    const { id } = await make(owner)
    const actor: TokenActor = {
      kind: 'token',
      accountId: owner.accountId,
      tokenId: id,
      tokenKind: 'live',
      scopes,
    }
    const refusal = { code: 'insufficient_scope' }
    await expect(createToken(actor, input, studio.deps)).rejects.toMatchObject(refusal)
    await expect(rotateToken(actor, { id, graceHours: 1 }, studio.deps)).rejects.toMatchObject(refusal)
    await expect(revokeToken(actor, { id }, studio.deps)).rejects.toMatchObject(refusal)
  })
})

describe('the plan', () => {
  it('allows so many tokens, also when two are asked for at once', async () => {
    const owner = await studio.makeAccount(0, 'free')
    const asked = await Promise.allSettled([make(owner), make(owner), make(owner)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(make(owner)).rejects.toMatchObject({ code: 'plan_limit', details: { limit: 1 } })
  })

  it('has room again when one was revoked or has expired', async () => {
    const owner = await studio.makeAccount(0, 'free')
    const first = await make(owner, { expiresInDays: 1 })
    studio.clock.advance(25 * HOUR_MS)
    const second = await make(owner)
    await revokeToken(owner, { id: second.id }, studio.deps)
    expect(await works(await make(owner))).toBe(true)
    expect(await works(first)).toBe(false)
  })
})

describe('a token that is replaced', () => {
  it('works beside the new one for the grace time, and the new one lasts as long as it did', async () => {
    const owner = await studio.makeAccount()
    const old = await make(owner, { expiresInDays: 30 })
    const fresh = await rotateToken(owner, { id: old.id, graceHours: 2 }, studio.deps)
    expect([await works(old), await works(fresh)]).toEqual([true, true])
    expect(fresh.scopes).toEqual(old.scopes)
    studio.clock.advance(2 * HOUR_MS)
    expect([await works(old), await works(fresh)]).toEqual([false, true])
    studio.clock.advance(29 * 24 * HOUR_MS)
    expect(await works(fresh)).toBe(true)
  })

  it('is replaced once, however many ask', async () => {
    const owner = await studio.makeAccount()
    const old = await make(owner)
    const asked = await Promise.allSettled(
      [1, 2, 3].map(() => rotateToken(owner, { id: old.id, graceHours: 1 }, studio.deps)),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('of somebody else is not there', async () => {
    const made = await make(await studio.makeAccount())
    const stranger = await studio.makeAccount()
    const refusal = { code: 'not_found' }
    await expect(rotateToken(stranger, { id: made.id, graceHours: 1 }, studio.deps)).rejects.toMatchObject(
      refusal,
    )
    await expect(revokeToken(stranger, { id: made.id }, studio.deps)).rejects.toMatchObject(refusal)
    expect(await works(made)).toBe(true)
  })
})

describe('the operator', () => {
  it('makes and ends tokens by e-mail, and finds no account that is not there', async () => {
    const owner = await studio.makeAccount()
    const email = `${owner.accountId}@example.com`
    const made = await createTokenAsOperator(operatorActor, { ...input, email }, studio.deps)
    expect(await works(made)).toBe(true)
    await revokeTokenAsOperator(operatorActor, { id: made.id }, studio.deps)
    expect(await works(made)).toBe(false)
    const nobody = { ...input, email: 'nobody@example.com' }
    await expect(createTokenAsOperator(operatorActor, nobody, studio.deps)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      revokeTokenAsOperator(operatorActor, { id: newId('token', new Date()) }, studio.deps),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a test token', () => {
  it('runs the whole path on this installation, costs nothing and leaves no entry in the ledger', async () => {
    const owner = await studio.makeAccount()
    const { id, kind } = await createToken(owner, { ...input, kind: 'test' }, studio.deps)
    const actor: TokenActor = {
      kind: 'token',
      accountId: owner.accountId,
      tokenId: id,
      tokenKind: kind,
      scopes,
    }
    const source = await studio.upload(owner, await readPhoto())
    const work = { shotId: 'white-hero', sourceAssetIds: [source.id], count: 1 }
    const quote = await createQuote(actor, work, studio.deps)
    expect(quote.credits).toBe(0)
    const started = await startGeneration(actor, { ...work, quoteId: quote.id }, studio.deps)
    await studio.jobs.runDue()
    const row = await studio.deps.db.generation.findUniqueOrThrow({
      where: { id: started.id },
      include: { outputs: { include: { asset: true } } },
    })
    expect(row).toMatchObject({ status: 'succeeded', modelId: 'local-studio', holdId: null })
    expect(row.outputs.every(({ asset }) => asset?.status === 'ready')).toBe(true)
    expect(await readLedger(owner, studio.deps)).toEqual([])
  })

  it('cannot use a model that costs, and nobody else the sample model', async () => {
    const owner = await studio.makeAccount()
    const { id } = await createToken(owner, { ...input, kind: 'test' }, studio.deps)
    const actor: TokenActor = {
      kind: 'token',
      accountId: owner.accountId,
      tokenId: id,
      tokenKind: 'test',
      scopes,
    }
    const refusal = { code: 'option_not_supported' }
    const work = { prompt: 'a shoe', sourceAssetIds: [], count: 1 }
    const costly = { ...work, modelId: 'gemini-3-pro-image' }
    await expect(createQuote(actor, costly, studio.deps)).rejects.toMatchObject(refusal)
    await expect(startGeneration(actor, { ...costly, maxCredits: 99 }, studio.deps)).rejects.toMatchObject(
      refusal,
    )
    const free = { ...work, modelId: 'sample' }
    await expect(createQuote(owner, free, studio.deps)).rejects.toMatchObject(refusal)
    await expect(startGeneration(owner, { ...free, maxCredits: 0 }, studio.deps)).rejects.toMatchObject(
      refusal,
    )
  })
})
