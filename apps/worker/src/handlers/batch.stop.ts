import type { JobHandlers } from '@studio/db'
import { stopBatch } from '@studio/services/batches'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Cancels what waits of a batch of which too many failed. */
export const batchStop =
  (deps: WorkerDeps): JobHandlers['batch.stop'] =>
  ({ payload }) =>
    stopBatch(systemActor, payload, deps)
