import { createHash } from 'node:crypto'
import { type Id, newId } from '@studio/core/kernel'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate, signOut } from './index.ts'
import { type StartedSession, startSession } from './start-session.ts'

const DAY_MS = 86_400_000
const clock = { now: () => new Date('2026-11-22T12:00:00.000Z') }
const visitor = { address: '192.0.2.1', userAgent: 'a browser' }

let database: TestDatabase
let accountId: Id<'account'>

beforeAll(async () => {
  database = await createTestDatabase()
  accountId = newId('account', clock.now())
  const account = {
    id: accountId,
    email: 'ada@example.com',
    name: '',
    passwordHash: '',
    createdAt: clock.now(),
  }
  await database.db.account.create({ data: account })
})
afterAll(() => database.drop())

const depsAt = (publicUrl: string) => ({ db: database.db, clock, publicUrl })
const deps = () => depsAt('https://studio.example')
const start = (publicUrl = 'https://studio.example') => startSession(accountId, visitor, depsAt(publicUrl))

/** The `Cookie` header a browser sends after it was handed a `Set-Cookie` line. */
const headerOf = ({ cookie }: { cookie: string }) => cookie.split(';')[0] ?? ''
const whoIs = (session: StartedSession) => authenticate(headerOf(session), deps())
const rowOf = ({ sessionId }: StartedSession) => {
  const id = createHash('sha256').update(sessionId).digest('hex')
  return database.db.session.findUnique({ where: { id } })
}
const letExpireAt = async (session: StartedSession, expiresAt: Date, createdAt = new Date()) => {
  const { id } = (await rowOf(session)) ?? expect.fail('the session has no row')
  await database.db.session.update({ where: { id }, data: { expiresAt, createdAt } })
}
const fromNow = (ms: number) => new Date(Date.now() + ms)

