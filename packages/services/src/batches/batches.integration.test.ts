import { buffer } from 'node:stream/consumers'
import { type BatchRequest, type BatchView, batchRequest } from '@studio/core/batches'
import { exportKey } from '@studio/core/exports'
import type { Id } from '@studio/core/kernel'
import { openTestStudio, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkLedger, expireCredits } from '../credits/index.ts'
import { createExport } from '../exports/index.ts'
import { unpack } from '../exports/testing/unpack.ts'
import { deleteGeneration, endStaleGenerations } from '../generations/index.ts'
import { type AccountActor, systemActor } from '../kernel/index.ts'
import { createEndpoint } from '../webhooks/index.ts'
import {
  beginItem,
  cancelBatch,
  deleteBatch,
  downloadAccepted,
  endStaleBatches,
  fitAccepted,
  listAccepted,
  listBatches,
  listItems,
  pauseBatch,
  quoteBatch,
  quoteRetry,
  readBatch,
  readRequest,
  resumeBatch,
  resumeItems,
  retryItems,
  reviewItems,
  saveDraft,
  startBatch,
} from './index.ts'

const DAY_MS = 86_400_000
let studio: TestStudio
let merchant: AccountActor
let assetId: string

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  studio.gemini.reset()
  merchant = await studio.makeAccount(400, 'studio')
  assetId = (await studio.upload(merchant, await readPhoto())).id
  await studio.jobs.runAll()
})

/** As many addresses of nowhere as wanted, and the one photo for the rest: what fails, and what succeeds. */
const requestOf = (photos: number, dead = 0, more: Partial<BatchRequest> = {}): BatchRequest =>
  batchRequest.parse({
    name: 'Autumn',
    sources: {
      assetIds: photos > 0 ? [assetId] : [],
      rows: Array.from({ length: dead }, (_, index) => ({
        url: `http://127.0.0.1:9/${index}.jpg`,
        sku: `D-${index}`,
      })),
    },
    work: Array.from({ length: Math.max(1, photos) }, (_, index) => ({
      prompt: `a mug on white, ${index}`,
      ...(dead > 0 && photos > 0 && index > 0 && { productTypes: [] }),
    })),
    ...more,
  })
const start = async (request: BatchRequest, actor = merchant) => {
  const { id, credits } = await quoteBatch(actor, request, studio.deps)
  return {
    credits,
    batch: await startBatch(actor, { ...request, quoteId: id as `quo_${string}` }, studio.deps),
  }
}
const read = ({ id }: { id: string }, actor = merchant) => readBatch(actor, { id }, studio.deps)
const items = async (batch: BatchView) =>
  (await listItems(merchant, { id: batch.id, limit: 200, filter: 'all' }, studio.deps)).items
