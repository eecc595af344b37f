import { Readable } from 'node:stream'
import { assetKey } from '@studio/core/assets'
import { batchRequest } from '@studio/core/batches'
import { JOBS } from '@studio/core/jobs'
import { createTokenInput } from '@studio/core/tokens'
import { type JobHandlers, openQueue } from '@studio/db'
import { beginItem, readBatch, startBatch } from '@studio/services/batches'
import { makeOutput } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import { fillLibrary, readPhoto, type TestStudio } from '@studio/services/testing'
import { createToken } from '@studio/services/tokens'
import sharp from 'sharp'
import { timeMs } from './figures.ts'
import { type Memory, startProcess, watchMemory } from './studio-processes.ts'

const PHOTO_PX = 640

const photo = await sharp(await readPhoto())
  .resize(PHOTO_PX)
  .jpeg()
  .toBuffer()

type Merchant = Awaited<ReturnType<TestStudio['makeAccount']>>
type BatchDeps = TestStudio['deps']

/**
 * Items a second of a batch in this process, whose provider answers at once, and the processor's time that each took here:
 * the rest of the time is PostgreSQL's, or waiting. `hasPictures`: sharp does its work; without,
 * what it would have made is there already.
 */
export async function itemsInProcess(
  studio: TestStudio,
  count: number,
  { hasPictures }: { hasPictures: boolean },
): Promise<{ perSecond: number; cpuMs: number }> {
  const { merchant, assetIds } = await openMerchant(studio, count)
  const usage = { inputTokens: 1, outputTokens: 1, costMicroUsd: 1 }
  const made = { bytes: photo, mime: 'image/jpeg', modelVersion: 'instant', usage }
  const picture = { ...made, marking: 'generated', signature: null, cutOut: null } as const
  const { providers, pictures } = studio.deps
  const derived = hasPictures ? null : await pictures.derive(photo, 'generated')
  const queue = await openQueue({
    url: studio.databaseUrl,
    isWorker: true,
    maxConnections: 6,
    onError: console.error,
    onJobFailure: console.error,
  })
  const deps = {
    ...studio.deps,
    queue,
    clock: { now: () => new Date() },
    providers: { ...providers, gemini: { ...providers.gemini, makePicture: async () => picture } },
    ...(derived && {
      pictures: {
        ...pictures,
        prepareSource: async () => ({ bytes: photo, mime: 'image/jpeg' as const }),
        mark: async () => photo,
        derive: async () => derived,
      },
    }),
  }
  const batch = await startOf(merchant, assetIds, deps)
  const cpuBefore = process.cpuUsage()
  const ms = await timeMs(async () => {
    await queue.work(
      handlersOf({
        'item.begin': ({ payload, signal }) => beginItem(systemActor, { ...payload, signal }, deps),
        'output.make': ({ payload, signal }) => makeOutput(systemActor, { ...payload, signal }, deps),
      }),
    )
    await untilFinished(merchant, batch, deps)
  })
  const { user, system } = process.cpuUsage(cpuBefore)
  await queue.stop(1000)
  return { perSecond: (count * 1000) / ms, cpuMs: (user + system) / 1000 / count }
}

/** What worker processes made of one batch: items a second, and the memory of the largest worker and of the API. */
export type Shared = { perSecond: number; worker: Memory; api: Memory }

const ASK_EVERY_MS = 500

/**
 * Runs one batch on real worker processes that share nothing but the database and the files, while somebody asks the API
 * how far it is.
 */
export async function withWorkers(studio: TestStudio, processes: number, count: number): Promise<Shared> {
  const { merchant, assetIds } = await openMerchant(studio, count)
  const deps = { ...studio.deps, clock: { now: () => new Date() } }
  const workers = await Promise.all(Array.from({ length: processes }, () => startProcess(studio, 'worker')))
  const api = await startProcess(studio, 'api')
  const asked = createTokenInput.parse({ name: 'bench', scopes: ['generations:read'], expiresInDays: 1 })
  const { token } = await createToken(merchant, asked, deps)
  const [memoryOfWorkers, memoryOfApi] = [watchMemory(workers), watchMemory([api])]
  const batch = await startOf(merchant, assetIds, deps)
  const asking = setInterval(async () => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${api.url}/api/v1/batches/${batch.id}`, { headers })
    if (!answer.ok) console.error(`the API answered ${answer.status}: ${await answer.text()}`)
    else await answer.json()
  }, ASK_EVERY_MS)
  const ms = await timeMs(() => untilFinished(merchant, batch, deps))
  clearInterval(asking)
  const [worker, ofApi] = [memoryOfWorkers(), memoryOfApi()]
  await Promise.all([...workers, api].map((each) => each.stop()))
  return { perSecond: (count * 1000) / ms, worker, api: ofApi }
}

/** A merchant with as many photos as items: small ones, whose bytes are alike. */
async function openMerchant(studio: TestStudio, count: number) {
  const merchant = await studio.makeAccount(1_000_000)
  const assetIds = await fillLibrary(merchant, count, studio.deps)
  const { store } = studio.deps
  for (const id of assetIds) {
    const key = assetKey({ ...merchant, id, attempt: 0 }, 'original')
    await store.put(key, Readable.from([photo]), { mime: 'image/jpeg', sizeBytes: photo.length })
  }
  return { merchant, assetIds }
}

function startOf(merchant: Merchant, assetIds: string[], deps: BatchDeps): Promise<{ id: string }> {
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