describe('the session cookie', () => {
  it.each([
    ['over https', 'https://studio.example'],
    ['on localhost', 'http://localhost:3000'],
    ['on 127.0.0.1', 'http://127.0.0.1:3000'],
    ['on ::1', 'http://[::1]:3000'],
  ])('%s is bound to the host, and out of reach of scripts and plain http', async (_where, publicUrl) => {
    const { cookie, sessionId } = await start(publicUrl)
    const [pair, ...flags] = cookie.split('; ')
    expect(pair).toBe(`__Host-session=${sessionId}`)
    expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  it('over plain http elsewhere has no flags that browsers would refuse it for', async () => {
    const { cookie, sessionId } = await start('http://192.168.1.5:3000')
    const [pair, ...flags] = cookie.split('; ')
    expect(pair).toBe(`session=${sessionId}`)
    expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax'])
  })

  it('on localhost goes without Secure where the operator allows it for Safari', async () => {
    const local = depsAt('http://localhost:3000')
    const plain = { ...local, hasInsecureCookie: true }
    const session = await startSession(accountId, visitor, plain)
    expect(headerOf(session)).toBe(`session=${session.sessionId}`)
    expect(session.cookie).not.toContain('Secure')
    expect((await authenticate(headerOf(session), plain)).actor).toMatchObject({ accountId })
    // The command line has a setting of its own.
    const strict = await startSession(accountId, visitor, local)
    expect((await authenticate(headerOf(strict), plain)).actor).toMatchObject({ accountId })
  })

  it('over https stays Secure even then', async () => {
    const { cookie } = await startSession(accountId, visitor, { ...deps(), hasInsecureCookie: true })
    expect(cookie).toMatch(/^__Host-session=.*; Secure/)
  })

  it('is not taken from a name that another subdomain could have set', async () => {
    const { sessionId } = await start()
    const { actor } = await authenticate(`session=${sessionId}`, deps())
    expect(actor).toEqual({ kind: 'anonymous' })
  })
})

describe('a session', () => {
  it('is recognised by its cookie, among others', async () => {
    const session = await start()
    const { actor, cookie } = await authenticate(`theme=dark; ${headerOf(session)}; lang=en`, deps())
    expect(actor).toEqual({ kind: 'account', accountId, sessionId: session.sessionId })
    expect(cookie).toBeNull()
  })

  it('is recognised beside a malformed cookie that another program left', async () => {
    const session = await start()
    const { actor } = await authenticate(`other=%ff; ${headerOf(session)}`, deps())
    expect(actor).toMatchObject({ kind: 'account', accountId })
  })

  it('has an id that cannot be guessed: at least 178 random bits', async () => {
    const { sessionId } = await start()
    expect(sessionId.length * Math.log2(32)).toBeGreaterThanOrEqual(178)
    expect((await start()).sessionId).not.toBe(sessionId)
  })

  it('is stored as a hash only: a copy of the table opens no account', async () => {
    const session = await start()
    const rows = await database.db.session.findMany()
    expect(JSON.stringify(rows)).not.toContain(session.sessionId)
    const row = (await rowOf(session)) ?? expect.fail('the session has no row')
    const { actor } = await authenticate(`__Host-session=${row.id}`, deps())
    expect(actor).toEqual({ kind: 'anonymous' })
  })

  it('remembers the browser, but not without end', async () => {
    const chatty = { ...visitor, userAgent: 'x'.repeat(5000) }
    const row = await rowOf(await startSession(accountId, chatty, deps()))
    expect(row?.userAgent).toHaveLength(300)
  })

  it('that has expired is nobody’s, and its cookie and row are cleared', async () => {
    const session = await start()
    await letExpireAt(session, fromNow(-1))
    const { actor, cookie } = await whoIs(session)
    expect(actor).toEqual({ kind: 'anonymous' })
    expect(cookie).toMatch(/^__Host-session=; .*Max-Age=0/)
    expect(await rowOf(session)).toBeNull()
  })

  it('in the first half of its time is left as it is', async () => {
    const session = await start()
    const expiresAt = fromNow(15 * DAY_MS + 60_000)
    await letExpireAt(session, expiresAt)
    expect((await whoIs(session)).cookie).toBeNull()
    expect((await rowOf(session))?.expiresAt).toEqual(expiresAt)
  })

  it('used in the second half of its time lasts 30 days more, and says when it was used', async () => {
    const session = await start()
    await letExpireAt(session, fromNow(15 * DAY_MS - 60_000))
    const before = Date.now()
    expect((await whoIs(session)).cookie).toMatch(
      new RegExp(`^__Host-session=${session.sessionId}; .*Max-Age=2592000`),
    )
    const { expiresAt, lastUsedAt } = (await rowOf(session)) ?? expect.fail('the session has no row')
    expect(expiresAt.getTime()).toBeGreaterThanOrEqual(before + 30 * DAY_MS)
    expect(lastUsedAt.getTime()).toBe(expiresAt.getTime() - 30 * DAY_MS)
  })

  it('ends 180 days after it began, however often it is used', async () => {
    const session = await start()
    const createdAt = fromNow(-170 * DAY_MS)
    await letExpireAt(session, fromNow(5 * DAY_MS), createdAt)
    expect((await whoIs(session)).actor.kind).toBe('account')
    const { expiresAt } = (await rowOf(session)) ?? expect.fail('the session has no row')
    expect(expiresAt.getTime()).toBe(createdAt.getTime() + 180 * DAY_MS)
  })

  it('ends when its account goes', async () => {
    const id = newId('account', clock.now())
    const account = { id, email: 'bob@example.com', name: '', passwordHash: '', createdAt: clock.now() }
    await database.db.account.create({ data: account })
    const session = await startSession(id, visitor, deps())
    await database.db.account.delete({ where: { id } })
    expect((await whoIs(session)).actor).toEqual({ kind: 'anonymous' })
  })
})

describe('signing out', () => {
  it('ends this session at once and clears its cookie; other browsers stay signed in', async () => {
    const [session, other] = [await start(), await start()]
    const { actor } = await whoIs(session)
    expect(await signOut(actor, deps())).toMatch(/^__Host-session=; .*Max-Age=0/)
    expect((await whoIs(session)).actor).toEqual({ kind: 'anonymous' })
    expect((await whoIs(other)).actor).toMatchObject({ kind: 'account', accountId })
  })

  it('without a session clears the cookie all the same', async () => {
    expect(await signOut({ kind: 'anonymous' }, deps())).toMatch(/Max-Age=0/)
  })
})

describe('a cookie that is no session', () => {
  it.each([
    undefined,
    '',
    'theme=dark',
    '__Host-session=',
    '__Host-session=unknown',
    `__Host-session=${'x'.repeat(500)}`,
    '__Host-session',
    'x__Host-session=unknown',
    "__Host-session=' OR 1=1 --",
    '__Host-session=%00%ff',
    ';;;=;=',
  ])('is nobody: %j', async (header) => {
    expect((await authenticate(header, deps())).actor).toEqual({ kind: 'anonymous' })
  })
})
