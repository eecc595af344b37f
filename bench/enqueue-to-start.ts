import { JOBS, type JobName } from '@studio/core/jobs'
import { newId } from '@studio/core/kernel'
import { inTransaction, type JobHandlers, openQueue } from '@studio/db'
import { withStudio } from './support/bench-studio.ts'
import { report } from './support/figures.ts'

/** How long a committed job waits until an idle worker begins it. Goal of the product: p50 at most 100 ms. */
const JOBS_TO_RUN = 100

await withStudio(async ({ databaseUrl: url, deps }) => {
  let begin: (at: number) => void = () => {}
  const rest = async () => {}
  const names = Object.keys(JOBS) as JobName[]
  const idle = Object.fromEntries(names.map((name) => [name, rest])) as Record<JobName, typeof rest>
  const handlers: JobHandlers = { ...idle, 'output.make': async () => begin(performance.now()) }
  const worker = await openQueue({ url, isWorker: true, onError: console.error })
  await worker.work(handlers)

  const waitsMs: number[] = []
  for (let index = 0; index < JOBS_TO_RUN; index++) {
    const begun = new Promise<number>((resolve) => {
      begin = resolve
    })
    await inTransaction(deps.db, (tx) =>
      deps.queue.enqueue(tx, 'output.make', { outputId: newId('output', deps.clock.now()), turn: 0 }),
    )
    const committedAt = performance.now()
    waitsMs.push(Math.max(0, (await begun) - committedAt))
  }
  report('commit to start', waitsMs, 'ms', '100')
  await worker.stop(1000)
})
