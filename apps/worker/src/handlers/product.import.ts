import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { importMedia } from '@studio/services/stores'
import type { WorkerDeps } from '../container.ts'

/** Takes one picture of a product into the library. */
export const productImport =
  (deps: WorkerDeps): JobHandlers['product.import'] =>
  ({ payload, signal }) =>
    importMedia(systemActor, { ...payload, signal }, deps)