const books = () => checkLedger(studio.deps)
const begunJobs = async () => (await studio.jobs.waiting()).filter(({ name }) => name === 'item.begin').length
/** Begins every item that may be begun, and leaves their pictures to be made. */
async function beginAll(): Promise<void> {
  for (const job of await studio.jobs.waiting()) {
    if (job.name !== 'item.begin') continue
    await studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'completed' WHERE id = ${job.id}::uuid`
    const payload = job.payload as { itemId: `bit_${string}`; round: number }
    await beginItem(systemActor, { ...payload, signal: new AbortController().signal }, studio.deps)
  }
}

describe('a batch', () => {
  it('names a photo by the SKU that is given for it, whatever its file is called', async () => {
    const id = assetId as Id<'asset'>
    const sources = { assetIds: [id], skus: { [id]: 'MUG-7' }, productIds: [], rows: [] }
    const { batch } = await start({ ...requestOf(1), sources })
    expect(await items(batch)).toMatchObject([{ sourceAssetId: assetId, sku: 'MUG-7' }])
    await studio.jobs.runAll()
  })

  it('makes every item, costs what was quoted, and adds up', async () => {
    const { batch, credits } = await start(requestOf(5))
    expect(batch).toMatchObject({
      status: 'running',
      items: { total: 5 },
      credits: { quoted: credits, held: credits },
    })
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      status: 'finished',
      items: { total: 5, succeeded: 5, failed: 0, cancelled: 0, pending: 0, started: 0 },
      credits: { quoted: credits, charged: credits, held: 0, returned: 0 },
      review: { open: 5 },
    })
    expect(await books()).toEqual([])
  })

  it('goes on past what cannot be fetched, says why, and gives those credits back', async () => {
    const { batch, credits } = await start(requestOf(1, 3))
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      status: 'finished',
      items: { succeeded: 1, failed: 3 },
      credits: { charged: credits / 4, returned: (credits * 3) / 4, held: 0 },
    })
    expect(done.failures).toEqual([
      expect.objectContaining({ count: 3, message: expect.stringMatching(/^[A-Z].+\.$/) }),
    ])
    expect(await books()).toEqual([])
  })

  it('fails the items whose pictures were blocked, in plain words, and charges the others', async () => {
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' }, times: 2 })
    const { batch, credits } = await start(requestOf(5))
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      items: { succeeded: 3, failed: 2 },
      credits: { charged: (credits / 5) * 3, held: 0 },
    })
    expect(await books()).toEqual([])
  })

  it('tells whoever listens that credits ran low, and what came of it', async () => {
    const owner = await studio.makeAccount(6, 'free')
    const endpoint = { url: 'https://shop.example/hooks', events: ['batch.finished', 'credits.low'] }
    await createEndpoint(owner, endpoint as Parameters<typeof createEndpoint>[1], studio.deps)
    const { batch } = await start(requestOf(0, 3), owner)
    await studio.jobs.runDue()
    const { accountId } = owner
    const told = await studio.deps.db.delivery.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
    const counts = { succeeded: 0, failed: 3, cancelled: 0, creditsCharged: 0 }
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { type: 'credits.low', data: { available: 0 } },
      { type: 'batch.finished', data: { batchId: batch.id, ...counts } },
    ])
  })

  it('has only a few more on their way than the plan makes at once', async () => {
    const free = await studio.makeAccount(100, 'free')
    const photo = await studio.upload(free, await readPhoto())
    const request = { ...requestOf(9), sources: { assetIds: [photo.id], skus: {}, productIds: [], rows: [] } }
    const { batch } = await start(request, free)
    expect((await read(batch, free)).items).toMatchObject({ started: 4, pending: 5 })
    await studio.jobs.runAll()
    expect((await read(batch, free)).items).toMatchObject({ succeeded: 9 })
  })

  it('is refused whole when the credits do not reach, or the plan allows fewer', async () => {
    const poor = await studio.makeAccount(3, 'free')
    const photo = await studio.upload(poor, await readPhoto())
    const of = (count: number) => ({
      ...requestOf(count),
      sources: { assetIds: [photo.id], skus: {}, productIds: [], rows: [] },
    })
    await expect(start(of(5), poor)).rejects.toMatchObject({ code: 'insufficient_credits' })
    await expect(start(of(11), poor)).rejects.toMatchObject({ code: 'plan_limit', details: { limit: 10 } })
    expect((await listBatches(poor, { limit: 5 }, studio.deps)).items).toEqual([])
    expect(await books()).toEqual([])
  })

  it('starts once for one idempotency key, also when eight ask at the same moment', async () => {
    const request = { ...requestOf(2), maxCredits: 99, idempotencyKey: 'autumn' }
    const started = await Promise.all(
      Array.from({ length: 8 }, () => startBatch(merchant, request, studio.deps)),
    )
    expect(new Set(started.map(({ id }) => id)).size).toBe(1)
    const other = { ...request, name: 'Winter' }
    await expect(startBatch(merchant, other, studio.deps)).rejects.toMatchObject({ code: 'key_reused' })
    expect(await books()).toEqual([])
  })

  it('does not start for another price than was agreed', async () => {
    const request = requestOf(3)
    const { id, credits } = await quoteBatch(merchant, request, studio.deps)
    const quoteId = id as `quo_${string}`
    const begin = (input: object) => startBatch(merchant, { ...request, ...input }, studio.deps)
    await expect(begin({})).rejects.toMatchObject({ code: 'price_not_agreed' })
    await expect(begin({ maxCredits: credits - 1 })).rejects.toMatchObject({ code: 'price_too_high' })
    await expect(begin({ quoteId, work: requestOf(4).work })).rejects.toMatchObject({
      code: 'quote_mismatch',
    })
    await begin({ quoteId })
    await expect(begin({ quoteId })).rejects.toMatchObject({ code: 'quote_used' })
    studio.clock.advance(31 * 60_000)
    await expect(begin({ quoteId })).rejects.toMatchObject({ code: 'quote_used' })
  })

  it('of somebody else is not there', async () => {
    const { batch } = await start(requestOf(1))
    const stranger = await studio.makeAccount(10)
    const { id } = batch
    for (const attempt of [
      () => readBatch(stranger, { id }, studio.deps),
      () => listItems(stranger, { id, limit: 5, filter: 'all' as const }, studio.deps),
      () => pauseBatch(stranger, { id }, studio.deps),
      () => cancelBatch(stranger, { id }, studio.deps),
      () => retryItems(stranger, { id, maxCredits: 9 }, studio.deps),
      () => reviewItems(stranger, { id, itemIds: [], review: 'accepted' }, studio.deps),
      () => deleteBatch(stranger, { id }, studio.deps),
      () => start(requestOf(1), stranger),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a batch under way', () => {
  it('begins nothing more while it is paused, finishes what has begun, and goes on', async () => {
    const free = await studio.makeAccount(100, 'free')
    const photo = await studio.upload(free, await readPhoto())
    const request = { ...requestOf(8), sources: { assetIds: [photo.id], skus: {}, productIds: [], rows: [] } }
    const { batch } = await start(request, free)
    await pauseBatch(free, batch, studio.deps)
    await studio.jobs.runAll()
    expect(await read(batch, free)).toMatchObject({ status: 'paused', items: { succeeded: 4, pending: 4 } })
    await resumeBatch(free, batch, studio.deps)
    await studio.jobs.runAll()
    expect(await read(batch, free)).toMatchObject({ status: 'finished', items: { succeeded: 8 } })
    expect(await books()).toEqual([])
  })

  it.each([
    ['before anything has begun', async () => {}],
    ['once generations wait in line', beginAll],
  ])('gives back all that no provider works on when it is cancelled %s', async (_when, prepare) => {
    const { batch, credits } = await start(requestOf(6))
    await prepare()
    const cancelled = await cancelBatch(merchant, batch, studio.deps)
    expect(cancelled).toMatchObject({
      status: 'finished',
      endReason: 'cancelled',
      items: { cancelled: 6 },
      credits: { held: 0, charged: 0, returned: credits },
    })
    await studio.jobs.runAll()
    expect(await read(batch)).toEqual(cancelled)
    await expect(cancelBatch(merchant, batch, studio.deps)).rejects.toMatchObject({ code: 'already_ended' })
    expect(await books()).toEqual([])
  })

  it('stops when more fail than it may, and gives the rest back', async () => {
    const free = await studio.makeAccount(400, 'agency')
    merchant = free
    const { batch } = await start(requestOf(0, 60, { stopLossPercent: 50 }))
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      status: 'finished',
      endReason: 'stop_loss',
      credits: { held: 0, charged: 0 },
    })
    expect(done.items.failed).toBeGreaterThanOrEqual(10)
    expect(done.items.cancelled).toBeGreaterThan(0)
    expect(done.items.failed + done.items.cancelled).toBe(60)
    expect(await books()).toEqual([])
  })

  it('stopped, it lets what is being made end, and begins none of what waits in the line', async () => {
    merchant = await studio.makeAccount(400, 'starter')
    assetId = (await studio.upload(merchant, await readPhoto())).id
    await studio.jobs.runAll()
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' }, times: 20 })
    const { batch } = await start(requestOf(20, 0, { stopLossPercent: 10 }))
    await studio.jobs.runAll()
    const done = await read(batch)
    expect(done).toMatchObject({
      status: 'finished',
      endReason: 'stop_loss',
      credits: { held: 0, charged: 0 },
    })
    // Ten are enough to tell, and a plan that makes four at once has four more on their way by then.
    expect(done.items.failed).toBeLessThanOrEqual(10 + 4)
    expect(done.items.failed + done.items.cancelled).toBe(20)
    expect(await books()).toEqual([])
  })

  it('survives a source that is deleted meanwhile: its items fail, free of charge', async () => {
    const { batch } = await start(requestOf(3))
    await studio.deps.db.asset.update({ where: { id: assetId }, data: { deletedAt: studio.clock.now() } })
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({
      status: 'finished',
      items: { failed: 3 },
      credits: { charged: 0, held: 0 },
    })
    expect(await books()).toEqual([])
  })

  it('survives a generation that is deleted, or that takes longer than it may', async () => {
    const { batch } = await start(requestOf(3))
    await beginAll()
    const [first] = await items(batch)
    await deleteGeneration(merchant, { id: first?.generationId as `gen_${string}` }, studio.deps)
    studio.clock.advance(DAY_MS)
    await endStaleGenerations(systemActor, studio.deps)
    await expireCredits(systemActor, studio.deps)
    expect(await read(batch)).toMatchObject({
      status: 'finished',
      items: { cancelled: 1, failed: 2 },
      credits: { held: 0 },
    })
    expect(await books()).toEqual([])
  })

  it('holds no credits for ever: a month after its start the rest of it is cancelled', async () => {
    const { batch } = await start(requestOf(3))
    await pauseBatch(merchant, batch, studio.deps)
    studio.clock.advance(30 * DAY_MS)
    await endStaleBatches(systemActor, studio.deps)
    await expireCredits(systemActor, studio.deps)
    expect(await read(batch)).toMatchObject({ status: 'finished', credits: { held: 0 } })
    expect(await books()).toEqual([])
  })

  it('goes on after an outage that outlasted every delivery of a job', async () => {
    const { batch } = await start(requestOf(2))
    await studio.deps.db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'item.begin'`
    const looks = [await begunJobs()]
    for (let sweep = 0; sweep < 2; sweep++) {
      await resumeItems(studio.deps)
      looks.push(await begunJobs())
    }
    expect(looks).toEqual([0, 2, 2])
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { succeeded: 2 } })
  })

  it('begins all whose photo is in the library by one job, and one of which it is gone fails alone', async () => {
    const second = await studio.upload(merchant, await readPhoto('charles-deluvio-695736'))
    await studio.jobs.runAll()
    const sources = { assetIds: [second.id, assetId] as `ast_${string}`[] }
    const { batch } = await start(requestOf(3, 0, { sources: { ...requestOf(1).sources, ...sources } }))
    expect(await begunJobs()).toBe(1)
    await studio.deps.db.asset.update({ where: { id: second.id }, data: { deletedAt: new Date() } })
    await beginAll()
    expect(await begunJobs()).toBe(0)
    const begun = { where: { accountId: merchant.accountId } }
    expect(await studio.deps.db.generation.count(begun)).toBe(3)
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { succeeded: 3, failed: 3 } })
    expect(await books()).toEqual([])
  })

  it('begins an item once, however often its job is delivered', async () => {
    const { batch } = await start(requestOf(1))
    const [item] = await items(batch)
    const begin = () =>
      beginItem(
        systemActor,
        { itemId: item?.id as `bit_${string}`, round: 0, signal: new AbortController().signal },
        studio.deps,
      )
    await Promise.all([begin(), begin(), begin()])
    await begin()
    expect(await studio.deps.db.generation.count({ where: { accountId: merchant.accountId } })).toBe(1)
  })
})

