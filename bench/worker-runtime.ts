import { JOBS } from '@studio/core/jobs'
import { newId } from '@studio/core/kernel'
import { inTransaction, openQueue } from '@studio/db'
import { PgBoss } from 'pg-boss'
import { withStudio } from './support/bench-studio.ts'
import { percentile, timeMs } from './support/figures.ts'
import { handlersOf } from './support/item-arms.ts'

/**
 * Jobs that do nothing, through our runtime (declared, checked, watched, with a handler for every other job as a worker
 * has) beside bare pg-boss: as many lanes that fetch one job, and complete it. Goal of the product: at least 0.8.
 */
const ROUNDS = 5
const JOBS_PER_ROUND = Number(process.argv[2] ?? 2000)
const NAME = 'output.make'
const LANES = JOBS[NAME].concurrency

await withStudio(async ({ databaseUrl: url, deps }) => {
  const enqueue = () =>
    inTransaction(deps.db, (tx) => {
      const ids = Array.from({ length: JOBS_PER_ROUND }, () => newId('output', deps.clock.now()))
      return deps.queue.enqueueAll(
        tx,
        NAME,
        ids.map((outputId) => ({ payload: { outputId, turn: 0 } })),
      )
    })
  const arms = {
    bare: () => bare(url),
    ours: () => ours(url),
  }
  const speeds: Record<keyof typeof arms, number[]> = { bare: [], ours: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    const order = Object.entries(arms) as [keyof typeof arms, () => Promise<number>][]
    for (const [name, run] of round % 2 ? order.reverse() : order) {
      await enqueue()
      const ms = await run()
      if (round > 0) speeds[name].push((JOBS_PER_ROUND * 1000) / ms)
    }
  }
  const [bareSpeed, ourSpeed] = [percentile(speeds.bare, 0.5), percentile(speeds.ours, 0.5)]
  console.log(`bare pg-boss, ${LANES} lanes that fetch and complete: ${bareSpeed.toFixed(0)} jobs a second`)
  console.log(`through our runtime, ${LANES} lanes: ${ourSpeed.toFixed(0)} jobs a second`)
  console.log(`ours ÷ bare: ${(ourSpeed / bareSpeed).toFixed(2)} (goal 0.8)`)
})

async function bare(connectionString: string): Promise<number> {
  const boss = new PgBoss({ connectionString, max: 6, supervise: false, schedule: false })
  boss.on('error', console.error)
  await boss.start()
  let left = JOBS_PER_ROUND
  const lane = async () => {
    while (left > 0) {
      const [job] = await boss.fetch(NAME)
      if (!job) continue
      await boss.complete(NAME, job.id)
      left--
    }
  }
  const ms = await timeMs(() => Promise.all(Array.from({ length: LANES }, lane)))
  await boss.stop({ graceful: false })
  return ms
}

async function ours(url: string): Promise<number> {
  const queue = await openQueue({ url, isWorker: true, maxConnections: 6, onError: console.error })
  const done = Promise.withResolvers<void>()
  let left = JOBS_PER_ROUND
  const handlers = handlersOf({ [NAME]: async () => void (--left === 0 && done.resolve()) })
  const ms = await timeMs(async () => {
    await queue.work(handlers)
    await done.promise
  })
  await queue.stop(1000)
  return ms
}
