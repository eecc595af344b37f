import { randomBytes } from 'node:crypto'
import { newId } from '@studio/core/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestStudio, type TestStudio } from '../../testing/index.ts'
import { type Deps, operatorActor } from '../kernel/index.ts'
import type { Key, Keyring } from '../keys/index.ts'
import { isWrappedBy, openCredential, sealCredential } from './credential.ts'
import { rotateKeys } from './rotate-keys.ts'
import { placeIn, SEALED_COLUMNS } from './sealed-columns.ts'

const makeKey = (id: string): Key => ({ id, bytes: randomBytes(32) })
const old = makeKey('old')
const current = makeKey('current')
const between: Keyring = [current, old]

let studio: TestStudio
let accountId: string

beforeAll(async () => {
  studio = await openTestStudio()
  accountId = (await studio.makeAccount()).accountId
})
afterAll(() => studio.close())
beforeEach(() => studio.deps.db.webhookEndpoint.deleteMany())

/** The studio with both keys, and with a database that may be tampered with. */
const deps = (db = studio.deps.db): Pick<Deps, 'db' | 'keys'> => ({
  db,
  keys: { ...studio.deps.keys, credentials: between },
})

const placeOf = (id: string) => placeIn(SEALED_COLUMNS.webhookSecret, { id, accountId })
const seal = (id: string, secret: string, keyring: Keyring = [old]) =>
  sealCredential(secret, placeOf(id), keyring)

/** An endpoint with a secret under the old key; its id. */
async function makeEndpoint(secret: string): Promise<string> {
  const now = studio.clock.now()
  const id = newId('webhookEndpoint', now)
  const facts = { accountId, url: 'https://example.com', events: [], createdAt: now }
  await studio.deps.db.webhookEndpoint.create({ data: { id, ...facts, secretSealed: seal(id, secret) } })
  return id
}

async function readSecret(id: string, keyring: Keyring): Promise<string> {
  const { secretSealed } = await studio.deps.db.webhookEndpoint.findUniqueOrThrow({ where: { id } })
  return openCredential(secretSealed, placeOf(id), keyring)
}

/** The same database, in which something happens before each write of the rotation. */
function beforeWrites(happening: (write: number) => Promise<unknown>): Deps['db'] {
  const { db } = studio.deps
  let writes = 0
  const $executeRaw = async (...args: Parameters<typeof db.$executeRaw>) => {
    await happening(++writes)
    return db.$executeRaw(...args)
  }
  return new Proxy(db, {
    get: (target, name) => (name === '$executeRaw' ? $executeRaw : Reflect.get(target, name, target)),
  })
}

describe('rotating the keys', () => {
  it('leaves nothing that needs the old key, on however many pages', async () => {
    const now = studio.clock.now()
    const ids = Array.from({ length: 450 }, () => newId('webhookEndpoint', now))
    const facts = { accountId, url: 'https://example.com', events: [], createdAt: now }
    const data = ids.map((id) => ({ id, ...facts, secretSealed: seal(id, `secret of ${id}`) }))
    await studio.deps.db.webhookEndpoint.createMany({ data })
    const [first = ''] = ids
    const previousPlace = placeIn(SEALED_COLUMNS.previousWebhookSecret, { id: first, accountId })
    const previousSecretSealed = sealCredential('the one before', previousPlace, [old])
    await studio.deps.db.webhookEndpoint.update({ where: { id: first }, data: { previousSecretSealed } })

    const report = await rotateKeys(operatorActor, deps())
    expect(report).toEqual({ rewrapped: 451, alreadyCurrent: 0, unreadable: [] })
    for (const id of ids) expect(await readSecret(id, [current])).toBe(`secret of ${id}`)
    const again = await studio.deps.db.webhookEndpoint.findUniqueOrThrow({ where: { id: first } })
    expect(openCredential(again.previousSecretSealed ?? '', previousPlace, [current])).toBe('the one before')

    const repeated = await rotateKeys(operatorActor, deps())
    expect(repeated).toEqual({ rewrapped: 0, alreadyCurrent: 451, unreadable: [] })
  })

  it('fails no read while it runs', async () => {
    const ids = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(makeEndpoint))
    let reads = 0
    const db = beforeWrites(async () => {
      for (const id of ids) expect(await readSecret(id, between)).toMatch(/^[a-e]$/)
      reads += ids.length
    })
    expect((await rotateKeys(operatorActor, deps(db))).rewrapped).toBe(5)
    expect(reads).toBe(25)
  })

  it('never overwrites a secret that somebody changes at the same moment', async () => {
    const id = await makeEndpoint('before')
    const change = seal(id, 'changed meanwhile')
    const db = beforeWrites(async (write) => {
      if (write > 1) return
      await studio.deps.db.webhookEndpoint.update({ where: { id }, data: { secretSealed: change } })
    })
    expect(await rotateKeys(operatorActor, deps(db))).toMatchObject({ rewrapped: 1, unreadable: [] })
    expect(await readSecret(id, [current])).toBe('changed meanwhile')
  })

  it('passes over what is deleted at the same moment', async () => {
    await makeEndpoint('gone')
    const db = beforeWrites(() => studio.deps.db.webhookEndpoint.deleteMany())
    const report = await rotateKeys(operatorActor, deps(db))
    expect(report).toEqual({ rewrapped: 0, alreadyCurrent: 0, unreadable: [] })
  })

  it('goes on where it was interrupted', async () => {
    for (const secret of ['a', 'b', 'c']) await makeEndpoint(secret)
    const db = beforeWrites(async (write) => {
      if (write === 3) throw new Error('the process ends here')
    })
    await expect(rotateKeys(operatorActor, deps(db))).rejects.toThrow('the process ends here')
    expect(await rotateKeys(operatorActor, deps())).toEqual({
      ...{ rewrapped: 1, alreadyCurrent: 2, unreadable: [] },
    })
  })

  it('names what it cannot open, leaves it as it is and does the rest', async () => {
    const lost = await makeEndpoint('lost')
    const secretSealed = seal(lost, 'lost', [makeKey('forgotten')])
    await studio.deps.db.webhookEndpoint.update({ where: { id: lost }, data: { secretSealed } })
    const good = await makeEndpoint('good')
    const { rewrapped, unreadable } = await rotateKeys(operatorActor, deps())
    expect(rewrapped).toBe(1)
    expect(unreadable).toEqual([expect.stringContaining(`of ${lost} needs the key "forgotten"`)])
    expect(await readSecret(good, [current])).toBe('good')
    const kept = await studio.deps.db.webhookEndpoint.findUniqueOrThrow({ where: { id: lost } })
    expect(isWrappedBy(kept.secretSealed, 'forgotten')).toBe(true)
  })

  it('is for the operator alone', async () => {
    const merchant = await studio.makeAccount()
    await expect(rotateKeys(merchant, deps())).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the list of sealed columns', () => {
  it('has every column of the database whose name says that it is sealed', async () => {
    const found = await studio.deps.db.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%\_sealed'`
    const listed = Object.values(SEALED_COLUMNS).map(({ table, column }) => `${table}.${column}`)
    expect(found.map(({ name }) => name).sort()).toEqual(listed.sort())
  })
})