describe('what failed of a batch', () => {
  it('is made again at a price that was seen, and nothing else is', async () => {
    studio.gemini.addScenario({ effect: { kind: 'blocked_prompt' }, times: 2 })
    const { batch, credits } = await start(requestOf(4))
    await studio.jobs.runAll()
    const price = await quoteRetry(merchant, batch, studio.deps)
    expect(price).toEqual({ items: 2, credits: credits / 2 })
    const tooLittle = { ...batch, maxCredits: price.credits - 1 }
    await expect(retryItems(merchant, tooLittle, studio.deps)).rejects.toMatchObject({
      code: 'price_too_high',
    })
    await retryItems(merchant, { ...batch, maxCredits: price.credits }, studio.deps)
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({
      status: 'finished',
      items: { succeeded: 4, failed: 0 },
      credits: { quoted: credits * 1.5, charged: credits, returned: credits / 2, held: 0 },
    })
    const again = { ...batch, maxCredits: 99 }
    await expect(retryItems(merchant, again, studio.deps)).rejects.toMatchObject({ code: 'already_ended' })
    expect(await books()).toEqual([])
  })

  it('is put back once when two press the button at the same moment', async () => {
    const { batch } = await start(requestOf(1, 2))
    await studio.jobs.runAll()
    const retry = () => retryItems(merchant, { id: batch.id, maxCredits: 99 }, studio.deps)
    const results = await Promise.allSettled([retry(), retry()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { failed: 2, succeeded: 1 } })
    expect(await books()).toEqual([])
  })
})

