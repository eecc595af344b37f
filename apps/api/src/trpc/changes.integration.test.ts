import type { ChangeView } from '@studio/core/events'
import { recordEvent } from '@studio/db'
import { readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'
import { MAX_WATCHES_PER_ACCOUNT } from '../http/change-hub.ts'

let api: TestApi

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Watches as the web app does, through its own link. */
function watch(visitor: Visitor) {
  const heard: ChangeView[] = []
  const refused = Promise.withResolvers<string | undefined>()
  const subscription = visitor.trpc.changes.watch.subscribe(undefined, {
    onData: ({ data }) => void heard.push(data),
    onError: ({ data }) => refused.resolve(data?.code),
  })
  const hear = (type: ChangeView['type'], times = 1) =>
    until(
      `${type} is heard ${times} times`,
      () => heard.filter((change) => change.type === type).length >= times,
    )
  return { heard, hear, refused: refused.promise, stop: () => subscription.unsubscribe() }
}
const upload = async (visitor: Visitor) => {
  const response = await visitor.postForm([['file', await readPhoto(), 'mug.jpg']])
  expect(response.status).toBe(201)
}

describe('the live channel', () => {
  it('begins with resync, then tells of every change of the account and of nobody else’s', async () => {
    const [mia, noah] = [await api.merchant(), await api.merchant()]
    const [mias, noahs] = [watch(mia), watch(noah)]
    await Promise.all([mias.hear('resync'), noahs.hear('resync')])
    await upload(mia)
    await api.studio.jobs.runDue()
    await mias.hear('asset.prepared')
    await upload(noah)
    await noahs.hear('asset.uploaded')
    const { items } = await mia.trpc.assets.list.query({})
    expect(mias.heard).toEqual([
      { type: 'resync', subjectId: null },
      { type: 'asset.uploaded', subjectId: items[0]?.id },
      { type: 'asset.prepared', subjectId: items[0]?.id },
    ])
    expect(noahs.heard.map(({ subjectId }) => subjectId)).not.toContain(items[0]?.id)
    mias.stop()
    noahs.stop()
  })

  it('survives a broken connection: it comes back by itself, and begins with resync again', async () => {
    const merchant = await api.merchant()
    const { heard, hear, stop } = watch(merchant)
    await hear('resync')
    api.server.closeAllConnections()
    await hear('resync', 2)
    await upload(merchant)
    await hear('asset.uploaded')
    expect(heard.map(({ type }) => type)).toEqual(['resync', 'resync', 'asset.uploaded'])
    stop()
  })

  it('says resync when the database connection it listens on was lost', async () => {
    const merchant = await api.merchant()
    const { hear, stop } = watch(merchant)
    await hear('resync')
    await api.studio.deps.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'studio events'`
    await hear('resync', 2)
    await upload(merchant)
    await hear('asset.uploaded')
    stop()
  })

  it('comes back by itself when the server ends it, as a server does that makes way for the next', async () => {
    const merchant = await api.merchant()
    const { hear, stop } = watch(merchant)
    await hear('resync')
    const [session] = await merchant.trpc.sessions.list.query()
    const { id: accountId } = await merchant.trpc.account.get.query()
    const ended = { accountId, type: 'session.ended' as const, subjectId: session?.id ?? '' }
    await recordEvent(api.studio.deps.db, { ...ended, now: api.studio.clock.now() })
    await hear('resync', 2)
    stop()
  })

  it('is over at sign-out, for every page of that session, which hears why; other sessions go on', async () => {
    const [merchant, otherPage, otherBrowser] = [await api.merchant(), api.visitor(), api.visitor()]
    otherPage.cookie = merchant.cookie
    const { email } = await merchant.trpc.account.get.query()
    await otherBrowser.trpc.auth.signIn.mutate({ email, password: 'correct horse battery' })
    const [page, other] = [watch(otherPage), watch(otherBrowser)]
    await Promise.all([page.hear('resync'), other.hear('resync')])
    await merchant.trpc.auth.signOut.mutate()
    expect(await page.refused).toBe('not_signed_in')
    await upload(otherBrowser)
    await other.hear('asset.uploaded')
    // That the sessions here began is told up to 50 ms later, so a page that has just opened may hear it too.
    const heard = page.heard.filter(({ type }) => type !== 'session.started')
    expect(heard).toEqual([{ type: 'resync', subjectId: null }])
    other.stop()
  })

  it('can be opened again and again, and is refused only when too many are open at once', async () => {
    const merchant = await api.merchant()
    for (let time = 0; time <= MAX_WATCHES_PER_ACCOUNT; time++) {
      const { hear, stop } = watch(merchant)
      await hear('resync')
      stop()
    }
    const open = Array.from({ length: MAX_WATCHES_PER_ACCOUNT + 1 }, () => watch(merchant))
    expect(await Promise.race(open.map(({ refused }) => refused))).toBe('rate_limited')
    for (const { stop } of open) stop()
  })
})
