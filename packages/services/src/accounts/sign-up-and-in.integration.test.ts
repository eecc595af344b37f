import { signInInput, signUpInput } from '@studio/core/accounts'
import { PLANS } from '@studio/core/plans'
import { type AttemptStore, type OpenQueue, openAttemptStore, openQueue } from '@studio/db'
import { createTestDatabase, type TestDatabase } from '@studio/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Deps, operatorActor } from '../kernel/index.ts'
import {
  createAccountAsOperator,
  readAccount,
  STARTING_CREDITS,
  signIn,
  signUp,
  startOperatorSession,
} from './index.ts'
import { countAttempt } from './limit-attempts.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00.000Z') }
const anonymous = { kind: 'anonymous' } as const
const publicUrl = 'https://studio.example'
const password = 'correct horse battery'

let database: TestDatabase
let attempts: AttemptStore
let queue: OpenQueue
let deps: Pick<Deps, 'db' | 'attempts' | 'queue' | 'clock' | 'publicUrl'>

beforeAll(async () => {
  database = await createTestDatabase()
  attempts = openAttemptStore(database.url)
  queue = await openQueue({ url: database.url, isWorker: false, onError: () => {} })
  deps = { db: database.db, attempts, queue, clock, publicUrl }
})
afterAll(async () => {
  await queue.stop(0)
  await attempts.close()
  await database.drop()
})
/** Every test begins with an installation that nobody has signed up to. */
beforeEach(async () => {
  await database.db.account.deleteMany()
  await database.db.attemptCounter.deleteMany()
})

type From = { address?: string; userAgent?: string }
const visitor = ({ address = '192.0.2.1', userAgent = 'a browser' }: From) => ({ address, userAgent })

/** As the doors do it: what was typed goes through the schema first. */
const signUpAs = (email: string, from: From = {}) =>
  signUp(anonymous, signUpInput.parse({ email, password }), visitor(from), deps)
const signInAs = (email: string, typed = password, from: From = {}) =>
  signIn(anonymous, signInInput.parse({ email, password: typed }), visitor(from), deps)
const FREE_CREDITS = PLANS.free.creditsPerMonth
const creditsOf = async ({ accountId }: { accountId: string }) => {
  const actor = { kind: 'account', accountId: accountId as `acc_${string}`, sessionId: '' } as const
  return (await readAccount(actor, deps)).credits.available
}
const refusal = (code: string) => expect.objectContaining({ name: 'DomainError', code })
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('expected a refusal'),
    ({ code, message, details }) => ({ code, message, details }),
  )

/** Holds back everybody who writes an account until all of them are about to. */
function atTheSameMoment<Result>(works: (() => Promise<Result>)[]): Promise<Result[]> {
  return database.db
    .$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE account IN SHARE MODE`
      const running = works.map((work) => work())
      for (let waiting = 0; waiting < works.length; ) {
        const [row] = await database.db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`
        waiting = row?.waiting ?? 0
      }
      return { running }
    })
    .then(({ running }) => Promise.all(running))
}

