import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { refreshProduct } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Reads one product of a store again. */
export const productRefresh =
  (deps: WorkerDeps): JobHandlers['product.refresh'] =>
  ({ payload, signal }) =>
    refreshProduct(systemActor, { ...payload, signal }, deps)
