import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { batchRequest } from '@studio/core/batches'
import { JOBS } from '@studio/core/jobs'
import { createGemini } from '@studio/integrations/gemini'
import { startBatch } from '@studio/services/batches'
import { checkLedger } from '@studio/services/credits'
import type { TestStudio } from '@studio/services/testing'
import { openBareItems } from './support/bare-items.ts'
import { withStudio } from './support/bench-studio.ts'
import { type Cost, percentile, report, timeMs } from './support/figures.ts'
import { startInstantProvider } from './support/instant-provider.ts'
import { openOurItems, photo, withoutWork, withWorkers } from './support/item-arms.ts'

/**
 * A batch: accepting 10,000 items; making some of them in one process with a provider that answers at once, beside
 * bare jobs that do the same work, and without the work; and one, two and four worker processes that share one batch, with a provider that answers at once and
 * with one that takes its time. What a job of the queue costs without any of that is in `worker-runtime.ts`, and whether memory
 * stays flat in `batch-memory.ts`. ITEMS of each run are the first argument, one of the PARTS alone the second.
 */
const ACCEPTED = 10_000
const ITEMS = Number(process.argv[2] ?? 400)
const ONLY = process.argv[3]
const LANES = JOBS['output.make'].concurrency
/** Enough that starting a batch, which 10,000 items do once, is not a part of what each of them takes. */
const ITEMS_OF_ROUND = 120
const ROUNDS = 5
/** Small ones, where what is ours weighs most, and what the models make by default. */
const PICTURES_PX = [480, 1024]
const ITEMS_OF_SLOW = 72
const SLOW_MS = 3000
const PROCESSES = [1, 2, 4]

const PARTS = { accept, besideBare, withoutTheWork, share }

await withStudio(async (studio) => {
  for (const [name, run] of Object.entries(PARTS)) if (!ONLY || name === ONLY) await run(studio)
  const offences = await checkLedger({ db: studio.deps.db, clock: studio.clock })
  console.log(`\nThe ledger ${offences.length === 0 ? 'adds up' : 'DOES NOT ADD UP'} after all of it.`)
  process.exitCode = offences.length
})

async function besideBare(studio: TestStudio): Promise<void> {
  for (const photoPx of PICTURES_PX) await besideBareAt(studio, photoPx)
}

/** Our runtime and bare jobs that do the same work over HTTP, with pictures of some width and files, in turn. */
async function besideBareAt(studio: TestStudio, photoPx: number): Promise<void> {
  const { databaseUrl, deps } = studio
  const provider = await startInstantProvider({ photoPx })
  const photoPath = join(deps.tempDir, 'photo.jpg')
  await writeFile(photoPath, photo)
  const gemini = createGemini({ apiKey: 'stand-in', baseUrl: provider.url })
  const ours = await openOurItems(studio, { providers: { ...deps.providers, gemini } })
  const place = { photoPath, outDir: join(deps.tempDir, 'bare') }
  const bare = await openBareItems({ databaseUrl, providerUrl: provider.url, ...place, ...deps })
  const arms = { ours: () => ours.make(ITEMS_OF_ROUND), bare: () => bare.make(ITEMS_OF_ROUND, LANES) }
  const costs: Record<keyof typeof arms, Cost[]> = { ours: [], bare: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of round % 2 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const cost = await arms[name]()
      if (round > 0) costs[name].push(cost)
    }
  }
  await ours.stop()
  await bare.stop()
  provider.stop()
  console.log(
    `\nItems with provider over HTTP, pictures of ${photoPx} px and files, one process, ${LANES} lanes`,
  )
  const [ourSpeed, bareSpeed] = [tellCosts('ours', costs.ours), tellCosts('bare pg-boss', costs.bare)]
  console.log(`  ours ÷ bare: ${(ourSpeed / bareSpeed).toFixed(2)} (goal 0.8)`)
}

/** Our runtime where the work itself takes no time: what `worker-runtime.ts` does with jobs that do nothing. */
async function withoutTheWork(studio: TestStudio): Promise<void> {
  const ours = await openOurItems(studio, await withoutWork(studio.deps))
  await ours.make(24)
  console.log(`\n${ITEMS} items in one process, provider and pictures at once`)
  const { ms, cpuMs } = await ours.make(ITEMS)
  await ours.stop()
  console.log(
    `  ${((ITEMS * 1000) / ms).toFixed(1)} a second, ${(cpuMs / ITEMS).toFixed(0)} ms of processor each`,
  )
}

/** Prints the medians of an arm. Answers its items a second. */
function tellCosts(name: string, costs: readonly Cost[]): number {
  const [ms, cpuMs] = (['ms', 'cpuMs'] as const).map((what) =>
    percentile(
      costs.map((cost) => cost[what] / ITEMS_OF_ROUND),
      0.5,
    ),
  ) as [number, number]
  console.log(`  ${name}: ${(1000 / ms).toFixed(1)} a second, ${cpuMs.toFixed(0)} ms of processor each`)
  return 1000 / ms
}

/** One, two and four processes that share one batch. */
async function share(studio: TestStudio): Promise<void> {
  const provider = await startInstantProvider()
  console.log(`\n${ITEMS} items, worker processes on one database, provider at once`)
  await shareOut(studio, ITEMS, provider.url)
  provider.stop()
  const slow = await startInstantProvider({ delayMs: SLOW_MS })
  console.log(
    `\n${ITEMS_OF_SLOW} items, worker processes on one database, a provider that takes ${SLOW_MS} ms`,
  )
  await shareOut(studio, ITEMS_OF_SLOW, slow.url)
  slow.stop()
}

async function shareOut(studio: TestStudio, items: number, geminiUrl: string): Promise<void> {
  for (const processes of PROCESSES) {
    const perSecond = await withWorkers(studio, { processes, items, geminiUrl })
    console.log(`  ${processes}: ${perSecond.toFixed(1)} items a second`)
  }
}

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
