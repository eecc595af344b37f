import { Readable } from 'node:stream'
import type { DescribedContent } from '@studio/core/analyses'
import { newId } from '@studio/core/kernel'
import type { Effect } from '@studio/emulators/gemini'
import { type AccountActor, systemActor, type TokenActor } from '@studio/services/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteAsset, receiveUpload } from '../assets/index.ts'
import {
  ANALYSIS_GIVEN_UP_MS,
  ANALYSIS_STALLED_MS,
  analyseAsset,
  editAnalysis,
  readAnalysis,
  repeatAnalysis,
  resetAnalysis,
  resumeAnalyses,
} from './index.ts'

let studio: TestStudio
let merchant: AccountActor
let photo: Buffer

beforeAll(async () => {
  studio = await openTestStudio({ hasAnalyst: true })
  photo = await readPhoto()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount()
  studio.gemini.reset()
})

/** What the service is asked in words. */
const calls = () => studio.gemini.requests().filter(({ path }) => path.includes('gemini-3.8-flash'))
const breakAnalyst = (effect: Effect, times = 1) =>
  studio.gemini.addScenario({ match: { answers: 'words' }, times, effect })
const eventsOf = async (assetId: string) => {
  const events = await studio.deps.db.event.findMany({
    where: { subjectId: assetId, type: { startsWith: 'analysis.' } },
    orderBy: { id: 'asc' },
  })
  return events.map(({ type }) => type)
}
const rowOf = (assetId: string) => studio.deps.db.analysis.findUnique({ where: { assetId } })
async function analysed(bytes = photo, actor: AccountActor = merchant) {
  const asset = await studio.upload(actor, bytes)
  await studio.jobs.runAll()
  return readAnalysis(actor, asset, studio.deps)
}
const described: DescribedContent = {
  product: 'Trail shoe',
  category: 'sport',
  materials: ['mesh'],
  colours: [{ name: 'coral', hex: '#ff7f50' }],
  suggestedShotIds: ['white-hero'],
  altText: 'A trail shoe.',
}
const description = () => structuredClone(described)

describe('an upload', () => {
  it('is looked at once by itself: what is on it, and how well it serves', async () => {
    const analysis = await analysed()
    expect(analysis).toMatchObject({
      status: 'ready',
      content: { product: 'Running shoe', category: 'shoes', photo: { productCount: 1 } },
      isEdited: false,
      failure: null,
      cutOut: null,
      provider: 'Gemini',
      modelId: 'gemini-3.8-flash',
      modelVersion: 'gemini-3.8-flash',
    })
    expect(analysis.content?.suggestedShotIds.length).toBeGreaterThan(0)
    expect(await eventsOf(analysis.assetId)).toEqual(['analysis.ready'])

    await studio.upload(merchant, photo)
    await studio.jobs.runAll()
    expect(calls()).toHaveLength(1)
  })

  it('costs the person nothing, and what it costs us is written down', async () => {
    const { assetId } = await analysed()
    expect((await rowOf(assetId))?.costMicroUsd).toBeGreaterThan(500)
    const { accountId } = merchant
    expect(await studio.deps.db.ledgerEntry.count({ where: { accountId } })).toBe(0)
  })

  it('is sent as a copy without camera data, and with no word about whose it is', async () => {
    const taken = await sharp(photo)
      .withExif({ IFD0: { Copyright: 'canary-camera' } })
      .jpeg()
      .toBuffer()
    const asset = await studio.upload(merchant, taken, 'canary-file.jpg')
    await studio.jobs.runAll()
    const sent = JSON.stringify(calls())
    for (const secret of [merchant.accountId, asset.id, 'canary-file', 'canary-camera', '@example.com'])
      expect(sent).not.toContain(secret)
  })

  it('of a test token is not: nothing is sent, and asking is refused', async () => {
    const token: TokenActor = {
      kind: 'token',
      accountId: merchant.accountId,
      tokenId: newId('token', studio.clock.now()),
      tokenKind: 'test',
      scopes: ['assets:read', 'assets:write'],
    }
    const { asset } = await receiveUpload(
      token,
      { body: Readable.from([photo]), fileName: 'photo.jpg' },
      studio.deps,
    )
    await studio.jobs.runAll()
    expect(calls()).toHaveLength(0)
    expect(await readAnalysis(token, asset, studio.deps)).toMatchObject({
      status: 'unasked',
      content: null,
    })
    await expect(repeatAnalysis(token, asset, studio.deps)).rejects.toMatchObject({
      code: 'option_not_supported',
    })
    expect(await repeatAnalysis(merchant, asset, studio.deps)).toMatchObject({ status: 'pending' })
    await studio.jobs.runAll()
    expect(calls()).toHaveLength(1)
  })
})

