import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { deliverWebhook } from '@studio/services/webhooks'
import type { WorkerDeps } from '../container.ts'

/** Makes one try at sending an event to a webhook endpoint. */
export const webhookDeliver =
  (deps: WorkerDeps): JobHandlers['webhook.deliver'] =>
  ({ payload, signal }) =>
    deliverWebhook(systemActor, { ...payload, signal }, deps)
