import { JOBS, type JobDeclaration, type JobName, type JobPayload } from '@studio/core/jobs'
import { type Job, PgBoss } from 'pg-boss'
import type { Sql, Transaction } from '../client.ts'
import { createStatementNames } from '../name-statements.ts'
import { lookOut } from './look-out.ts'

/** Putting work into the queue. Jobs become visible when the transaction commits, and never otherwise. */
export type Queue = {
  enqueue<Name extends JobName>(
    tx: Transaction,
    name: Name,
    payload: JobPayload<Name>,
    options?: EnqueueOptions,
  ): Promise<void>
  /** Enqueues several of a kind at once, each due now. */
  enqueueAll<Name extends JobName>(tx: Transaction, name: Name, jobs: readonly NewJob<Name>[]): Promise<void>
}

/** One of several jobs; `priority` as in `EnqueueOptions`. */
export type NewJob<Name extends JobName> = { payload: JobPayload<Name>; priority?: number }

/**
 * `unlessPending`: not while the very same job still waits, runs or will be tried again. `unlessWaiting`: as long as none
 * waits, also while one runs, which may have looked already at what there is to do. `priority`: among what is due, more
 * goes first; 0 unless told.
 */
export type EnqueueOptions = {
  startAfter?: Date
  unlessPending?: boolean
  unlessWaiting?: boolean
  priority?: number
}

/** One delivery of a job. `signal` is aborted when the job was taken away or the worker must go. */
export type JobDelivery<Name extends JobName> = { payload: JobPayload<Name>; signal: AbortSignal }

/** A handler for every job: a missing one does not compile. Handlers must be safe to run twice. */
export type JobHandlers = { [Name in JobName]: (delivery: JobDelivery<Name>) => Promise<void> }

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

/** How soon a job is found that nobody announces, because it was deferred or the announcement was lost. */
const LOOK_EVERY_MS = 500

/** Lanes are told when to look; by themselves they do so this seldom. */
const POLLING_SECONDS = 30

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
  const closing = new AbortController()
  return {
    async enqueue(tx, name, payload, { startAfter, unlessPending, unlessWaiting, priority = 0 } = {}) {
      const checked = JOBS[name].payload.parse(payload)
      if (unlessPending && (await isThere(tx, name, checked, ['created', 'retry', 'active']))) return
      if (unlessWaiting && (await isThere(tx, name, checked, ['created', 'retry']))) return
      await boss.send(name, checked, { db: databaseOf(tx), priority, ...(startAfter && { startAfter }) })
    },
    async enqueueAll(tx, name, jobs) {
      if (jobs.length === 0) return
      const rows = jobs.map(({ payload, priority = 0 }) => ({
        data: JOBS[name].payload.parse(payload),
        priority,
      }))
      await boss.insert(name, rows, { db: databaseOf(tx) })
    },
    async work(handlers) {
      const lanes = new Map<string, string[]>()
      for (const name of Object.keys(JOBS) as JobName[])
        lanes.set(name, await startLanes(boss, name, handlers, shutdown.signal, options.onJobFailure))
      const wake = (name: string) => {
        for (const laneId of lanes.get(name) ?? []) boss.notifyWorker(laneId)
      }
      const pace = { everyMs: LOOK_EVERY_MS, signal: closing.signal }
      const onDue = (names: string[]) => names.forEach(wake)
      lookOut(boss.getDb(), [...lanes.keys()], pace, { onDue, onError: options.onError })
    },
    async stop(graceMs = 25_000) {
      closing.abort()
      const impatience = setTimeout(() => shutdown.abort(), graceMs)
      await boss.stop({ graceful: true, timeout: graceMs + 5_000 })
      clearTimeout(impatience)
    },
  }
}

const nameOf = createStatementNames('queue')

/** Has the queue's own statements take part in a transaction. */
function databaseOf(sql: Sql) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      return { rows: await sql.query({ name: nameOf({ sql: text }), text }, values) }
    },
  }
}

/** Whoever asks about the same job at the same time waits for this transaction to end, and then sees its job. */
async function isThere(
  tx: Transaction,
  name: JobName,
  payload: object,
  states: readonly string[],
): Promise<boolean> {
  const data = JSON.stringify(payload)
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name + data}, 0))`
  const [{ isFound } = { isFound: false }] = await tx.$queryRaw<{ isFound: boolean }[]>`
    SELECT EXISTS (SELECT FROM pgboss.job
      WHERE name = ${name} AND state::text = ANY(${[...states]}) AND data = ${data}::jsonb) AS "isFound"`
  return isFound
}

function queueSettings(name: JobName) {
  const job: JobDeclaration = JOBS[name]
  return {
    retryLimit: job.retryLimit,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: job.retryDelayMaxSeconds !== undefined,
    ...(job.retryDelayMaxSeconds !== undefined && { retryDelayMax: job.retryDelayMaxSeconds }),
    expireInSeconds: job.timeoutSeconds,
    heartbeatSeconds: job.heartbeatSeconds,
    notify: true,
  }
}

/** Begins to take one kind of job, in as many lanes as it may run at once. Answers the lanes' ids. */
async function startLanes<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  handlers: JobHandlers,
  shutdown: AbortSignal,
  onFailure: (name: JobName, error: Error) => void = () => {},
): Promise<string[]> {
  const { concurrency, payload } = JOBS[name]
  const options = {
    heartbeatRefreshSeconds: 3,
    pollingIntervalSeconds: POLLING_SECONDS,
    notifyPollingIntervalSeconds: POLLING_SECONDS,
  }
  const perform = async (job: Job<JobPayload<Name>>) => {
    const signal = AbortSignal.any([shutdown, job.signal])
    try {
      await handlers[name]({ payload: payload.parse(job.data) as JobPayload<Name>, signal })
    } catch (error) {
      if (!signal.aborted) onFailure(name, error as Error)
      // The queue keeps what is thrown in its own table, and an error's words may be a person's.
      throw new Error(`${name} failed: ${error instanceof Error ? error.name : 'unknown'}`)
    }
  }
  const laneIds: string[] = []
  for (let lane = 0; lane < concurrency; lane++) {
    let laneId = ''
    laneId = await boss.work(name, options, async ([job]: Job<JobPayload<Name>>[]) => {
      // Whoever has done one looks for the next at once: of a burst each lane would else take one a poll.
      if (job) await perform(job).finally(() => boss.notifyWorker(laneId))
    })
    laneIds.push(laneId)
  }
  const { cron }: JobDeclaration = JOBS[name]
  // Without a payload of its own a scheduled job would arrive with null, which no schema accepts.
  if (cron) await boss.schedule(name, cron, {})
  return laneIds
}
