import type { JobName } from '@studio/core/jobs'
import type { Database, JobHandlers } from '@studio/db'
import { sendMail } from '../src/accounts/index.ts'
import { analyseAsset, judgeAsset } from '../src/analyses/index.ts'
import { prepareAsset, purgeAsset } from '../src/assets/index.ts'
import { beginItem, endStaleBatches, stopBatch } from '../src/batches/index.ts'
import { expireCredits } from '../src/credits/index.ts'
import { announceDeletion, deleteAccount } from '../src/deletions/index.ts'
import { makeExport, purgeExport } from '../src/exports/index.ts'
import { endStaleGenerations, makeOutput, purgeGeneration } from '../src/generations/index.ts'
import { type Deps, systemActor } from '../src/kernel/index.ts'
import { publishStore } from '../src/publications/index.ts'
import { applyRetention } from '../src/retention/index.ts'
import {
  checkStore,
  importMedia,
  mirrorStore,
  purgeStore,
  redactStore,
  refreshProduct,
  renewMirrors,
} from '../src/stores/index.ts'
import { renewSubscriptions } from '../src/subscriptions/index.ts'
import { deliverWebhook, takeUpDeliveries } from '../src/webhooks/index.ts'
import type { TestClock } from './clock.ts'

/** A job that waits in the queue. */
export type WaitingJob = {
  id: string
  name: JobName
  payload: Record<string, string | number>
  startAfter: Date
}

/** Runs the queue by hand: one job after the other, none by itself. */
export type TestJobs = {
  /** What waits, in the order in which it will run. */
  waiting(): Promise<WaitingJob[]>
  /** Runs what is due, and what that enqueues, until nothing is due. Answers the names of what ran. */
  runDue(): Promise<JobName[]>
  /** As `runDue`, but puts the clock forward for what is to run later, until nothing waits at all. */
  runAll(): Promise<JobName[]>
  /** Takes out what waits: what earlier tests began, and nobody asks for any more. */
  forget(): Promise<void>
}

/** Runs jobs by calling their use cases, as the worker does; a job that throws is put back and throws here. */
export function createTestJobs(deps: Deps, clock: TestClock): TestJobs {
  const { db } = deps
  const use: JobHandlers = {
    'asset.prepare': ({ payload }) => prepareAsset(systemActor, payload, deps),
    'asset.analyse': ({ payload, signal }) => analyseAsset(systemActor, { ...payload, signal }, deps),
    'asset.judge': ({ payload, signal }) => judgeAsset(systemActor, { ...payload, signal }, deps),
    'asset.purge': ({ payload }) => purgeAsset(systemActor, payload, deps),
    'output.make': ({ payload, signal }) => makeOutput(systemActor, { ...payload, signal }, deps),
    'generation.purge': ({ payload }) => purgeGeneration(systemActor, payload, deps),
    'mail.send': ({ payload }) => sendMail(systemActor, payload, deps),
    'account.delete': ({ payload }) => deleteAccount(systemActor, payload, deps),
    'deletion.announce': ({ payload }) => announceDeletion(systemActor, payload, deps),
    'export.make': ({ payload, signal }) => makeExport(systemActor, { ...payload, signal }, deps),
    'export.purge': ({ payload }) => purgeExport(systemActor, payload, deps),
    'store.check': ({ payload, signal }) => checkStore(systemActor, { ...payload, signal }, deps),
    'store.redact': ({ payload, signal }) => redactStore(systemActor, { ...payload, signal }, deps),
    'store.mirror': ({ payload, signal }) => mirrorStore(systemActor, { ...payload, signal }, deps),
    'store.publish': ({ payload, signal }) => publishStore(systemActor, { ...payload, signal }, deps),
    'store.purge': ({ payload }) => purgeStore(systemActor, payload, deps),
    'product.refresh': ({ payload, signal }) => refreshProduct(systemActor, { ...payload, signal }, deps),
    'product.import': ({ payload, signal }) => importMedia(systemActor, { ...payload, signal }, deps),
    'mirror.renew': () => renewMirrors(systemActor, deps),
    'item.begin': ({ payload, signal }) => beginItem(systemActor, { ...payload, signal }, deps),
    'batch.stop': ({ payload }) => stopBatch(systemActor, payload, deps),
    'credits.expire': async () => {
      await endStaleBatches(systemActor, deps)
      await endStaleGenerations(systemActor, deps)
      await expireCredits(systemActor, deps)
    },
    'subscription.renew': () => renewSubscriptions(systemActor, deps),
    'webhook.deliver': ({ payload, signal }) => deliverWebhook(systemActor, { ...payload, signal }, deps),
    'webhook.dispatch': () => takeUpDeliveries(systemActor, deps),
    'retention.apply': () => applyRetention(systemActor, deps),
    'retention.repeat': () => applyRetention(systemActor, deps),
  }

  async function run(job: WaitingJob): Promise<void> {
    const handler = use[job.name] as (delivery: { payload: object; signal: AbortSignal }) => Promise<void>
    await setState(db, job.id, 'active')
    try {
      await handler({ payload: job.payload, signal: new AbortController().signal })
      await setState(db, job.id, 'completed')
    } catch (error) {
      await setState(db, job.id, 'created')
      throw error
    }
  }

  async function runWhile(isWanted: (job: WaitingJob) => boolean): Promise<JobName[]> {
    const ran: JobName[] = []
    for (;;) {
      const [job] = await readWaiting(db)
      if (!job || !isWanted(job)) return ran
      await run(job)
      ran.push(job.name)
    }
  }

  return {
    waiting: () => readWaiting(db),
    runDue: () => runWhile((job) => job.startAfter <= clock.now()),
    runAll: () =>
      runWhile((job) => {
        clock.advance(Math.max(0, job.startAfter.getTime() - clock.now().getTime()))
        return true
      }),
    async forget() {
      await db.$executeRaw`DELETE FROM pgboss.job WHERE state IN ('created', 'retry')`
    },
  }
}

function readWaiting(db: Database): Promise<WaitingJob[]> {
  return db.$queryRaw<WaitingJob[]>`
    SELECT id::text, name, data AS payload, start_after AS "startAfter" FROM pgboss.job
    WHERE state IN ('created', 'retry') ORDER BY start_after, priority DESC, created_on, id`
}

async function setState(db: Database, id: string, state: 'created' | 'active' | 'completed'): Promise<void> {
  await db.$executeRaw`UPDATE pgboss.job SET state = ${state}::pgboss.job_state WHERE id = ${id}::uuid`
}