describe('signing up', () => {
  it('gives every account the free plan’s credits, and the first one its starting credits besides', async () => {
    expect(await creditsOf(await signUpAs('ada@example.com'))).toBe(FREE_CREDITS + STARTING_CREDITS)
    expect(await creditsOf(await signUpAs('bob@example.com'))).toBe(FREE_CREDITS)
  })

  it('gives the starting credits to one account only, also when several sign up at the same moment', async () => {
    const names = ['ada', 'bob', 'cy', 'di']
    const accounts = await atTheSameMoment(names.map((name) => () => signUpAs(`${name}@example.com`)))
    const credits = await Promise.all(accounts.map(creditsOf))
    const [first, ...later] = credits.map((each) => each - FREE_CREDITS).sort((a, b) => b - a)
    expect([first, later]).toEqual([STARTING_CREDITS, [0, 0, 0]])
  })

  it('shows the account as it was typed, but for the spelling of its e-mail', async () => {
    const input = signUpInput.parse({ email: ' Ada@Example.COM', password, name: ' Ada Lovelace ' })
    const { accountId, sessionId } = await signUp(anonymous, input, visitor({}), deps)
    expect(await readAccount({ kind: 'account', accountId, sessionId }, deps)).toEqual({
      id: accountId,
      email: 'ada@example.com',
      isEmailVerified: false,
      deletionDueAt: null,
      newEmail: null,
      hasPassword: true,
      name: 'Ada Lovelace',
      createdAt: '2026-11-22T12:00:00.000Z',
      credits: { available: FREE_CREDITS + STARTING_CREDITS, held: 0 },
    })
  })

  it('with an e-mail that has an account, however it is spelt, is refused and changes nothing', async () => {
    await signUpAs('ada@example.com')
    const again = signUp(
      anonymous,
      signUpInput.parse({ email: 'ADA@example.com', password: 'another password' }),
      visitor({}),
      deps,
    )
    await expect(again).rejects.toThrow(refusal('email_taken'))
    expect(await database.db.account.count()).toBe(1)
    await expect(signInAs('ada@example.com')).resolves.toBeDefined()
  })

  it('twice at the same moment makes one account, and tells the other that it exists', async () => {
    const results = await Promise.allSettled([signUpAs('ada@example.com'), signUpAs('Ada@Example.com')])
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(reasons).toEqual([refusal('email_taken')])
    expect(await database.db.account.count()).toBe(1)
  })

  it('with a password that strangers try first is refused, and makes no account', async () => {
    const input = signUpInput.parse({ email: 'guessed@example.com', password: 'dragon123456' })
    await expect(signUp(anonymous, input, visitor({}), deps)).rejects.toThrow(refusal('invalid_input'))
    expect(await deps.db.account.count({ where: { email: input.email } })).toBe(0)
  })

  it('keeps the password nowhere', async () => {
    await signUpAs('ada@example.com')
    const [accounts, sessions, events] = await Promise.all([
      database.db.account.findMany(),
      database.db.session.findMany(),
      database.db.event.findMany({ omit: { id: true } }),
    ])
    expect(JSON.stringify([accounts, sessions, events])).not.toContain(password)
  })

  it('from one address is limited', async () => {
    for (let attempt = 1; attempt <= 60; attempt++) await countAttempt('perAddress', '192.0.2.1', deps)
    await expect(signUpAs('ada@example.com')).rejects.toThrow(refusal('rate_limited'))
    await expect(signUpAs('ada@example.com', { address: '192.0.2.2' })).resolves.toBeDefined()
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await signUpAs('ada@example.com')
  })

  it('with the right password opens a session, however the e-mail is spelt', async () => {
    const { accountId } = await signInAs(' ADA@Example.com ')
    const account = await database.db.account.findUniqueOrThrow({ where: { email: 'ada@example.com' } })
    expect(accountId).toBe(account.id)
    expect(await database.db.session.count({ where: { accountId } })).toBe(2)
  })

  it('with a wrong password or an unknown e-mail gets the very same answer', async () => {
    const wrong = await refusalOf(signInAs('ada@example.com', 'wrong password'))
    const unknown = await refusalOf(signInAs('nobody@example.com'))
    expect(wrong).toEqual({
      code: 'wrong_credentials',
      message: 'This e-mail and password do not match.',
      details: {},
    })
    expect(unknown).toEqual(wrong)
  })

  it('with an empty password is refused', async () => {
    await expect(signInAs('ada@example.com', '')).rejects.toThrow(refusal('wrong_credentials'))
  })
})

