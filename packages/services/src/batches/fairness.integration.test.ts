import { batchRequest } from '@studio/core/batches'
import { workSchema } from '@studio/core/quotes'
import { type JobHandlers, openQueue } from '@studio/db'
import { fillLibrary, openTestStudio, type TestStudio, until } from '@studio/services/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancelGeneration, startGeneration } from '../generations/index.ts'
import { type AccountActor, systemActor } from '../kernel/index.ts'
import { beginItem, startBatch } from './index.ts'

/** A batch of hundreds: so many photos, each in so many ways. */
const PHOTOS = 10
const SHOTS = 20
/** How many outputs the plan `studio` makes at once. */
const PLACES = 8

let studio: TestStudio

beforeAll(async () => {
  studio = await openTestStudio()
})
afterAll(() => studio.close())

/** Somebody with a large batch, of which as much has begun as may. */
async function startLargeBatch(): Promise<AccountActor> {
  const merchant = await studio.makeAccount(1000, 'studio')
  const assetIds = await fillLibrary(merchant, PHOTOS, studio.deps)
  const work = Array.from({ length: SHOTS }, (_, index) => ({ prompt: `on white, ${index}` }))
  const request = batchRequest.parse({ sources: { assetIds }, work })
  await startBatch(merchant, { ...request, maxCredits: 1000 }, studio.deps)
  for (const job of await studio.jobs.waiting()) {
    if (job.name !== 'item.begin') continue
    await end(job.id)
    const payload = job.payload as { itemId: `bit_${string}`; round: number }
    await beginItem(systemActor, { ...payload, signal: new AbortController().signal }, studio.deps)
  }
  return merchant
}

/** Answers the output. */
async function startSingle(merchant: AccountActor): Promise<string> {
  const work = workSchema.parse({ prompt: 'a mug on white', count: 1 })
  const { outputs } = await startGeneration(merchant, { ...work, maxCredits: 9 }, studio.deps)
  return outputs[0]?.id ?? ''
}

const end = (jobId: string) =>
  studio.deps.db.$executeRaw`UPDATE pgboss.job SET state = 'completed' WHERE id = ${jobId}::uuid`
const waitingOutputs = async () => (await studio.jobs.waiting()).filter(({ name }) => name === 'output.make')

/** Hands the first jobs of every account out, as workers do that have just begun: their outputs are under way. */
async function begin(merchants: AccountActor[], each: number): Promise<void> {
  const waiting = await waitingOutputs()
  const outputs = await studio.deps.db.output.findMany({
    where: { id: { in: waiting.map(({ payload }) => String(payload.outputId)) } },
  })
  const ownerOf = new Map(outputs.map(({ id, accountId }) => [id, accountId]))
  for (const { accountId } of merchants) {
    const own = waiting.filter(({ payload }) => ownerOf.get(String(payload.outputId)) === accountId)
    for (const { id } of own.slice(0, each)) await end(id)
  }
}

/** The outputs that wait, in the order in which the real queue hands them out. */
async function takeInOrder(): Promise<string[]> {
  const due = (await waitingOutputs()).length
  const taken: string[] = []
  const onError = (error: Error) => studio.deps.logger.error({ error }, 'queue')
  const queue = await openQueue({ url: studio.databaseUrl, isWorker: true, onError })
  const handlers = new Proxy({} as JobHandlers, {
    get: (_none, name) => async (job: { payload: { outputId: string } }) => {
      if (name === 'output.make') taken.push(job.payload.outputId)
    },
  })
  await queue.work(handlers)
  await until('all of them were taken', () => taken.length >= due, 60_000)
  await queue.stop(1000)
  return taken
}

it('somebody’s one picture waits for what is under way, and for nothing else of the batches of hundreds that others started before', async () => {
  const owners = [await startLargeBatch(), await startLargeBatch(), await startLargeBatch()]
  expect(await waitingOutputs()).toHaveLength(owners.length * PLACES)
  await begin(owners, PLACES / 2)
  const singles = [
    await startSingle(await studio.makeAccount(9, 'free')),
    await startSingle(await studio.makeAccount(9)),
  ]
  const order = await takeInOrder()
  expect(order).toHaveLength((owners.length * PLACES) / 2 + singles.length)
  // Several are taken at once, so that those which leave the queue together may be noted in any order.
  const first = order.slice(0, 4)
  for (const outputId of singles) expect(first).toContain(outputId)
}, 120_000)

it('somebody’s one picture goes before what is left of their own batch', async () => {
  const merchant = await startLargeBatch()
  const outputId = await startSingle(merchant)
  const isWaiting = async () =>
    (await studio.deps.db.output.findUniqueOrThrow({ where: { id: outputId } })).isWaiting
  expect(await isWaiting()).toBe(true)
  const { accountId } = merchant
  const { generationId } = await studio.deps.db.output.findFirstOrThrow({
    where: { accountId, isWaiting: false },
  })
  // The first place that becomes free is its own, although items of the batch have waited longer.
  await cancelGeneration(merchant, { id: generationId as `gen_${string}` }, studio.deps)
  expect(await isWaiting()).toBe(false)
}, 60_000)
