import { assetKey } from '@studio/core/assets'
import { batchRequest } from '@studio/core/batches'
import { JOBS } from '@studio/core/jobs'
import { type JobHandlers, openQueue } from '@studio/db'
import { beginItem, readBatch, startBatch } from '@studio/services/batches'
import { makeOutput } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import { fillLibrary, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { type Cost, costOf, timeMs } from './figures.ts'
import { startProcess } from './studio-processes.ts'

const PHOTO_PX = 640

/** What every item begins with. */
export const photo = await sharp(await readPhoto())
  .resize(PHOTO_PX)
  .jpeg()
  .toBuffer()

type Merchant = Awaited<ReturnType<TestStudio['makeAccount']>>
type BatchDeps = TestStudio['deps']

/** Items of batches made in this process, as a worker makes them. */
export type OurItems = {
  /** Makes a batch of so many items. */
  make(count: number): Promise<Cost>
  stop(): Promise<void>
}

/** Our runtime in this process, with lanes as a worker has them. `changed`: what it has in place of the studio's own. */
export async function openOurItems(studio: TestStudio, changed: Partial<BatchDeps> = {}): Promise<OurItems> {
  const queue = await openQueue({
    url: studio.databaseUrl,
    isWorker: true,
    maxConnections: 6,
    onError: console.error,
    onJobFailure: console.error,
  })
  const deps = { ...studio.deps, queue, clock: { now: () => new Date() }, ...changed }
  let left = 0
  let tellMade = () => {}
  await queue.work(
    handlersOf({
      'item.begin': ({ payload, signal }) => beginItem(systemActor, { ...payload, signal }, deps),
      'output.make': async ({ payload, signal }) => {
        await makeOutput(systemActor, { ...payload, signal }, deps)
        if (--left === 0) tellMade()
      },
    }),
  )
  return {
    async make(count) {
      const { merchant, assetIds } = await openMerchant(studio, count)
      left = count
      const made = new Promise<void>((resolve) => {
        tellMade = resolve
      })
      return costOf(async () => {
        const batch = await startOf(merchant, assetIds, deps)
        // The other arm knows when its last job is done; to look again and again would be work that is no item's.
        await made
        await untilFinished(merchant, batch, deps)
      })
    },
    stop: () => queue.stop(1000),
  }
}

/** Deps whose provider answers at once, without HTTP, and whose pictures are there already. */
export async function withoutWork({ providers, pictures }: BatchDeps): Promise<Partial<BatchDeps>> {
  const usage = { inputTokens: 1, outputTokens: 1, costMicroUsd: 1 }
  const made = { bytes: photo, mime: 'image/jpeg', modelVersion: 'instant', usage }
  const picture = { ...made, marking: 'generated', signature: null, cutOut: null } as const
  const derived = await pictures.derive(photo, 'generated')
  return {
    providers: { ...providers, gemini: { ...providers.gemini, makePicture: async () => picture } },
    pictures: {
      ...pictures,
      prepareSource: async () => ({ bytes: photo, mime: 'image/jpeg' as const }),
      mark: async () => photo,
      derive: async () => derived,
    },
  }
}

/** Items a second of one batch on real worker processes, which share nothing but the database and the files. */
export async function withWorkers(
  studio: TestStudio,
  { processes, items, geminiUrl }: { processes: number; items: number; geminiUrl: string },
): Promise<number> {
  const { merchant, assetIds } = await openMerchant(studio, items)
  const deps = { ...studio.deps, clock: { now: () => new Date() } }
  const workers = await Promise.all(
    Array.from({ length: processes }, () => startProcess(studio, 'worker', { geminiUrl })),
  )
  const ms = await timeMs(async () => untilFinished(merchant, await startOf(merchant, assetIds, deps), deps))
  await Promise.all(workers.map((each) => each.stop()))
  return (items * 1000) / ms
}

/** A merchant with as many photos as items: small ones, whose bytes are alike. */
export async function openMerchant(studio: TestStudio, count: number, bytes: Uint8Array = photo) {
  const merchant = await studio.makeAccount(1_000_000)
  const assetIds = await fillLibrary(merchant, count, studio.deps)
  const { store } = studio.deps
  for (const id of assetIds) {
    const key = assetKey({ ...merchant, id, attempt: 0 }, 'original')
    await store.put(key, bytes, { mime: 'image/jpeg', sizeBytes: bytes.length })
  }
  return { merchant, assetIds }
}

/** Starts a batch of which each photo becomes one item. */
export function startOf(merchant: Merchant, assetIds: string[], deps: BatchDeps): Promise<{ id: string }> {
  const request = batchRequest.parse({ sources: { assetIds }, work: [{ prompt: 'on white' }] })
  return startBatch(merchant, { ...request, maxCredits: 1_000_000 }, deps)
}

async function untilFinished(merchant: Merchant, { id }: { id: string }, deps: BatchDeps): Promise<void> {
  for (;;) {
    const { status, items } = await readBatch(merchant, { id }, deps)
    if (status === 'finished') {
      if (items.succeeded !== items.total) throw new Error(`${items.failed} items failed`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** A handler for every job, as a worker has them; what is not among `some` does nothing. */
export function handlersOf(some: Partial<JobHandlers>): JobHandlers {
  const idle = Object.fromEntries(Object.keys(JOBS).map((name) => [name, async () => {}]))
  return { ...(idle as Partial<JobHandlers> as JobHandlers), ...some }
}
