import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { assetKey } from '@studio/core/assets'
import { batchRequest } from '@studio/core/batches'
import { inTransaction, type JobHandlers, openQueue } from '@studio/db'
import { beginItem, readBatch, startBatch } from '@studio/services/batches'
import { checkLedger } from '@studio/services/credits'
import { makeOutput } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import { fillLibrary, readPhoto, type TestStudio } from '@studio/services/testing'
import sharp from 'sharp'
import { withStudio } from './support/bench-studio.ts'
import { report, timeMs } from './support/figures.ts'

/**
 * A batch beside bare jobs. Accepting 10,000 items; running some of them with a provider that answers at once, in one
 * process, with what sharp does and without; the same number of bare jobs of the queue that do nothing; and real worker
 * processes that share one batch. ITEMS of each run are given as the first argument.
 */
const ACCEPTED = 10_000
const ITEMS = Number(process.argv[2] ?? 400)
const PHOTO_PX = 640

const photo = await sharp(await readPhoto())
  .resize(PHOTO_PX)
  .jpeg()
  .toBuffer()

await withStudio(async (studio) => {
  const { db } = studio.deps
  await accept(studio)
  const bare = await bareJobs(studio, ITEMS)
  const [whole, without] = [await inProcess(studio, false), await inProcess(studio, true)]
  const line = (what: string, perSecond: number) =>
    console.log(`${what}: ${perSecond.toFixed(1)} a second, ${(perSecond / bare).toFixed(2)} of bare jobs`)
  console.log(`\n${ITEMS} of each, one process`)
  line('bare jobs of the queue, in lanes of four', bare)
  line('items of a batch, provider at once', whole)
  line('items of a batch, provider and pictures at once', without)
  console.log(`\n${ITEMS} items, worker processes on one database`)
  for (const workers of [1, 2, 4])
    console.log(`${workers} workers: ${(await withWorkers(studio, workers)).toFixed(1)} items a second`)
  const offences = await checkLedger({ db, clock: studio.clock })
  console.log(`\nThe ledger ${offences.length === 0 ? 'adds up' : 'DOES NOT ADD UP'} after all of it.`)
  process.exitCode = offences.length
})

async function accept(studio: TestStudio): Promise<void> {
  const merchant = await studio.makeAccount(1_000_000)
  const rows = Array.from({ length: ACCEPTED }, (_, index) => ({ url: `https://shop.example/${index}.jpg` }))
  const request = batchRequest.parse({ sources: { rows }, work: [{ prompt: 'on white' }] })
  const takes: number[] = []
  for (let round = 0; round < 3; round++)
    takes.push(await timeMs(() => startBatch(merchant, { ...request, maxCredits: 100_000 }, studio.deps)))
  report(`accepting a batch of ${ACCEPTED} items`, takes, 'ms', '2000')
  await studio.deps.db.$executeRaw`UPDATE batch SET status = 'paused'`
  await studio.deps.db.$executeRaw`DELETE FROM pgboss.job`
}

/** Jobs a second of the queue alone: taken, answered, completed. */
async function bareJobs(studio: TestStudio, count: number): Promise<number> {
  const merchant = await studio.makeAccount()
  const ids = await fillLibrary(merchant, count, studio.deps)
  const done = Promise.withResolvers<void>()
  let left = count
  const payloads = ids.map((id) => ({ outputId: id.replace('ast_', 'out_') as `out_${string}`, turn: 0 }))
  await inTransaction(studio.deps.db, async (tx) => {
    for (const payload of payloads) await studio.deps.queue.enqueue(tx, 'output.make', payload)
  })
  const queue = await openQueue({ url: studio.databaseUrl, isWorker: true, onError: console.error })
  const ms = await timeMs(async () => {
    await queue.work(handlersOf({ 'output.make': async () => void (--left === 0 && done.resolve()) }))
    await done.promise
  })
  await queue.stop(1000)
  return (count * 1000) / ms
}

