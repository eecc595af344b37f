import { JOBS, type JobName, type JobPayload } from '@studio/core/jobs'
import { fromPrisma, type Job, PgBoss } from 'pg-boss'
import type { Transaction } from '../client.ts'

/** Putting work into the queue. Jobs become visible when the transaction commits, and never otherwise. */
export type Queue = {
  enqueue<Name extends JobName>(
    tx: Transaction,
    name: Name,
    payload: JobPayload<Name>,
    options?: { startAfter?: Date },
  ): Promise<void>
}

/** One delivery of a job. `signal` is aborted when the job was taken away or the worker must go. */
export type Delivery<Name extends JobName> = { payload: JobPayload<Name>; signal: AbortSignal }

/** A handler for every job: a missing one does not compile. Handlers must be safe to run twice. */
export type JobHandlers = { [Name in JobName]: (delivery: Delivery<Name>) => Promise<void> }

/** A queue that is connected. */
export type OpenQueue = Queue & {
  /** Begins to take jobs. Redelivers those of workers that fell silent, and starts jobs by the clock. */
  work(handlers: JobHandlers): Promise<void>
  /**
   * Takes no more jobs, gives running ones `graceMs` to end, then aborts them; what did not end is
   * redelivered elsewhere.
   */
  stop(graceMs?: number): Promise<void>
}

/** Connection settings of the queue; `isWorker` turns on what only workers do. */
export type QueueOptions = {
  url: string
  isWorker: boolean
  maxConnections?: number
  onError: (error: Error) => void
  /** Hears of a job whose handler threw; the job itself is delivered again. */
  onJobFailure?: (name: JobName, error: Error) => void
}

const POLLING_SECONDS = 0.5

/** Connects to the queue in the same database, and makes its tables and queues when they are missing. */
export async function openQueue(options: QueueOptions): Promise<OpenQueue> {
  const boss = new PgBoss({
    connectionString: options.url,
    max: options.maxConnections ?? 4,
    supervise: options.isWorker,
    schedule: options.isWorker,
    useListenNotify: options.isWorker,
    // A worker that was killed is silent for `heartbeatSeconds`; these two add at most a few seconds more.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    monitorVacuum: false,
  })
  boss.on('error', options.onError)
  await boss.start()
  for (const name of Object.keys(JOBS) as JobName[]) {
    await boss.createQueue(name, queueSettings(name))
    // An existing queue keeps the settings it was made with unless told.
    await boss.updateQueue(name, queueSettings(name))
  }

  const shutdown = new AbortController()
  return {
    async enqueue(tx, name, payload, { startAfter } = {}) {
      const checked = JOBS[name].payload.parse(payload)
      await boss.send(name, checked, { db: fromPrisma(tx), ...(startAfter && { startAfter }) })
    },
    async work(handlers) {
      for (const name of Object.keys(JOBS) as JobName[])
        await startWorker(boss, name, handlers, shutdown.signal, options.onJobFailure)
    },
    async stop(graceMs = 25_000) {
      const impatience = setTimeout(() => shutdown.abort(), graceMs)
      await boss.stop({ graceful: true, timeout: graceMs + 5_000 })
      clearTimeout(impatience)
    },
  }
}

function queueSettings(name: JobName) {
  const job = JOBS[name]
  return {
    retryLimit: job.retryLimit,
    retryDelay: job.retryDelaySeconds,
    expireInSeconds: job.timeoutSeconds,
    heartbeatSeconds: job.heartbeatSeconds,
    notify: true,
  }
}

async function startWorker<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  handlers: JobHandlers,
  shutdown: AbortSignal,
  onFailure: (name: JobName, error: Error) => void = () => {},
): Promise<void> {
  const { concurrency, payload } = JOBS[name]
  const options = {
    localConcurrency: concurrency,
    heartbeatRefreshSeconds: 3,
    pollingIntervalSeconds: POLLING_SECONDS,
    // Deferred jobs and the rest of a burst are found by polling, not by a notification.
    notifyPollingIntervalSeconds: POLLING_SECONDS,
  }
  await boss.work(name, options, async ([job]: Job<JobPayload<Name>>[]) => {
    if (!job) return
    const signal = AbortSignal.any([shutdown, job.signal])
    try {
      await handlers[name]({ payload: payload.parse(job.data) as JobPayload<Name>, signal })
    } catch (error) {
      // The queue keeps the reason in its own table, where nobody looks; it is delivered again all the same.
      if (!signal.aborted) onFailure(name, error as Error)
      throw error
    }
  })
  const { cron } = JOBS[name] as { cron?: string }
  // Without a payload of its own a scheduled job would arrive with null, which no schema accepts.
  if (cron) await boss.schedule(name, cron, {})
}