describe('a look that fails', () => {
  it.each<[string, Effect, number, number]>([
    ['an answer in no form', { kind: 'invalid_json' }, 1, 2],
    ['an answer that is cut off', { kind: 'cut_json' }, 1, 2],
    ['a service that is overloaded', { kind: 'status', status: 503 }, 3, 4],
    ['a quota for this minute', { kind: 'rate_limited' }, 1, 2],
    ['a broken line', { kind: 'reset' }, 2, 3],
  ])('is taken again after %s, and then succeeds', async (_, effect, times, asked) => {
    breakAnalyst(effect, times)
    expect(await analysed()).toMatchObject({ status: 'ready', failure: null })
    expect(calls()).toHaveLength(asked)
  })

  it.each<[string, Effect, number, string, RegExp]>([
    ['no usable answer at all', { kind: 'invalid_json' }, 2, 'bad_answer', /no description that can be used/],
    ['answers that are always cut off', { kind: 'cut_json' }, 2, 'bad_answer', /describe the photo yourself/],
    [
      'a photo that is declined',
      { kind: 'blocked_prompt' },
      1,
      'blocked_prompt',
      /declined to look at this photo/,
    ],
    [
      'a description that is declined',
      { kind: 'blocked_output' },
      2,
      'blocked_output',
      /declined to describe/,
    ],
    ['a quota that is used up', { kind: 'per_day_quota' }, 1, 'quota_exhausted', /used up for now/],
    ['a service that stays overloaded', { kind: 'status', status: 503 }, 5, 'overloaded', /overloaded/],
  ])('ends in words after %s', async (_, effect, asked, code, words) => {
    breakAnalyst(effect, 99)
    const analysis = await analysed()
    expect(analysis).toMatchObject({
      status: 'failed',
      content: null,
      failure: { code, message: expect.stringMatching(words) },
    })
    expect(calls()).toHaveLength(asked)
    expect(await eventsOf(analysis.assetId)).toContain('analysis.failed')
  })

  it('costs us what its answers used up, and that is added up', async () => {
    breakAnalyst({ kind: 'invalid_json' }, 99)
    const { assetId } = await analysed()
    expect((await rowOf(assetId))?.costMicroUsd).toBeGreaterThan(1000)
  })
})

describe('a job that comes twice', () => {
  it('asks nobody once there is an answer', async () => {
    const { assetId } = await analysed()
    const signal = new AbortController().signal
    await analyseAsset(systemActor, { assetId, attempt: 1, signal }, studio.deps)
    expect(calls()).toHaveLength(1)
  })

  it('writes one answer, whichever comes first', async () => {
    const asset = await studio.upload(merchant, photo)
    const [prepare] = await studio.jobs.waiting()
    expect(prepare?.name).toBe('asset.prepare')
    await studio.jobs.runAll()
    await studio.deps.db.analysis.update({ where: { assetId: asset.id }, data: { status: 'pending' } })
    const signal = new AbortController().signal
    await Promise.all(
      [1, 2].map(() => analyseAsset(systemActor, { assetId: asset.id, attempt: 1, signal }, studio.deps)),
    )
    expect((await eventsOf(asset.id)).filter((type) => type === 'analysis.ready')).toHaveLength(2)
  })
})

