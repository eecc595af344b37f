import { listenToEvents, recordEvent } from '@studio/db'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChangeHub, MAX_WATCHES_PER_ACCOUNT, openChangeHub } from './change-hub.ts'

let studio: TestStudio
let hub: ChangeHub

beforeAll(async () => {
  studio = await openTestStudio()
  hub = await openChangeHub(
    (sink) => listenToEvents(studio.databaseUrl, sink),
    () => {},
  )
})
afterAll(async () => {
  await hub.close()
  await studio.close()
})

const record = (accountId: string, subjectId: string) =>
  recordEvent(studio.deps.db, { accountId, type: 'asset.uploaded', subjectId, now: studio.clock.now() })
const next = async (changes: AsyncIterable<unknown>) => (await changes[Symbol.asyncIterator]().next()).value

describe('a watch', () => {
  it('hears what happened between its beginning and the first look', async () => {
    const account = await studio.makeAccount()
    const changes = hub.watch(account, new AbortController().signal)
    const witness = hub.watch(account, new AbortController().signal)
    await record(account.accountId, 'first')
    // Once another watch has heard it, it has passed this one by as well.
    expect(await next(witness)).toMatchObject({ subjectId: 'first' })
    expect(await next(changes)).toMatchObject({ type: 'asset.uploaded', subjectId: 'first' })
  })

  it('hears nothing of another account', async () => {
    const [own, foreign] = [await studio.makeAccount(), await studio.makeAccount()]
    const changes = hub.watch(own, new AbortController().signal)
    await record(foreign.accountId, 'theirs')
    await record(own.accountId, 'ours')
    expect(await next(changes)).toMatchObject({ subjectId: 'ours' })
  })

  it('is told when some may have been missed, and hears all that comes after', async () => {
    const account = await studio.makeAccount()
    const changes = hub.watch(account, new AbortController().signal)[Symbol.asyncIterator]()
    await studio.deps.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'studio events'`
    expect((await changes.next()).value).toBeNull()
    await record(account.accountId, 'after')
    expect((await changes.next()).value).toMatchObject({ subjectId: 'after' })
  })

  it('ends with its session, and no other watch of the account does', async () => {
    const account = await studio.makeAccount()
    const never = new AbortController().signal
    const ended = hub.watch({ ...account, sessionId: 'left' }, never)
    const staying = hub.watch({ ...account, sessionId: 'stayed' }, never)
    const { db } = studio.deps
    const ended_at = studio.clock.now()
    await recordEvent(db, {
      accountId: account.accountId,
      type: 'session.ended',
      subjectId: 'left',
      now: ended_at,
    })
    expect(await next(ended)).toBeUndefined()
    expect(await next(staying)).toMatchObject({ type: 'session.ended' })
  })

  it('more than an account may hold is refused, until one of them ends', async () => {
    const account = await studio.makeAccount()
    const first = new AbortController()
    hub.watch(account, first.signal)
    const never = new AbortController().signal
    for (let open = 1; open < MAX_WATCHES_PER_ACCOUNT; open++) hub.watch(account, never)
    expect(() => hub.watch(account, never)).toThrow(expect.objectContaining({ code: 'rate_limited' }))
    hub.watch(await studio.makeAccount(), never)
    first.abort()
    hub.watch(account, never)
  })

  it('ends with its signal, without an error', async () => {
    const leaving = new AbortController()
    const changes = hub.watch({ accountId: 'acc_1', sessionId: 'one' }, leaving.signal)
    const ended = next(changes)
    leaving.abort()
    expect(await ended).toBeUndefined()
    expect(await next(hub.watch({ accountId: 'acc_1', sessionId: 'one' }, leaving.signal))).toBeUndefined()
  })
})