describe('attempts to sign in', () => {
  const guess = (email: string, address: string) => signInAs(email, 'wrong password', { address })

  it.each([
    ['an account', 'ada@example.com'],
    ['an e-mail nobody has', 'nobody@example.com'],
  ])(
    'at %s end after eight wrong ones, from whatever address, even with the right password',
    async (_whose, email) => {
      await signUpAs('ada@example.com')
      for (let attempt = 1; attempt <= 8; attempt++)
        await expect(guess(email, `192.0.2.${attempt}`)).rejects.toThrow(refusal('wrong_credentials'))

      const { code, message, details } = await refusalOf(signInAs(email, password, { address: '192.0.2.99' }))
      expect({ code, message }).toEqual({
        code: 'rate_limited',
        message: 'Too many attempts. Try again in 15 minutes.',
      })
      expect(details.retryAfterSeconds).toBeGreaterThan(800)
      expect(details.retryAfterSeconds).toBeLessThanOrEqual(900)
    },
  )

  it('at one account do not lock out another', async () => {
    await signUpAs('ada@example.com')
    for (let attempt = 1; attempt <= 8; attempt++) await countAttempt('perEmail', 'bob@example.com', deps)
    await expect(signInAs('ada@example.com')).resolves.toBeDefined()
  })

  it('from one address end after sixty, whatever the e-mails; other addresses are let in', async () => {
    await signUpAs('ada@example.com', { address: '192.0.2.50' })
    for (let attempt = 1; attempt <= 60; attempt++) await countAttempt('perAddress', '192.0.2.1', deps)
    await expect(signInAs('ada@example.com')).rejects.toThrow(refusal('rate_limited'))
    await expect(signInAs('ada@example.com', password, { address: '192.0.2.2' })).resolves.toBeDefined()
  })

  it('are forgotten after a success', async () => {
    await signUpAs('ada@example.com')
    for (let attempt = 1; attempt <= 7; attempt++) await countAttempt('perEmail', 'ada@example.com', deps)
    await signInAs('ada@example.com')
    for (let attempt = 1; attempt <= 7; attempt++) await countAttempt('perEmail', 'ada@example.com', deps)
    await expect(signInAs('ada@example.com')).resolves.toBeDefined()
  })

  it('are forgotten when their time is over', async () => {
    await signUpAs('ada@example.com')
    for (let attempt = 1; attempt <= 8; attempt++) await countAttempt('perEmail', 'ada@example.com', deps)
    await expect(signInAs('ada@example.com')).rejects.toThrow(refusal('rate_limited'))
    await database.db.attemptCounter.updateMany({ data: { expire: Date.now() - 1 } })
    await expect(signInAs('ada@example.com')).resolves.toBeDefined()
  })

  it('are counted one by one, also when they come all at once', async () => {
    const tries = Array.from({ length: 20 }, () => countAttempt('perEmail', 'ada@example.com', deps))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
  })

  it('are counted without writing down e-mail or address', async () => {
    await refusalOf(signInAs('ada@example.com', 'wrong password'))
    const keys = (await database.db.attemptCounter.findMany()).map(({ key }) => key)
    expect(keys).toHaveLength(2)
    for (const key of keys) expect(key).toMatch(/^per(Email|Address):[0-9a-f]{64}$/)
  })
})

describe("the command line's own account", () => {
  it.each(['command-line@studio.invalid', 'Command-Line@Studio.INVALID', 'ada@shop.invalid'])(
    'cannot be taken or opened by anybody: %s is refused',
    async (email) => {
      const own = await startOperatorSession(operatorActor, undefined, deps)
      await expect(signUpAs(email)).rejects.toThrow(refusal('invalid_input'))
      await expect(signInAs(email)).rejects.toThrow(refusal('invalid_input'))
      const asOperator = () => createAccountAsOperator(operatorActor, { email, password, name: '' }, deps)
      expect(asOperator).toThrow(refusal('invalid_input'))
      expect(await database.db.account.count()).toBe(1)
      const again = await startOperatorSession(operatorActor, undefined, deps)
      expect(again.accountId).toBe(own.accountId)
    },
  )
})

describe('the operator', () => {
  const bob = { email: 'bob@example.com', password, name: 'Bob' }

  it('makes accounts, and works as one of them: the named one, or the oldest', async () => {
    const ada = await signUpAs('ada@example.com')
    const later = { ...deps, clock: { now: () => new Date('2026-11-23T12:00:00.000Z') } }
    const bobsId = await createAccountAsOperator(operatorActor, bob, later)
    expect((await startOperatorSession(operatorActor, 'bob@example.com', deps)).accountId).toBe(bobsId)
    expect((await startOperatorSession(operatorActor, undefined, deps)).accountId).toBe(ada.accountId)
  })

  it('is told when there is no such account', async () => {
    const work = startOperatorSession(operatorActor, 'nobody@example.com', deps)
    await expect(work).rejects.toThrow(refusal('not_found'))
  })

  it('is nobody else', async () => {
    const { accountId, sessionId } = await signUpAs('ada@example.com')
    for (const actor of [anonymous, { kind: 'account', accountId, sessionId } as const]) {
      expect(() => createAccountAsOperator(actor, bob, deps)).toThrow(refusal('not_found'))
      await expect(startOperatorSession(actor, 'ada@example.com', deps)).rejects.toThrow(refusal('not_found'))
    }
    expect(await database.db.account.count()).toBe(1)
  })
})

describe('an account', () => {
  it('is shown to nobody who has not signed in', async () => {
    await expect(readAccount(anonymous, deps)).rejects.toThrow(refusal('not_signed_in'))
  })

  it('that is gone cannot be shown', async () => {
    const actor = { kind: 'account', accountId: 'acc_01kaqx3v5zj8m4n7p2q9r6t0wy', sessionId: '' } as const
    await expect(readAccount(actor, deps)).rejects.toThrow(refusal('not_found'))
  })
})