describe('a person', () => {
  it('puts their own description in the place of what was found, and takes it back', async () => {
    const found = await analysed()
    const edited = await editAnalysis(merchant, { ...description(), id: found.assetId }, studio.deps)
    expect(edited).toMatchObject({ isEdited: true, content: { ...described, photo: found.content?.photo } })
    expect(await readAnalysis(merchant, { id: found.assetId }, studio.deps)).toEqual(edited)
    expect(await resetAnalysis(merchant, { id: found.assetId }, studio.deps)).toEqual(found)
    expect((await eventsOf(found.assetId)).slice(-2)).toEqual(['analysis.edited', 'analysis.edited'])
  })

  it('describes a photo also where the service could not', async () => {
    breakAnalyst({ kind: 'blocked_prompt' })
    const { assetId } = await analysed()
    expect(await editAnalysis(merchant, { ...description(), id: assetId }, studio.deps)).toMatchObject({
      status: 'failed',
      content: { product: 'Trail shoe', photo: null },
    })
  })

  it('has it looked at again without losing what they wrote', async () => {
    const { assetId } = await analysed()
    await editAnalysis(merchant, { ...description(), id: assetId }, studio.deps)
    expect(await repeatAnalysis(merchant, { id: assetId }, studio.deps)).toMatchObject({ status: 'pending' })
    await studio.jobs.runAll()
    expect(await readAnalysis(merchant, { id: assetId }, studio.deps)).toMatchObject({
      status: 'ready',
      isEdited: true,
      content: { product: 'Trail shoe' },
    })
    expect(calls()).toHaveLength(2)
  })

  it('cannot have it looked at without end', async () => {
    const { assetId } = await analysed()
    const again = () => repeatAnalysis(merchant, { id: assetId }, studio.deps)
    for (let count = 0; count < 60; count++) await again()
    await expect(again()).rejects.toMatchObject({ code: 'rate_limited' })
    await studio.jobs.runAll()
    expect(calls()).toHaveLength(2)
  })

  it('cannot suggest a shot that there is none of, and sees nothing of anybody else’s', async () => {
    const { assetId } = await analysed()
    const wrong = { ...description(), id: assetId, suggestedShotIds: ['no-such-shot'] }
    await expect(editAnalysis(merchant, wrong, studio.deps)).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const stranger = await studio.makeAccount()
    for (const use of [readAnalysis, resetAnalysis, repeatAnalysis])
      await expect(use(stranger, { id: assetId }, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an asset that is deleted', () => {
  /** All the database holds. */
  async function dump(): Promise<string> {
    const tables = await studio.deps.db.$queryRaw<{ name: string }[]>`
      SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
    const rows = await Promise.all(
      tables.map(({ name }) =>
        studio.deps.db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`),
      ),
    )
    return rows
      .flat()
      .map(({ row }) => row)
      .join('\n')
  }

  it('takes with it all that was found and written, at once', async () => {
    const found = await analysed(await readPhoto('ruslan-bardash-351288'))
    const altText = 'canary-words about a stool'
    await editAnalysis(merchant, { ...description(), altText, id: found.assetId }, studio.deps)
    const text = found.content?.altText ?? ''
    for (const words of [text, altText]) expect(await dump()).toContain(words)
    await deleteAsset(merchant, { id: found.assetId }, studio.deps)
    for (const words of [text, altText]) expect(await dump()).not.toContain(words)
    await studio.jobs.runAll()
    expect(await rowOf(found.assetId)).toBeNull()
  })

  it('while it is being looked at gets no words any more', async () => {
    const asset = await studio.upload(merchant, photo)
    await studio.jobs.runDue()
    await repeatAnalysis(merchant, asset, studio.deps)
    await deleteAsset(merchant, asset, studio.deps)
    await studio.jobs.runAll()
    expect(await rowOf(asset.id)).toBeNull()
  })
})

describe('a look whose job is gone', () => {
  /** As after an outage that outlasted every redelivery. */
  async function loseJob() {
    const asset = await studio.upload(merchant, photo)
    await studio.jobs.runDue()
    await repeatAnalysis(merchant, asset, studio.deps)
    await studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'failed' WHERE state = 'created'`
    studio.gemini.reset()
    return asset
  }

  it('is taken again after a quarter of an hour', async () => {
    const asset = await loseJob()
    studio.clock.advance(ANALYSIS_STALLED_MS - 60_000)
    await resumeAnalyses(studio.clock.now(), studio.deps)
    expect(await studio.jobs.waiting()).toEqual([])
    studio.clock.advance(60_000)
    for (let sweep = 0; sweep < 3; sweep++) await resumeAnalyses(studio.clock.now(), studio.deps)
    await studio.jobs.runAll()
    expect(calls()).toHaveLength(1)
    expect(await readAnalysis(merchant, asset, studio.deps)).toMatchObject({ status: 'ready' })
  })

  it('ends in words after a day, so that nothing is tried without end', async () => {
    const asset = await loseJob()
    studio.clock.advance(ANALYSIS_GIVEN_UP_MS)
    await resumeAnalyses(studio.clock.now(), studio.deps)
    expect(await studio.jobs.waiting()).toEqual([])
    expect(await readAnalysis(merchant, asset, studio.deps)).toMatchObject({
      status: 'failed',
      failure: { code: 'internal', message: 'Something went wrong on our side.' },
    })
  })
})

describe('an installation that has nobody to look', () => {
  it('refuses to be asked, and says why', async () => {
    const asset = await studio.upload(merchant, photo)
    await studio.jobs.runAll()
    await expect(
      repeatAnalysis(merchant, asset, { ...studio.deps, offersAnalysis: false }),
    ).rejects.toMatchObject({ code: 'option_not_supported', message: expect.stringMatching(/set up here/) })
  })
})
