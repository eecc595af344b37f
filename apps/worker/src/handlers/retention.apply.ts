import type { JobHandlers } from '@studio/db'
import { systemActor } from '@studio/services/kernel'
import { applyRetention } from '@studio/services/retention'
import type { WorkerDeps } from '../container.ts'

/** Removes what is past its time. */
export const retentionApply =
  (deps: WorkerDeps): JobHandlers['retention.apply'] =>
  () =>
    applyRetention(systemActor, deps)
