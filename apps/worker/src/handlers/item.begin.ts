import type { JobHandlers } from '@studio/db'
import { beginItem } from '@studio/services/batches'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Begins one item of a batch. */
export const itemBegin =
  (deps: WorkerDeps): JobHandlers['item.begin'] =>
  ({ payload, signal }) =>
    beginItem(systemActor, { ...payload, signal }, deps)
