import type { AccountActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAsset } from '../assets/index.ts'
import { readBalance, readStatement } from '../credits/index.ts'
import { changeUsageSettings, deleteUsage, listUsage, readUsageSettings, recordFeature } from './index.ts'

let studio: TestStudio
let merchant: AccountActor

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(10)
})

const list = (filter: Partial<Parameters<typeof listUsage>[1]> = {}, actor = merchant) =>
  listUsage(actor, { limit: 50, ...filter }, studio.deps)
const words = async () => (await list()).items.map((event) => event.words)
const open = (feature: 'library' | 'credits') => recordFeature(merchant, { feature }, studio.deps)

describe('usage data', () => {
  it('says in words what happened, newest first, with the id of what it happened to', async () => {
    const { id } = await studio.upload(merchant, await readPhoto(), 'canary.jpg')
    await open('library')
    const { items } = await list()
    expect(items.map((event) => event.words).slice(0, 2)).toEqual([
      'You opened the library',
      'You uploaded a photo',
    ])
    expect(items[1]?.subjectId).toBe(id)
  })

  it('holds ids and numbers, and nothing of a file’s name', async () => {
    await studio.upload(merchant, await readPhoto(), 'canary-name.jpg')
    await studio.jobs.runDue()
    const events = await studio.deps.db.event.findMany({ where: { accountId: merchant.accountId } })
    expect(events.length).toBeGreaterThan(1)
    expect(JSON.stringify(events.map(({ id, ...event }) => event))).not.toContain('canary')
  })

  it('is listed page by page, every event once', async () => {
    for (let times = 0; times < 5; times++) await open('library')
    const all = (await list()).items.map(({ id }) => id)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await list({ limit: 2, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(all)
  })

  it('can be narrowed to a kind and to a time', async () => {
    await open('library')
    studio.clock.advance(60_000)
    const moment = studio.clock.now().toISOString()
    await open('credits')
    const features = await list({ kind: 'features' })
    expect(features.items.map(({ facts }) => facts.feature)).toEqual(['credits', 'library'])
    expect((await list({ kind: 'features', to: moment })).items.map(({ facts }) => facts.feature)).toEqual([
      'library',
    ])
    expect((await list({ kind: 'features', from: moment })).items).toHaveLength(1)
    expect((await list({ kind: 'exports' })).items).toEqual([])
  })

  it('is shown to its own account alone, and deleted by it alone', async () => {
    await open('library')
    const other = await studio.makeAccount()
    expect((await list({}, other)).items).toEqual([])
    await deleteUsage(other, {}, studio.deps)
    expect(await words()).toContain('You opened the library')
  })
})

describe('opened screens', () => {
  it('are written down until the person says no, and again after a yes', async () => {
    expect(await readUsageSettings(merchant, studio.deps)).toEqual({ isFeatureUseRecorded: true })
    await changeUsageSettings(merchant, { isFeatureUseRecorded: false }, studio.deps)
    await open('library')
    expect((await list({ kind: 'features' })).items).toEqual([])
    await changeUsageSettings(merchant, { isFeatureUseRecorded: true }, studio.deps)
    await open('library')
    expect((await list({ kind: 'features' })).items).toHaveLength(1)
  })

  it('cannot be written down without end', async () => {
    const failure = (async () => {
      for (let times = 0; times < 400; times++) await open('library')
    })()
    await expect(failure).rejects.toThrow(expect.objectContaining({ code: 'rate_limited' }))
  })
})

describe('deleting usage data', () => {
  it('before a moment leaves what came after', async () => {
    await open('library')
    studio.clock.advance(1000)
    const before = studio.clock.now().toISOString()
    await open('credits')
    const { deleted } = await deleteUsage(merchant, { before }, studio.deps)
    expect(deleted).toBeGreaterThan(0)
    expect(await words()).toEqual(['You opened the credits page'])
  })

  it('takes all of it for good, and nothing else rests on it: pictures, credits and statement stay', async () => {
    const { id } = await studio.upload(merchant, await readPhoto())
    await deleteUsage(merchant, {}, studio.deps)
    await studio.jobs.runDue()
    await deleteUsage(merchant, {}, studio.deps)
    expect(await studio.deps.db.event.count({ where: { accountId: merchant.accountId } })).toBe(0)
    expect((await readAsset(merchant, { id }, studio.deps)).status).toBe('ready')
    expect((await readBalance(merchant, studio.deps)).available).toBe(10)
    expect((await readStatement(merchant, studio.deps)).entries).toHaveLength(1)
  })
})
