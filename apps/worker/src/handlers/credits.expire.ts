import type { JobHandlers } from '@studio/db'
import { endStaleBatches } from '@studio/services/batches'
import { expireCredits } from '@studio/services/credits'
import { endStaleGenerations } from '@studio/services/generations'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Ends batches and generations whose hold has run out, then takes off every credit that is past its time. */
export const creditsExpire =
  (deps: WorkerDeps): JobHandlers['credits.expire'] =>
  async () => {
    await endStaleBatches(systemActor, deps)
    await endStaleGenerations(systemActor, deps)
    await expireCredits(systemActor, deps)
  }