/** Items a second of a batch in this process, whose provider answers at once. */
async function inProcess(studio: TestStudio, isWithoutSharp: boolean): Promise<number> {
  const { merchant, assetIds } = await openMerchant(studio)
  const usage = { inputTokens: 1, outputTokens: 1, costMicroUsd: 1 }
  const made = { bytes: photo, mime: 'image/jpeg', modelVersion: 'instant', usage }
  const picture = { ...made, marking: 'generated', signature: null, cutOut: null } as const
  const { providers, pictures } = studio.deps
  const derived = isWithoutSharp ? await pictures.derive(photo, 'generated') : null
  const deps = {
    ...studio.deps,
    clock: { now: () => new Date() },
    providers: {
      ...providers,
      gemini: { ...providers.gemini, makePicture: () => Promise.resolve(picture) },
    },
    ...(derived && {
      pictures: {
        ...pictures,
        prepareSource: async () => ({ bytes: photo, mime: 'image/jpeg' as const }),
        mark: async () => photo,
        derive: async () => derived,
      },
    }),
  }
  const queue = await openQueue({ url: studio.databaseUrl, isWorker: true, onError: console.error })
  const whole = { ...deps, queue }
  const batch = await startOf(merchant, assetIds, whole)
  const ms = await timeMs(async () => {
    await queue.work(
      handlersOf({
        'item.begin': ({ payload, signal }) => beginItem(systemActor, { ...payload, signal }, whole),
        'output.make': ({ payload, signal }) => makeOutput(systemActor, { ...payload, signal }, whole),
      }),
    )
    await untilFinished(merchant, batch, whole)
  })
  await queue.stop(1000)
  return (ITEMS * 1000) / ms
}

/** Items a second of a batch that real worker processes share. */
async function withWorkers(studio: TestStudio, count: number): Promise<number> {
  const { merchant, assetIds } = await openMerchant(studio)
  const deps = { ...studio.deps, clock: { now: () => new Date() } }
  const program = fileURLToPath(new URL('../apps/worker/src/main.ts', import.meta.url))
  const workers = Array.from({ length: count }, () =>
    fork(program, [], {
      env: environmentOf(studio),
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const batch = await startOf(merchant, assetIds, deps)
  const ms = await timeMs(() => untilFinished(merchant, batch, deps))
  for (const worker of workers) worker.kill('SIGTERM')
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  return (ITEMS * 1000) / ms
}

/** A merchant with as many photos as items: small ones, whose bytes are alike. */
async function openMerchant(studio: TestStudio) {
  const merchant = await studio.makeAccount(1_000_000)
  const assetIds = await fillLibrary(merchant, ITEMS, studio.deps)
  const { store } = studio.deps
  for (const id of assetIds) {
    const key = assetKey({ ...merchant, id, attempt: 0 }, 'original')
    await store.put(key, Readable.from([photo]), { mime: 'image/jpeg', sizeBytes: photo.length })
  }
  return { merchant, assetIds }
}

type BatchDeps = TestStudio['deps']

function startOf(
  merchant: Awaited<ReturnType<TestStudio['makeAccount']>>,
  assetIds: string[],
  deps: BatchDeps,
): Promise<{ id: string }> {
  const request = batchRequest.parse({ sources: { assetIds }, work: [{ prompt: 'on white' }] })
  return startBatch(merchant, { ...request, maxCredits: 1_000_000 }, deps)
}

async function untilFinished(
  merchant: Awaited<ReturnType<TestStudio['makeAccount']>>,
  { id }: { id: string },
  deps: BatchDeps,
): Promise<void> {
  for (;;) {
    const { status, items } = await readBatch(merchant, { id }, deps)
    if (status === 'finished') {
      if (items.succeeded !== items.total) throw new Error(`${items.failed} items failed`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function handlersOf(some: Partial<JobHandlers>): JobHandlers {
  const nothing = new Proxy({}, { get: () => async () => {} })
  return new Proxy(some, {
    get: (known, name) => known[name as keyof JobHandlers] ?? nothing[name as never],
  }) as JobHandlers
}

function environmentOf(studio: TestStudio): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PUBLIC_URL: studio.deps.publicUrl,
    DATABASE_URL: studio.databaseUrl,
    GEMINI_API_KEY: 'stand-in',
    GEMINI_BASE_URL: studio.gemini.url,
    GEMINI_ANALYSIS_MODEL: 'none',
    GEMINI_CALLS_PER_MINUTE: '0',
    OBJECT_STORE: 'disk',
    DISK_STORE_DIR: studio.storeDir,
    MAIL_OUTBOX_DIR: studio.outboxDir,
    FILE_URL_SECRET: studio.linkSecret,
    ...studio.keyEnvironment,
    LOG_LEVEL: 'error',
  }
}
