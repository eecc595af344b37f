import { listenToEvents, recordEvent } from '@studio/db'
import { openTestStudio, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChangeHub, openChangeHub } from './change-hub.ts'

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
    const { accountId } = await studio.makeAccount()
    const changes = hub.watch(accountId, new AbortController().signal)
    const witness = hub.watch(accountId, new AbortController().signal)
    await record(accountId, 'first')
    // Once another watch has heard it, it has passed this one by as well.
    expect(await next(witness)).toMatchObject({ subjectId: 'first' })
    expect(await next(changes)).toMatchObject({ type: 'asset.uploaded', subjectId: 'first' })
  })

  it('hears nothing of another account', async () => {
    const [own, foreign] = [await studio.makeAccount(), await studio.makeAccount()]
    const changes = hub.watch(own.accountId, new AbortController().signal)
    await record(foreign.accountId, 'theirs')
    await record(own.accountId, 'ours')
    expect(await next(changes)).toMatchObject({ subjectId: 'ours' })
  })

  it('is told when some may have been missed, and hears all that comes after', async () => {
    const { accountId } = await studio.makeAccount()
    const changes = hub.watch(accountId, new AbortController().signal)[Symbol.asyncIterator]()
    await studio.deps.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query = 'LISTEN studio_event'`
    expect((await changes.next()).value).toBeNull()
    await record(accountId, 'after')
    expect((await changes.next()).value).toMatchObject({ subjectId: 'after' })
  })

  it('ends with its signal, without an error', async () => {
    const leaving = new AbortController()
    const changes = hub.watch('acc_1', leaving.signal)
    const ended = next(changes)
    leaving.abort()
    expect(await ended).toBeUndefined()
    expect(await next(hub.watch('acc_1', leaving.signal))).toBeUndefined()
  })
})
