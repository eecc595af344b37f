import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { purgeStore } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Removes what is left of a disconnected store. */
export const storePurge =
  (deps: WorkerDeps): JobHandlers['store.purge'] =>
  ({ payload }) =>
    purgeStore(systemActor, payload, deps)
