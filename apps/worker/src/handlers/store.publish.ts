import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { publishStore } from '@studio/services/publications'
import type { WorkerDeps } from '../container.ts'

/** Makes the approved publications of a store. */
export const storePublish =
  (deps: WorkerDeps): JobHandlers['store.publish'] =>
  ({ payload, signal }) =>
    publishStore(systemActor, { ...payload, signal }, deps)