describe('a retry', () => {
  it('of some items does not stand in the way of a retry of others at the same moment', async () => {
    const { batch } = await start(requestOf(1, 4))
    await studio.jobs.runAll()
    const failed = (await items(batch)).filter(({ status }) => status === 'failed').map(({ id }) => id)
    const halves = [failed.slice(0, 2), failed.slice(2)]
    const retry = (itemIds: string[]) =>
      retryItems(merchant, { id: batch.id, itemIds, maxCredits: 99 }, studio.deps)
    await Promise.all(halves.map(retry))
    await studio.jobs.runAll()
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { failed: 4, succeeded: 1 } })
    expect(await books()).toEqual([])
  })

  it('months later has as much time as the batch had', async () => {
    const { batch } = await start(requestOf(1, 1))
    await studio.jobs.runAll()
    studio.clock.advance(60 * DAY_MS)
    await retryItems(merchant, { id: batch.id, maxCredits: 99 }, studio.deps)
    await endStaleBatches(systemActor, studio.deps)
    expect(await read(batch)).toMatchObject({ status: 'running', items: { started: 1 } })
    studio.clock.advance(30 * DAY_MS)
    await endStaleBatches(systemActor, studio.deps)
    expect(await read(batch)).toMatchObject({ status: 'finished', items: { cancelled: 1 } })
    expect(await books()).toEqual([])
  })
})

