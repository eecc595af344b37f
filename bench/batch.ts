import { batchRequest } from '@studio/core/batches'
import { startBatch } from '@studio/services/batches'
import { checkLedger } from '@studio/services/credits'
import type { TestStudio } from '@studio/services/testing'
import { withStudio } from './support/bench-studio.ts'
import { report, timeMs } from './support/figures.ts'
import { itemsInProcess, withWorkers } from './support/item-arms.ts'
import type { Memory } from './support/studio-processes.ts'

/**
 * A batch: accepting 10,000 items; making some of them in one process with a provider that answers at once, with what sharp
 * does and without; and one, two and four worker processes that share one batch, with a provider that answers at once and
 * with one that takes its time. What a job of the queue costs without any of that is in `worker-runtime.ts`. ITEMS of each
 * run are the first argument.
 */
const ACCEPTED = 10_000
const ITEMS = Number(process.argv[2] ?? 400)
const ITEMS_OF_SLOW = 72
const SLOW_MS = 3000
const PROCESSES = [1, 2, 4]

await withStudio(async (studio) => {
  await accept(studio)
  console.log(`\n${ITEMS} items in one process, provider at once`)
  await itemsInProcess(studio, 24, { hasPictures: true })
  for (const hasPictures of [false, true]) {
    const { perSecond, cpuMs } = await itemsInProcess(studio, ITEMS, { hasPictures })
    const what = hasPictures ? 'with the work of sharp' : 'pictures at once too'
    console.log(`  ${what}: ${perSecond.toFixed(1)} a second, ${cpuMs.toFixed(0)} ms of processor each`)
  }
  console.log(`\n${ITEMS} items, worker processes on one database, provider at once`)
  for (const processes of PROCESSES) await share(studio, processes, ITEMS)
  console.log(
    `\n${ITEMS_OF_SLOW} items, worker processes on one database, a provider that takes ${SLOW_MS} ms`,
  )
  studio.gemini.addScenario({ effect: { kind: 'delay', delayMs: SLOW_MS }, times: 10_000 })
  for (const processes of PROCESSES) await share(studio, processes, ITEMS_OF_SLOW)
  const offences = await checkLedger({ db: studio.deps.db, clock: studio.clock })
  console.log(`\nThe ledger ${offences.length === 0 ? 'adds up' : 'DOES NOT ADD UP'} after all of it.`)
  process.exitCode = offences.length
})

async function share(studio: TestStudio, processes: number, items: number): Promise<void> {
  const { perSecond, worker, api } = await withWorkers(studio, processes, items)
  const sizes = ({ startMib, halfWayMib, peakMib, endMib }: Memory) =>
    [startMib, halfWayMib, peakMib, endMib].map((mib) => mib.toFixed(0)).join(', ')
  console.log(`  ${processes}: ${perSecond.toFixed(1)} items a second`)
  console.log(
    `     MiB at the start, half-way, at most, at the end: largest worker ${sizes(worker)}; API ${sizes(api)}`,
  )
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
