import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/index.ts'
import {
  authenticate,
  changeName,
  changePassword,
  endOtherSessions,
  endSession,
  forgetPassword,
  listSessions,
  listSignIns,
  proveItIsYou,
  readAccount,
  resetPassword,
  storedSessionId,
} from './index.ts'
import { anonymous, openPeople, PASSWORD, type People, visitor } from './testing/people.ts'

const NEW_PASSWORD = 'another horse battery'

let people: People
const deps = () => people.studio.deps
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })
const change = (actor: Parameters<typeof changePassword>[0], currentPassword = PASSWORD) =>
  changePassword(actor, { currentPassword, newPassword: NEW_PASSWORD }, deps())
const isSignedIn = async ({ sessionId }: { sessionId: string }) =>
  (await authenticate(`__Host-session=${sessionId}`, deps())).actor.kind === 'account'

beforeAll(async () => {
  people = await openPeople()
})
afterAll(() => people.studio.close())

describe('a new password', () => {
  it('needs the present one, and ends every session but the one that asked', async () => {
    const ada = await people.join()
    const other = await people.enter(ada.email)
    await expect(change(ada, 'wrong horse battery')).rejects.toThrow(refusal('wrong_credentials'))
    expect(await isSignedIn(other)).toBe(true)
    await change(ada)
    expect([await isSignedIn(ada), await isSignedIn(other)]).toEqual([true, false])
    await expect(people.enter(ada.email)).rejects.toThrow(refusal('wrong_credentials'))
    await people.enter(ada.email, NEW_PASSWORD)
  })

  it.each([
    ['one that strangers try first', () => 'qwertyuiop2026'],
    ['one of the product’s own words', () => 'Studio Pro 2026'],
    ['the account’s own e-mail', ({ email }: { email: string }) => email.toUpperCase()],
  ])('is refused when it is %s, and changes nothing', async (_what, choose) => {
    const ada = await people.join()
    const input = { currentPassword: PASSWORD, newPassword: choose(ada) }
    await expect(changePassword(ada, input, deps())).rejects.toThrow(refusal('invalid_input'))
    await people.enter(ada.email)
  })

  it('voids links that were sent for a forgotten one', async () => {
    const ada = await people.join()
    await forgetPassword(anonymous, { email: ada.email }, visitor, deps())
    const link = await people.linkTo(ada.email)
    await change(ada)
    const late = resetPassword(anonymous, { ...link, password: 'a third horse battery' }, deps())
    await expect(late).rejects.toThrow(refusal('link_expired'))
  })

  it('leaves no session that began with the old one at the same moment', async () => {
    const ada = await people.join()
    let current = PASSWORD
    for (const next of ['horse battery one', 'horse battery two', 'horse battery three']) {
      const tries = Array.from({ length: 4 }, () => people.enter(ada.email, current).catch(() => null))
      const changed = changePassword(ada, { currentPassword: current, newPassword: next }, deps())
      await Promise.all([...tries, changed])
      expect(await listSessions(ada, deps())).toHaveLength(1)
      current = next
      await deps().db.attemptCounter.deleteMany()
    }
  })

  it('is not overtaken by a sign-in that had already found the old one right', async () => {
    const ada = await people.join()
    const late = deps().db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM account WHERE id = ${ada.accountId} FOR UPDATE`
      const entering = people.enter(ada.email).then(
        () => 'entered',
        ({ code }) => code,
      )
      await until('the sign-in waits', async () => {
        const [row] = await deps().db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`
        return row?.waiting === 1
      })
      await tx.account.update({ where: { id: ada.accountId }, data: { passwordHash: 'another one' } })
      // Handed out in an array: the transaction must not wait for what waits for it.
      return [entering]
    })
    expect(await (await late)[0]).toBe('wrong_credentials')
    expect(await deps().db.session.count({ where: { accountId: ada.accountId } })).toBe(1)
  })

  it('cannot be guessed at an open browser: eight wrong ones count as at the door', async () => {
    const ada = await people.join()
    for (let guess = 1; guess <= 8; guess++) await expect(change(ada, 'wrong')).rejects.toThrow()
    await expect(change(ada)).rejects.toThrow(refusal('rate_limited'))
    await expect(people.enter(ada.email)).rejects.toThrow(refusal('rate_limited'))
  })

  it('is the first one for somebody who has none, in a session that began just now', async () => {
    const ada = await people.join()
    await deps().db.account.update({ where: { id: ada.accountId }, data: { passwordHash: null } })
    expect((await readAccount(ada, deps())).hasPassword).toBe(false)
    await expect(people.enter(ada.email, '')).rejects.toThrow(refusal('wrong_credentials'))
    const id = storedSessionId(ada.sessionId)
    const minutesAgo = (minutes: number) => new Date(deps().clock.now().getTime() - minutes * 60_000)
    await deps().db.session.update({ where: { id }, data: { createdAt: minutesAgo(16) } })
    await expect(proveItIsYou(ada, undefined, deps())).rejects.toThrow(refusal('sign_in_again'))
    await deps().db.session.update({ where: { id }, data: { createdAt: minutesAgo(14) } })
    await changePassword(ada, { newPassword: NEW_PASSWORD }, deps())
    await people.enter(ada.email, NEW_PASSWORD)
  })
})

