import type { ChangeView } from '@studio/core/events'
import { readPhoto, until } from '@studio/services/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, type Visitor } from '../../testing/api.ts'

let api: TestApi

beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Watches as the web app does, through its own link. */
function watch(visitor: Visitor) {
  const heard: ChangeView[] = []
  const subscription = visitor.trpc.changes.watch.subscribe(undefined, {
    onData: ({ data }) => void heard.push(data),
  })
  const hear = (type: ChangeView['type'], times = 1) =>
    until(
      `${type} is heard ${times} times`,
      () => heard.filter((change) => change.type === type).length >= times,
    )
  return { heard, hear, stop: () => subscription.unsubscribe() }
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
      WHERE datname = current_database() AND query = 'LISTEN studio_event'`
    await hear('resync', 2)
    await upload(merchant)
    await hear('asset.uploaded')
    stop()
  })
})
