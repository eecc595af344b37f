import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { redactStore } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Removes a store that its platform wants forgotten. */
export const storeRedact =
  (deps: WorkerDeps): JobHandlers['store.redact'] =>
  ({ payload, signal }) =>
    redactStore(systemActor, { ...payload, signal }, deps)
