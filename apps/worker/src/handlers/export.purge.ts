import type { JobHandlers } from '@studio/db'
import { purgeExport } from '@studio/services/exports'
import { systemActor } from '@studio/services/kernel'
import type { WorkerDeps } from '../container.ts'

/** Removes the archive of a deleted export, and proves it. */
export const exportPurge =
  (deps: WorkerDeps): JobHandlers['export.purge'] =>
  ({ payload }) =>
    purgeExport(systemActor, payload, deps)
