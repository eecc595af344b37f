import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { takeUpDeliveries } from '@studio/services/webhooks'
import type { WorkerDeps } from '../container.ts'

/** Gives their jobs to deliveries that nobody heard of, such as those of an outage. */
export const webhookDispatch =
  (deps: WorkerDeps): JobHandlers['webhook.dispatch'] =>
  () =>
    takeUpDeliveries(systemActor, deps)