describe('sessions', () => {
  it('are listed, the one that asks first, and never those of somebody else', async () => {
    const [ada, eve] = [await people.join(), await people.join()]
    const other = await people.enter(ada.email)
    const list = await listSessions(other, deps())
    expect(list.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [storedSessionId(other.sessionId), true],
      [storedSessionId(ada.sessionId), false],
    ])
    expect(JSON.stringify(list)).not.toContain(other.sessionId)
    expect(await listSessions(eve, deps())).toHaveLength(1)
  })

  it('are ended one by one or all but this one; what is not one’s own is not there', async () => {
    const [ada, eve] = [await people.join(), await people.join()]
    const [second, third] = [await people.enter(ada.email), await people.enter(ada.email)]
    const foreign = endSession(ada, { id: storedSessionId(eve.sessionId) }, deps())
    await expect(foreign).rejects.toThrow(refusal('not_found'))
    await endSession(ada, { id: storedSessionId(second.sessionId) }, deps())
    expect([await isSignedIn(second), await isSignedIn(third)]).toEqual([false, true])
    await endOtherSessions(ada, deps())
    expect([await isSignedIn(third), await isSignedIn(ada), await isSignedIn(eve)]).toEqual([
      false,
      true,
      true,
    ])
    const ended = { accountId: ada.accountId, type: 'session.ended' }
    expect(await deps().db.event.count({ where: ended })).toBe(2)
  })

  it('say when they were used, to within five minutes', async () => {
    const ada = await people.join()
    people.studio.clock.advance(4 * 60_000)
    const before = (await listSessions(ada, deps()))[0]?.lastUsedAt
    expect(await isSignedIn(ada)).toBe(true)
    expect((await listSessions(ada, deps()))[0]?.lastUsedAt).toBe(before)
    people.studio.clock.advance(2 * 60_000)
    await isSignedIn(ada)
    expect((await listSessions(ada, deps()))[0]?.lastUsedAt).not.toBe(before)
  })
})

describe('the sign-in history', () => {
  it('holds what succeeded and what did not, for three months, and nobody’s network address', async () => {
    const ada = await people.join()
    await expect(people.enter(ada.email, 'wrong horse battery')).rejects.toThrow()
    await people.enter(ada.email)
    const { items } = await listSignIns(ada, { limit: 10 }, deps())
    expect(items.map(({ method, isSucceeded }) => [method, isSucceeded])).toEqual([
      ['password', true],
      ['password', false],
      ['password', true],
    ])
    expect(JSON.stringify(await deps().db.signIn.findMany())).not.toContain(visitor.address)
    const later = {
      ...deps(),
      clock: { now: () => new Date(deps().clock.now().getTime() + 90 * 86_400_000) },
    }
    expect((await listSignIns(ada, { limit: 10 }, later)).items).toEqual([])
  })

  it('comes page by page, and only one’s own', async () => {
    const [ada, eve] = [await people.join(), await people.join()]
    await people.enter(ada.email)
    const first = await listSignIns(ada, { limit: 1 }, deps())
    const rest = await listSignIns(ada, { limit: 1, cursor: first.nextCursor ?? undefined }, deps())
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([1, 1, null])
    expect((await listSignIns(eve, { limit: 10 }, deps())).items).toHaveLength(1)
  })

  it('has nothing of an attempt at an e-mail that nobody has', async () => {
    const before = await deps().db.signIn.count()
    await expect(people.enter('nobody-at-all@example.com')).rejects.toThrow(refusal('wrong_credentials'))
    expect(await deps().db.signIn.count()).toBe(before)
  })
})

describe('a closed account', () => {
  it('cannot be signed in to, with the answer of an unknown one; its sessions open nothing', async () => {
    const ada = await people.join()
    await deps().db.account.update({ where: { id: ada.accountId }, data: { closedAt: new Date() } })
    await expect(people.enter(ada.email)).rejects.toThrow(refusal('wrong_credentials'))
    expect(await isSignedIn(ada)).toBe(false)
  })
})

it('a name is changed by its owner', async () => {
  const ada = await people.join()
  expect((await changeName(ada, { name: 'Ada' }, deps())).name).toBe('Ada')
})