describe('reviewing a batch', () => {
  it('keeps what was decided, and lists by it', async () => {
    const { batch } = await start(requestOf(4))
    await studio.jobs.runAll()
    const [first, second, third] = await items(batch)
    const decide = (ids: (string | undefined)[], decision: object) =>
      reviewItems(merchant, { id: batch.id, itemIds: ids as string[], ...decision }, studio.deps)
    await decide([first?.id, second?.id], { review: 'accepted' })
    await decide([third?.id], { review: 'rejected' })
    await decide([first?.id], { outputId: first?.outputs[0]?.id, rating: 5 })
    const list = async (filter: 'accepted' | 'rejected' | 'review') =>
      (await listItems(merchant, { id: batch.id, limit: 10, filter }, studio.deps)).items.map(({ id }) => id)
    expect(await list('accepted')).toEqual([first?.id, second?.id])
    expect(await list('rejected')).toEqual([third?.id])
    expect(await list('review')).toHaveLength(1)
    expect((await items(batch))[0]).toMatchObject({ rating: 5, outputId: first?.outputs[0]?.id })
    expect((await read(batch)).review).toEqual({ open: 1, accepted: 2, rejected: 1 })
    const foreign = { outputId: second?.outputs[0]?.id }
    await expect(decide([first?.id], foreign)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('hands what was accepted on: the chosen pictures, named by SKU and shot', async () => {
    const { batch } = await start(requestOf(2))
    await studio.jobs.runAll()
    await expect(downloadAccepted(merchant, batch, studio.deps)).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const [first] = await items(batch)
    await studio.deps.db.batchItem.update({ where: { id: first?.id as string }, data: { sku: 'MUG/7' } })
    await reviewItems(
      merchant,
      { id: batch.id, itemIds: [first?.id as string], review: 'accepted' },
      studio.deps,
    )
    const { items: accepted } = await listAccepted(merchant, batch, studio.deps)
    const assetId = first?.outputs[0]?.asset?.id
    expect(accepted).toEqual([
      { itemId: first?.id, assetId, fileName: 'MUG/7_own-words', productId: null, storeId: null },
    ])
    const { archive } = await downloadAccepted(merchant, batch, studio.deps)
    const [name = ''] = (await unpack(await buffer(archive))).keys()
    expect(name).toMatch(/^MUG_7_own-words\.(png|jpg)$/)
    const { id } = await createExport(merchant, { assetIds: [assetId as Id<'asset'>] }, studio.deps)
    await studio.jobs.runAll()
    const stored = await studio.deps.store.get(
      exportKey(await studio.deps.db.export.findUniqueOrThrow({ where: { id } })),
    )
    const exported = [...(await unpack(await buffer(stored.body))).keys()]
    expect(exported.find((file) => file.endsWith(name))).toMatch(/^outputs\//)
    const stranger = await studio.makeAccount(1)
    await expect(downloadAccepted(stranger, batch, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('makes what was accepted fit for a channel, says so before, and names it by SKU and channel', async () => {
    const { batch } = await start(requestOf(1))
    await studio.jobs.runAll()
    const [item] = await items(batch)
    await studio.deps.db.batchItem.update({ where: { id: item?.id as string }, data: { sku: 'MUG-7' } })
    await reviewItems(merchant, { id: batch.id, positions: [0], review: 'accepted' }, studio.deps)
    const asset = { where: { id: item?.outputs[0]?.asset?.id as string } }
    const { widthPx, heightPx } = await studio.deps.db.asset.findUniqueOrThrow(asset)
    // As an import of somebody’s WebP would be, which Amazon does not take.
    await studio.deps.db.asset.update({ ...asset, data: { mime: 'image/webp' } })
    const wish = { id: batch.id, channel: 'amazon' as const }
    expect(await fitAccepted(merchant, wish, studio.deps)).toEqual({
      ...{ pictures: 1, changed: 1 },
      concerns: [{ code: 'below_advised', pictures: 1 }],
    })
    const { archive, fileName } = await downloadAccepted(merchant, wish, studio.deps)
    expect(fileName).toMatch(/^studio-pro-amazon-/)
    const files = await unpack(await buffer(archive))
    expect([...files.keys()]).toEqual(['MUG-7_own-words_amazon.jpg'])
    const { format, width, height, xmp } = await sharp(files.get('MUG-7_own-words_amazon.jpg')).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: widthPx, height: heightPx })
    expect(xmp?.toString()).toContain('digitalsourcetype/trainedAlgorithmicMedia')
    const stranger = await studio.makeAccount(1)
    await expect(fitAccepted(stranger, wish, studio.deps)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('pages through items in their order', async () => {
    const { batch } = await start(requestOf(5))
    const page = (cursor?: string | null) =>
      listItems(merchant, { id: batch.id, limit: 2, cursor: cursor ?? undefined, filter: 'all' }, studio.deps)
    const one = await page()
    const two = await page(one.nextCursor)
    const three = await page(two.nextCursor)
    const positions = [one, two, three].flatMap(({ items }) => items.map(({ position }) => position))
    expect(positions).toEqual([0, 1, 2, 3, 4])
    expect(three.nextCursor).toBeNull()
  })
})

describe('a draft', () => {
  it('is kept as it is, becomes the batch, and its settings begin another one', async () => {
    const draft = await saveDraft(merchant, { name: 'Soon', request: { step: 2 } }, studio.deps)
    expect(draft).toMatchObject({ status: 'draft', items: { total: 0 } })
    await saveDraft(merchant, { id: draft.id, name: 'Soon', request: { step: 3 } }, studio.deps)
    expect(await readRequest(merchant, draft, studio.deps)).toEqual({ name: 'Soon', request: { step: 3 } })
    const request = requestOf(1)
    const batch = await startBatch(merchant, { ...request, maxCredits: 99, draftId: draft.id }, studio.deps)
    expect(batch.id).toBe(draft.id)
    expect((await readRequest(merchant, batch, studio.deps)).request).toEqual(request)
    await expect(deleteBatch(merchant, batch, studio.deps)).rejects.toMatchObject({ code: 'already_ended' })
    await studio.jobs.runAll()
    await deleteBatch(merchant, batch, studio.deps)
    await expect(read(batch)).rejects.toMatchObject({ code: 'not_found' })
    expect(
      await studio.deps.db.asset.count({ where: { accountId: merchant.accountId, kind: 'output' } }),
    ).toBe(1)
    expect(await books()).toEqual([])
  })
})
