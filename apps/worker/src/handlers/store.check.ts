import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { checkStore } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Asks a store whether it still lets us in. */
export const storeCheck =
  (deps: WorkerDeps): JobHandlers['store.check'] =>
  ({ payload, signal }) =>
    checkStore(systemActor, { ...payload, signal }, deps)
