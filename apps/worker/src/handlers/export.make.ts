import type { JobHandlers } from '@studio/db'
import { makeExport } from '@studio/services/exports'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Makes the archive of an export, and stores it while it is written. */
export const exportMake =
  (deps: WorkerDeps): JobHandlers['export.make'] =>
  ({ payload, signal }) =>
    makeExport(systemActor, { ...payload, signal }, deps)
