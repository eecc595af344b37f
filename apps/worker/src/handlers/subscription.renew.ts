import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { renewSubscriptions } from '@studio/services/subscriptions'
import type { WorkerDeps } from '../container.ts'

/** Begins new periods, with their credits. */
export const subscriptionRenew =
  (deps: WorkerDeps): JobHandlers['subscription.renew'] =>
  () =>
    renewSubscriptions(systemActor, deps)
