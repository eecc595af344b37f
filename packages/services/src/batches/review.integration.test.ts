import { batchRequest } from '@studio/core/batches'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkLedger } from '../credits/index.ts'
import type { AccountActor } from '../kernel/index.ts'
import { createEndpoint } from '../webhooks/index.ts'
import {
  listAccepted,
  listPositions,
  quoteRetry,
  readBatch,
  readItemsAt,
  retryItems,
  reviewItems,
  startBatch,
} from './index.ts'

const ITEMS = 4
let studio: TestStudio
let merchant: AccountActor
let id: string

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  merchant = await studio.makeAccount(400, 'studio')
  const { id: assetId } = await studio.upload(merchant, await readPhoto())
  await studio.jobs.runAll()
  const work = Array.from({ length: ITEMS }, (_, index) => ({ prompt: `on white, ${index}` }))
  const request = batchRequest.parse({ sources: { assetIds: [assetId] }, work })
  const batch = await startBatch(merchant, { ...request, maxCredits: 99 }, studio.deps)
  id = batch.id
  await studio.jobs.runAll()
})

const read = () => readBatch(merchant, { id }, studio.deps)
const decide = (
  positions: number[],
  decision: { review?: 'open' | 'accepted' | 'rejected'; rating?: number },
) => reviewItems(merchant, { id, positions, ...decision }, studio.deps)
const placesOf = async (filter: 'all' | 'review' | 'accepted' | 'rejected') =>
  (await listPositions(merchant, { id, filter }, studio.deps)).positions

describe('items named by their places', () => {
  it('are listed by what was decided, and read in their order', async () => {
    await decide([3, 1], { review: 'accepted' })
    expect(await placesOf('all')).toEqual([0, 1, 2, 3])
    expect(await placesOf('accepted')).toEqual([1, 3])
    expect(await placesOf('review')).toEqual([0, 2])
    const { items } = await readItemsAt(merchant, { id, positions: [3, 0, 77] }, studio.deps)
    expect(items.map(({ position, review }) => [position, review])).toEqual([
      [0, 'open'],
      [3, 'accepted'],
    ])
  })
})

describe('a decision', () => {
  it('says how each item was before, so that all of it can be taken back', async () => {
    await decide([0], { review: 'rejected', rating: 2 })
    const { changed, before } = await decide([0, 1, 2, 3], { review: 'accepted' })
    expect(changed).toBe(ITEMS)
    expect(before).toEqual([
      { review: 'rejected', rating: 2, positions: [0] },
      { review: 'open', rating: null, positions: [1, 2, 3] },
    ])
    for (const { positions, ...was } of before)
      await reviewItems(merchant, { id, positions, ...was }, studio.deps)
    expect((await read()).review).toEqual({ open: 3, accepted: 0, rejected: 1 })
  })
})

describe('items that were made and are not liked', () => {
  it('are made again at a price that was seen: what they cost before stays charged, and all of it adds up', async () => {
    const { credits } = await read()
    const each = credits.quoted / ITEMS
    await decide([0], { review: 'rejected' })
    await decide([1], { review: 'accepted' })
    const price = await quoteRetry(merchant, { id, positions: [0, 1] }, studio.deps)
    expect(price).toEqual({ items: 2, credits: 2 * each })
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' }, times: 1 })
    await retryItems(merchant, { id, positions: [0, 1], maxCredits: price.credits }, studio.deps)
    expect(await read()).toMatchObject({ status: 'running', review: { accepted: 0, rejected: 0 } })
    await studio.jobs.runAll()
    const done = await read()
    expect(done).toMatchObject({
      status: 'finished',
      items: { total: ITEMS, succeeded: 3, failed: 1, cancelled: 0 },
      credits: { quoted: 6 * each, charged: 5 * each, returned: each, held: 0 },
      review: { open: 3 },
    })
    // What was made before stays in the library, but is not handed on for the item any more.
    expect(await studio.deps.db.asset.count({ where: { ...merchantOnly(), kind: 'output' } })).toBe(5)
    expect((await listAccepted(merchant, { id }, studio.deps)).items).toEqual([])
    const holds = await studio.deps.db.hold.findMany({ where: merchantOnly() })
    expect(holds.map((hold) => hold.credits - hold.captured - hold.released)).toEqual([0, 0])
    expect(await checkLedger(studio.deps)).toEqual([])
  })

  it('are told of with all that the batch has cost', async () => {
    const endpoint = {
      url: 'https://shop.example/hooks',
      description: '',
      events: ['batch.finished' as const],
    }
    await createEndpoint(merchant, endpoint, studio.deps)
    const { credits } = await quoteRetry(merchant, { id, positions: [0] }, studio.deps)
    await retryItems(merchant, { id, positions: [0], maxCredits: credits }, studio.deps)
    await studio.jobs.runDue()
    const { charged } = (await read()).credits
    const told = await studio.deps.db.delivery.findMany({ where: merchantOnly() })
    expect(told.map(({ payload }) => payload)).toMatchObject([{ data: { creditsCharged: charged } }])
  })
})

const merchantOnly = () => ({ accountId: merchant.accountId })
